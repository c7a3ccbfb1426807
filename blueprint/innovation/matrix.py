"""The initiatives by the four dimensions: which they renew, and with what; what drives, proves and supports each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import frozen

from blueprint.innovation.coverage import lacking, renewed
from blueprint.innovation.diagram import Field, Look, Piece, high
from blueprint.innovation.names import DIMENSION_TITLES, KIND_TITLES, force_title
from blueprint.layout.metrics import BOLD, wrap
from blueprint.layout.values import LaneRole, Rect
from blueprint.model import Blueprint
from blueprint.model_innovation import DIMENSIONS, Dimension, Initiative, Innovation

_FIRST: Final = 178.0
_WIDE: Final = 124.0
_SIZE: Final = 9.0
_HEAD: Final = 10.0
_GAP: Final = 5.0
_PAD: Final = 8.0
_STAGES: Final = ("live", "trial", "design", "study", "idea", None, "dropped")
_MORE: Final = ("Driven by", "Rests on", "Supported by")


@frozen(kw_only=True)
class _Cell:
    """A field of the matrix with its lines; ``told``: each line's first is bold."""

    look: Look
    lines: tuple[str, ...]
    tip: str = ""
    title: tuple[str, ...] = ()

    @property
    def height(self) -> float:
        return high(self.title, _HEAD) + high(self.lines, _SIZE) + 2 * _PAD


def matrix(blueprint: Blueprint, innovation: Innovation) -> Piece:
    """A row for each initiative, the furthest first; below, how many renew each dimension."""
    found = sorted(innovation.initiatives.items(), key=lambda each: (_STAGES.index(each[1].stage), each[0]))
    covered = renewed(innovation)
    rows: list[tuple[str, list[_Cell]]] = [("@head", _heads())]
    rows += [(name, _row(blueprint, each)) for name, each in found]
    rows.append(("@foot", _feet(covered, len(found))))
    fields: list[Field] = []
    y = 0.0
    for name, cells in rows:
        tall = max([each.height for each in cells] + [34.0 if name.startswith("@") else 52.0])
        fields += _placed(name, cells, y, tall)
        y += tall + _GAP
    wide = _FIRST + (len(DIMENSIONS) + len(_MORE)) * (_WIDE + _GAP)
    return Piece(width=wide, height=y - _GAP, fields=tuple(fields))


def _placed(name: str, cells: Sequence[_Cell], y: float, tall: float) -> Iterator[Field]:
    x = 0.0
    for number, cell in enumerate(cells):
        wide = _WIDE if number else _FIRST
        rect = Rect(x, y, wide, tall)
        id = f"{name}.{number}" if number else f"{name}"
        role: LaneRole = "frontstage" if 0 < number <= len(DIMENSIONS) else "support"
        yield Field(id=id, look=cell.look, rect=rect, role=role, tip=cell.tip)
        inner = high(cell.title, _HEAD) + high(cell.lines, _SIZE)
        top = y + (tall - inner) / 2
        at = Rect(x + _PAD, top, wide - 2 * _PAD, high(cell.title, _HEAD))
        left = number == 0
        if cell.title:
            yield Field(id=f"{id}:title", look="text", rect=at, lines=cell.title, size=_HEAD, bold=True, left=left)
        below = Rect(x + _PAD, at.bottom, wide - 2 * _PAD, high(cell.lines, _SIZE))
        if cell.lines:
            yield Field(id=f"{id}:text", look="text", rect=below, lines=cell.lines, size=_SIZE, left=left)
        x += wide + _GAP


def _heads() -> list[_Cell]:
    titles = ["Initiative", *(DIMENSION_TITLES[each] for each in DIMENSIONS), *_MORE]
    return [_Cell(look="head", lines=(), title=_set(each, _WIDE, _HEAD)) for each in titles]


def _set(words: str, wide: float, size: float, most: int = 5) -> tuple[str, ...]:
    return wrap(words, (wide - 2 * _PAD) / (BOLD if size == _HEAD else 1), size, most)


def _row(blueprint: Blueprint, initiative: Initiative) -> list[_Cell]:
    kinds = ", ".join(KIND_TITLES.get(each, each) for each in initiative.kinds)
    about = [" · ".join(filter(None, (initiative.degree, f"stage {initiative.stage}" if initiative.stage else "")))]
    about += [kinds, f"launch {initiative.launch}" if initiative.launch else ""]
    lines = tuple(line for each in about if each for line in _set(each, _FIRST, _SIZE, 2))
    first = _Cell(look="cell", title=_set(initiative.title, _FIRST, _HEAD, 3), lines=lines, tip=initiative.description or "")
    touched = _touched(blueprint, initiative)
    cells = [first]
    for each in DIMENSIONS:
        if each in initiative.dimensions:
            cells.append(_Cell(look="full", lines=_bulleted(touched[each]) or ("renewed",), tip=DIMENSION_TITLES[each]))
        else:
            cells.append(_Cell(look="empty", lines=()))
    return [*cells, *_reasons(initiative)]


def _touched(blueprint: Blueprint, initiative: Initiative) -> Mapping[str, list[str]]:
    """What is changed under each dimension: channels at the interface, processes and teams in the delivery, systems."""
    touches = initiative.touches
    named: dict[str, list[str]] = {each: [] for each in DIMENSIONS}
    if touches:
        for dimension, known, names in (
            ("client-interface", blueprint.channels, touches.channels),
            ("delivery-system", blueprint.processes, touches.processes),
            ("delivery-system", blueprint.teams, touches.teams),
            ("technology", blueprint.systems, touches.systems),
        ):
            named[dimension] += [known[each].title if each in known else each for each in names]
    return named


def _bulleted(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(line for each in words for line in _set(each, _WIDE, _SIZE, 2))


def _reasons(initiative: Initiative) -> Iterator[_Cell]:
    drivers = _bulleted([force_title(each) for each in initiative.drivers])
    yield _Cell(look="cell" if drivers else "empty", lines=drivers)
    proofs = _bulleted([each.kind for each in initiative.evidence])
    says = "; ".join(each.says for each in initiative.evidence if each.says)
    yield _Cell(look="cell" if proofs else "empty", lines=proofs, tip=says)
    missing = set(lacking(initiative))
    marks = tuple(f"{'no ' if each in missing else ''}{each}" for each in ("promotion", "training", "after-care"))
    yield _Cell(look="empty" if len(missing) == 3 else "cell", lines=marks)


def _feet(covered: Mapping[Dimension, Sequence[str]], count: int) -> list[_Cell]:
    said = [f"{len(covered[each])} of {count}" if covered[each] else "never renewed" for each in DIMENSIONS]
    looks: list[Look] = ["cell" if covered[each] else "empty" for each in DIMENSIONS]
    feet = [_Cell(look=look, lines=(), title=(words,)) for look, words in zip(looks, said, strict=True)]
    first = _Cell(look="cell", lines=(), title=_set("Renewed by, dropped ones aside", _FIRST, _HEAD))
    return [first, *feet]
