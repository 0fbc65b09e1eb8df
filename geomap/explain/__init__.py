"""A report as it was read, for a person who looks for the cause of a wrong or missing event."""
