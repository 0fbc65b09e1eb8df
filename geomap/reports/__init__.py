"""Text to events: a report is read sentence by sentence with word lists of its language."""
