"""A file becomes a Paper: text, pages, blocks, metadata."""
