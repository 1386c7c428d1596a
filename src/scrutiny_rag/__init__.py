"""Answers over council scrutiny papers, each sentence with the exact words it rests on."""
