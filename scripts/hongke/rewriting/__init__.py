"""Files of entries written anew: a changed value in the style that was there, or a whole file in the one form."""
