"""How a file says that drafter wrote it, and whether anybody changed it since.

The identity is the SHA-256 of the content without the identity itself.  It is the same on every machine, unlike the bytes of a ZIP,
which depend on the version of zlib.
"""

from __future__ import annotations

import hashlib
import io
import zlib

from drafter.patterns import lazy

PROPERTY = "内容标识"
CUSTOM_PART = "docProps/custom.xml"

_CUSTOM_LIMIT = 1 << 20
_STORED = lazy(rf'name="{PROPERTY}"[^>]*>\s*<(?:\w+:)?lpwstr>([0-9a-f]{{64}})<')
_META = lazy(rf'<meta name="{PROPERTY}" content="([0-9a-f]{{64}})">\n'.encode())


def parts_id(parts: dict[str, bytes]) -> str:
    """SHA-256, in hexadecimal, over the sorted names and the bytes of *parts* without docProps/custom.xml."""
    digest = hashlib.sha256()
    for name in sorted(parts):
        if name != CUSTOM_PART:
            digest.update(f"{name}\0{len(parts[name])}\0".encode())
            digest.update(parts[name])
    return digest.hexdigest()


def content_id(docx: bytes) -> str:
    """The identity of what *docx* holds now.

    Raises:
        zipfile.BadZipFile: *docx* is no ZIP archive.
    """
    import zipfile  # here, because a first build reads none

    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return parts_id({name: archive.read(name) for name in archive.namelist()})


def stored_id(docx: bytes) -> str | None:
    """The identity that drafter left in *docx*; None if drafter did not write the file or it cannot be read."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive, archive.open(CUSTOM_PART) as custom:
            found = _STORED.search(custom.read(_CUSTOM_LIMIT).decode("utf-8", "replace"))
    except (zipfile.BadZipFile, KeyError, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return None
    return found[1] if found else None


def html_content_id(page: bytes) -> str:
    """The identity of what an HTML page holds now: SHA-256 of the page without the tag that stores it."""
    return hashlib.sha256(_META.sub(b"", page, count=1)).hexdigest()


def html_stored_id(page: bytes) -> str | None:
    """The identity that drafter left in *page*; None if drafter did not write it."""
    found = _META.search(page)
    return found[1].decode() if found else None


def html_identity_tag(page: bytes) -> bytes:
    """The tag to put into *page*, with its line end."""
    return f'<meta name="{PROPERTY}" content="{hashlib.sha256(page).hexdigest()}">\n'.encode()
