"""What is kept: vectors in Chroma, words in BM25, and the ledger of papers."""
