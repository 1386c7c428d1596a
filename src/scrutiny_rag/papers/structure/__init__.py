"""One module a kind of paper: text in, blocks out."""
