"""stub"""

from drafter.checks.text import changes, figures, leftovers, numerals, punctuation, punctuation_usage, shares, structure, sums
from drafter.checks.text.context import TEXT, Review, ReviewContext
from drafter.checks.text.reading import from_docx, from_document, from_lines
