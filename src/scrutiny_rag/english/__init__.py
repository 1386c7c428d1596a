"""What words, sentences, numbers, dates, names and certainty are in English; imports no other room."""
