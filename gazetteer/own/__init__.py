"""People's own places and names: read from a table, kept over every update."""
