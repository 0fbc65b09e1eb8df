"""Place names in all their spellings and case forms, resolved to coordinates."""
