"""One module a format: bytes in, text, pages and marks of structure out."""
