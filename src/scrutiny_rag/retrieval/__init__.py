"""From a question to the stretches of papers worth reading."""
