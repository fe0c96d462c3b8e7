"""Frozen models of everything a catalogue holds."""
