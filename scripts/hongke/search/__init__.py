"""The search index: what the pages hold, cut into small files that a browser fetches as it needs them."""
