"""How a catalogue is shown: a page is a fragment of HTML with its contents."""
