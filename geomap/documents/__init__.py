"""Documents of every kind as reports: `reading.read_reports` is the one way in."""
