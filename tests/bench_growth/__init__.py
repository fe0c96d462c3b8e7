"""The parts of `make bench`: whole processes measured on generated catalogues, beside Hugo and plain MkDocs on the same pages."""
