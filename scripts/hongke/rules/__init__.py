"""Checks across entries: one function a rule, each with its code."""
