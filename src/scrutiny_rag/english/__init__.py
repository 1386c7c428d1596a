"""What words, sentences, dates, numbers and names are: the ground floor that every room stands on."""
