"""JSON Schemas of a catalogue's files, for editors: draft-07, in Chinese, with the words and addresses that exist now."""
