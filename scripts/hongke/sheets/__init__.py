"""Entries as sheets of a workbook, and sheets back as entries."""
