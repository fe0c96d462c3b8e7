"""An author's YAML as a tree in which every node knows its line and column."""
