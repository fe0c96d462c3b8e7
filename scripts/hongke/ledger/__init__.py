"""Members' ledgers in, the unit's report out."""
