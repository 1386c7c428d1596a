"""Is there an answer in these papers, and what is said where there is none."""
