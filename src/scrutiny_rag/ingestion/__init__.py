"""The job that splits, embeds and writes papers into the index."""
