"""The parts of `make bench-search`: the corpus, the queries drawn from it, the engines, the measuring, the table."""
