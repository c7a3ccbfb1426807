"""What a document can get wrong about the format."""

from typing import Literal, NamedTuple

from blueprint.paths import Path

MistakeKind = Literal[
    "unknown-key", "missing-key", "wrong-type", "unknown-word", "malformed-value", "keys-exclude-each-other", "no-way-on"
]


class Mistake(NamedTuple):
    """One way in which a document differs from the schema."""

    kind: MistakeKind
    message: str
    path: Path
    on_key: bool = False
