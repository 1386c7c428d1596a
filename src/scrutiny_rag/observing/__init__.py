"""What the page does, for whoever runs it: events, the log that is written of them, and measures of them."""
