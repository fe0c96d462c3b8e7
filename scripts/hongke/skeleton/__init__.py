"""What an author begins with: the commented file of a new entry."""
