"""Strict YAML: every value keeps its line and its written form, and nothing is guessed.

A reading that YAML allows but nobody means is an error that shows the line as it should be typed.  All errors of a file are found
in one run: a line that can not be read is reported, made harmless, and the file read on.  The steps:

``decoding``  bytes to text; characters that no document can carry
``plain``     the nodes of a file that holds nothing but plain lines, as most do; any other file takes the next two steps
``repair``    line by line: what YAML would refuse or misread (``shapes`` tells what a piece of a line looks like, ``values`` reads what follows a
              colon or a dash); the outcome is a ``sheet`` that the parser can read, with the same line numbers
``events``    LibYAML's events to nodes; what can only be seen inside brackets; whatever the parser still refuses

Diagnostic codes (a code is a promise and never used for anything else):

====  ==============================================================================================
Y001  the file can not be opened
Y002  the file is larger than 2 MiB
Y003  a line is longer than 20,000 characters
Y004  lists and groups stand more than 32 deep inside each other
Y005  the file has more than 20,000 entries
Y006  there are more findings than are listed
Y010  (notice) the file is GBK
Y011  bytes that mean nothing in the file's encoding
Y012  not a text file (Word, Excel, PDF …)
Y013  a control character or noncharacter
Y014  a character that changes the direction of writing
Y015  a private character of plane 15 or 16, which drafter keeps for itself
Y016  a byte-order mark inside the text
Y017  (notice) a pasted soft line break, read as a break
Y018  (notice) an invisible character, left out
Y020  a tab
Y021  indentation by full-width or no-break spaces
Y022  indentation that fits no line above
Y023  an entry or a list under a fact that already has a value
Y024  a line that is neither entry nor list item nor continuation
Y030  a full-width colon where the key ends
Y031  no space after the colon
Y032  a second colon with a space in one line
Y033  a colon without a key
Y034  the same key twice in one group
Y035  a list mark without its space, or one that is not ``-``
Y036  a list item or an entry where the other kind is due
Y040  a value or key that starts with a character that YAML claims
Y041  a quotation mark that does not close, or text after the closing one
Y042  a backslash between straight double quotes
Y043  a bracket that does not close, or text after the closing one
Y044  ``#`` inside a value
Y045  a full-width ``＃``, ``｜`` or ``＞`` where the half-width one is meant
Y050  anchors, aliases, tags, merge keys
Y051  directives and second documents
Y052  a text or number cut by a comma or colon inside brackets
Y053  the file as a whole is not ``key: value`` lines
Y060  anything else that YAML can not read
====  ==============================================================================================
"""

from drafter.yamlfile.decoding import SIZE_LIMIT, Stored, read_text, stored_text
from drafter.yamlfile.files import load_text, read_bounded
from drafter.yamlfile.loading import load_yaml, parse_yaml
from drafter.yamlfile.nodes import Entry, Mapping, Node, Scalar, Sequence

__all__ = [
    "SIZE_LIMIT",
    "Entry",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "Stored",
    "load_text",
    "load_yaml",
    "parse_yaml",
    "read_bounded",
    "read_text",
    "stored_text",
]
