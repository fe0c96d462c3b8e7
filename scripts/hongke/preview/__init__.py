"""The site while it is being written: watched, checked at every save, rendered page by page as a browser asks."""
