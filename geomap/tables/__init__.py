"""Tables of events: read, with their columns understood, and placed by name."""
