"""Folder to catalogue: every file read, every problem collected."""
