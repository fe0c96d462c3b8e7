"""Tables and documents of others: question sheets, tables by a map, Word; and question sheets out again."""
