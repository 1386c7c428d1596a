"""The small neural models that read, and where they come from."""
