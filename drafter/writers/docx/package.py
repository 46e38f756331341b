"""An OPC package: parts, their content types and relationships, as one reproducible ZIP."""

from __future__ import annotations

from drafter.writers.docx.archive import archive
from drafter.writers.identity import parts_id
from drafter.writers.xml import element, join, part

_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
"""The common start of the relationship types of Office Open XML."""

_DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}


class Package:
    """Collects parts and relationships, then writes them in a fixed order."""

    def __init__(self) -> None:
        self._parts: dict[str, bytes] = {}
        self._overrides: dict[str, str] = {}
        self._defaults = dict(_DEFAULTS)
        self._relations: dict[str, list[tuple[str, str, bool]]] = {}

    def add(self, name: str, content_type: str, content: bytes) -> None:
        """Add the part *name*, such as ``word/styles.xml``."""
        self._parts[name] = content
        self._overrides[name] = content_type

    def add_media(self, name: str, media_type: str, content: bytes) -> None:
        """Add a picture; its type is declared by the name's extension."""
        self._parts[name] = content
        self._defaults[name.rpartition(".")[2]] = media_type

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relationship from the part *source* (empty: the package) to *target*; equal ones are written once."""
        relations = self._relations.setdefault(source, [])
        relation = (kind, target, external)
        if relation not in relations:
            relations.append(relation)
        return f"rId{relations.index(relation) + 1}"

    def content_id(self) -> str:
        """The identity of all parts added so far; relationships count too."""
        return parts_id(self._everything())

    def to_bytes(self) -> bytes:
        """The ZIP archive: [Content_Types].xml first, then by name.

        Raises:
            DrafterError: the parts are more or larger than an archive holds.
        """
        return archive(sorted(self._everything().items(), key=lambda part: (part[0] != "[Content_Types].xml", part[0])))

    def _everything(self) -> dict[str, bytes]:
        relations = {_relations_part(source): self._relations_xml(source) for source in self._relations}
        return {"[Content_Types].xml": self._types_xml(), **relations, **self._parts}

    def _types_xml(self) -> bytes:
        defaults = (
            element("Default", {"Extension": extension, "ContentType": kind})
            for extension, kind in sorted(self._defaults.items())
        )
        overrides = (
            element("Override", {"PartName": f"/{name}", "ContentType": kind})
            for name, kind in sorted(self._overrides.items())
        )
        return part(element("Types", {"xmlns": _TYPES}, join(defaults), join(overrides)))

    def _relations_xml(self, source: str) -> bytes:
        relations = (
            element(
                "Relationship",
                {"Id": f"rId{number}", "Type": kind, "Target": target}
                | ({"TargetMode": "External"} if external else {}),
            )
            for number, (kind, target, external) in enumerate(self._relations[source], start=1)
        )
        return part(element("Relationships", {"xmlns": _RELATIONSHIPS}, join(relations)))


def _relations_part(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
