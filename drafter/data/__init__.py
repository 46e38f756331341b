"""Tables that belong to no kind of document: measure words, a national standard's numbers, words of titles."""
