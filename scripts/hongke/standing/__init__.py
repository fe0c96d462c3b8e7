"""What stands of the last build: what it was made from, and how to tell what of it still holds."""
