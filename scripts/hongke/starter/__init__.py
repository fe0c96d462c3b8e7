"""A new catalogue: what `hongke init` puts into an empty folder."""
