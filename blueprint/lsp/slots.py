"""What the format says of a place in a document: which kind of value stands there, and what its key means."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from blueprint.kinds import Choice, Flag, Keyed, Many, Object, Ref
from blueprint.model import Blueprint
from blueprint.paths import Path
from blueprint.records import Property, properties, tag
from blueprint.values import remembered


class Slot(NamedTuple):
    """The kind of value at a place, and the field that holds it, or holds the list or mapping it stands in."""

    kind: Any
    field: Property | None = None

    @property
    def target(self) -> str:
        """What an id that stands here refers to; empty where none does."""
        item = self.kind.item if isinstance(self.kind, Many) else self.kind
        return item.target if isinstance(item, Ref) else ""

    @property
    def key_target(self) -> str:
        """What the keys here refer to."""
        return self.kind.key.target if isinstance(self.kind, Keyed) and isinstance(self.kind.key, Ref) else ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words that may stand here, where only some may."""
        item = self.kind.item if isinstance(self.kind, Many) else self.kind
        item = _bare(item) if isinstance(item, Object) and item.type.short else item
        return item.words if isinstance(item, Choice) else ("true", "false") if isinstance(item, Flag) else ()

    @property
    def key_words(self) -> tuple[str, ...]:
        """The words that may be keys here, where only some may."""
        return self.kind.key.words if isinstance(self.kind, Keyed) and isinstance(self.kind.key, Choice) else ()

    @property
    def fields(self) -> Mapping[str, Property]:
        """The keys of the mapping that stands here, where the format names them."""
        return fields_of(self.kind.type) if isinstance(self.kind, Object) else {}

    @property
    def record(self) -> Any:
        """The class of what stands here, or of the items of the list, or of those of the mapping."""
        kind = getattr(self.kind, "item", self.kind)
        return kind.type if isinstance(kind, Object) else None


def _bare(kind: Object) -> Any:
    return next(each.kind for each in properties(kind.type) if each.key == kind.type.short)


@remembered
def fields_of(kind: type[Any]) -> Mapping[str, Property]:
    """The keys that a class of the model has in a file, those of its ways on included."""
    found: dict[str, Property] = {}
    for each in properties(kind):
        for inner in each.kind.types if each.flat else ():
            found |= fields_of(inner)
        found |= {} if each.flat else {each.key: each}
    return found


@remembered
def exclusive_of(kind: type[Any]) -> tuple[frozenset[str], ...]:
    """The groups of keys of which only one may be written."""
    groups = [frozenset(map(tag, each.kind.types)) for each in properties(kind) if each.flat]
    return (*groups, *(frozenset(each) for each in (kind.exactly_one, kind.not_both) if each))


WHOLE: Final = Slot(Object(Blueprint))


def slot_at(path: Path) -> Slot | None:
    """The slot at a path; None where the format knows nothing of it."""
    slot: Slot | None = WHOLE
    for part in path:
        slot = below(slot, part) if slot else None
    return slot


def below(slot: Slot, part: str | int) -> Slot | None:
    """The slot of what stands under a key, or at a position, of what stands in a slot."""
    kind = slot.kind
    if isinstance(kind, Object):
        field = slot.fields.get(str(part))
        return Slot(field.kind, field) if field else None
    if isinstance(kind, Keyed) or (isinstance(kind, Many) and isinstance(part, int)):
        return Slot(kind.item, slot.field)
    return None
