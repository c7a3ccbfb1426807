"""Sheets as they hang on a wall to a blueprint: a row for each lane, a column for each moment."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from attrs import define, field

from blueprint.interchange.names import slug
from blueprint.interchange.sheets.cells import put
from blueprint.interchange.sheets.fields import Field, field_of
from blueprint.interchange.sheets.gathered import Gathered
from blueprint.interchange.sheets.grids import Broken, Grid, is_empty
from blueprint.interchange.sheets.moments_out import BELOW, NO_STAGE
from blueprint.interchange.sheets.steps_in import id_of, key_of
from blueprint.interchange.sheets.texts import BLANKS, from_cell
from blueprint.interchange.sheets.words import LANES, lane_of
from blueprint.model import PHASES, ROLES, Process, Step
from blueprint.paths import Path

_ROWS: Final[dict[str, str]] = {
    word: key
    for key, words in {
        "evidence": "evidence physical-evidence tangibles props physical-evidences artefacts artifacts",
        "stage": "stage stages phase phases journey-stage journey-phase",
        "moment": "moment moments step steps activity scene scenes step-name",
        "led-by": "led-by lead leads lane",
        "time": "time duration timing time-spent time-estimate",
        "emotion": "emotion emotions feeling feelings emotional-journey mood",
        "channels": "channel channels touchpoint touchpoints touch-points",
        "systems": "system systems technology technologies tools it-systems",
        "actor": "actor actors who people",
        "fails": "fails fail-points failure-points failures",
        "pain": "pain pains pain-points frustrations",
        "idea": "idea ideas opportunities opportunity improvements",
        "question": "question questions open-questions",
        "title": "process process-name title",
        "kind": "kind",
        "start": "start",
    }.items()
    for word in words.split()
} | {key: key for key in BELOW}
_WITH_ROLE: Final = re.compile(rf"(.+?) \(({'|'.join(ROLES)})\)", re.IGNORECASE)
_LINE: Final = re.compile(r"line-of-.*|-+|_+|–+|—+")
_UNITS: Final = {"s": "s sec secs second seconds", "min": "min mins minute minutes m", "h": "h hr hrs hour hours",
                 "d": "d day days", "w": "w week weeks", "mo": "mo month months", "y": "y year years", "wd": "wd"}  # fmt: skip
_LENGTH: Final = re.compile(r"(?:about |~|ca\.? )?([0-9]+(?:[.,][0-9]+)?)\s*([a-z]+)\.?")


def labels_at(grid: Grid) -> int | None:
    """The column of the lanes' names, within the first three; None for a sheet that has none."""
    for column in range(3):
        roles = {LANES.get(key_of(grid.cell(row, column))) for row in grid.filled()} - {None}
        if len(roles) > 1:
            return column
    return None


@define
class _Wall:
    """A sheet while it is read. ``lanes`` tells where it says what is done: by column, then by lane, the rows."""

    grid: Grid
    into: Gathered
    process: str
    lanes: dict[int, dict[str, list[int]]] = field(factory=dict)
    rows: list[tuple[str, int]] = field(factory=list)
    others: list[tuple[str, int]] = field(factory=list)


def gather_moments(grid: Grid, column: int, into: Gathered) -> None:
    """Read one sheet as one process; ``column`` holds the lanes' names."""
    title = grid.name
    known = list(_labelled(grid, column))
    for label, row in known:
        if _ROWS.get(key_of(label)) == "title" and not is_empty(grid.cell(row, column + 1)):
            title = str(grid.cell(row, column + 1))
    wall = _Wall(grid, into, id_of(title or "Service", (), into))
    path: Path = ("processes", wall.process)
    put(into.plain, (*path, "title"), from_cell(title or "Service"))
    for label, row in known:
        _sort(label, row, column, wall)
    steps = {each: _step_id(wall, each) for each in sorted(wall.lanes)}
    for each, id in steps.items():
        _gather_step(wall, each, (*path, "steps", id))
    _refuse_lone_cells(wall, column)


def _labelled(grid: Grid, column: int) -> Iterator[tuple[str, int]]:
    """The rows with the name of each; a row without one belongs to that above it."""
    label = ""
    for row in grid.filled():
        cell = grid.cell(row, column)
        label = label if is_empty(cell) or isinstance(cell, Broken) else from_cell(str(cell))
        if label:
            yield label, row


def _sort(label: str, row: int, column: int, wall: _Wall) -> None:
    key = key_of(label)
    cells = range(column + 1, len(wall.grid.rows[row]))
    meaning = _ROWS.get(key, "")
    if _LINE.fullmatch(key) or meaning == "title":
        return
    if _is_fact(key, row, column, wall):
        wanted = field_of(Process, key)
        if wanted:
            wall.into.take(wall.grid, row, column + 1, ("processes", wall.process), wanted=wanted)
    elif lane := _lane(label, wall, meaning):
        for each in cells:
            if not is_empty(wall.grid.cell(row, each)):
                wall.lanes.setdefault(each, {}).setdefault(lane, []).append(row)
    elif meaning:
        wall.rows.append((meaning, row))
    else:
        wall.others.append((label, row))


def _is_fact(key: str, row: int, column: int, wall: _Wall) -> bool:
    """Whether a row tells a fact of the whole process: its phase in the format's words, its kind, its start."""
    if key == "phase":
        return str(wall.grid.cell(row, column + 1)) in PHASES
    return key in ("kind", "start")


def _lane(label: str, wall: _Wall, meaning: str) -> str:
    """The lane that a row is: by the trade's words a role, else a lane of its own with the role that is said or guessed."""
    told = _WITH_ROLE.fullmatch(label)
    wish = wall.into.wishes.role([label])
    known = LANES.get(key_of(label), "")
    if wish or told or not known:
        guess = wish or (told[2].lower() if told else "" if meaning else lane_of(label))
        if guess and not told and not wish:
            place = wall.grid.name or "the file"
            wall.into.note(
                "guessed",
                "",
                f"{place}: the row '{label}' is taken for a lane of role {guess}; --lane \"{label}=ROLE\" says otherwise",
            )
        return _own_lane(told[1] if told else label, guess, wall) if guess else ""
    return known


def _own_lane(title: str, role: str, wall: _Wall) -> str:
    id = slug(title) or role
    if id not in ROLES:
        put(wall.into.plain, ("lanes", id), {"title": title, "role": role})
    return id


def _first(lanes: Iterable[str], wall: _Wall) -> str:
    """The first lane in the order of the lanes' roles, the customer's before all others."""
    own = wall.into.plain.get("lanes", {})
    return min(lanes, key=lambda lane: (ROLES.index(own[lane]["role"] if lane in own else lane), lane in own))


def _step_id(wall: _Wall, column: int) -> str:
    row = next((row for meaning, row in wall.rows if meaning == "moment"), None)
    cell = None if row is None else wall.grid.cell(row, column)
    named = "" if is_empty(cell) or isinstance(cell, Broken) else from_cell(str(cell))
    lanes = wall.lanes[column]
    lead = _first(lanes, wall)
    does = from_cell(str(wall.grid.cell(lanes[lead][0], column)))
    return id_of(named if not named.isdigit() and named else does, (wall.process,), wall.into)


def _gather_step(wall: _Wall, column: int, path: Path) -> None:
    lanes, into, grid = wall.lanes[column], wall.into, wall.grid
    lead = _lead(wall, column)
    into.places[path] = grid.place(lanes[lead][0], column)
    put(into.plain, (*path, "lane"), lead)
    for lane in sorted(lanes, key=lambda each: each != lead):
        at: Path = path if lane == lead else (*path, "with", lane)
        for row in lanes[lane]:
            _add_text(wall, row, column, (*at, "does"))
    for meaning, row in wall.rows:
        if not is_empty(grid.cell(row, column)) or meaning == "stage":
            _gather_cell(wall, meaning, row, column, path=path)
    for label, row in wall.others:
        if not is_empty(grid.cell(row, column)):
            _add_note(wall, "fact", row, column, path=path, label=label)


def _lead(wall: _Wall, column: int) -> str:
    """The lane of who leads: as a row says, else the first lane in which something is done."""
    row = next((row for meaning, row in wall.rows if meaning == "led-by"), None)
    cell = None if row is None else wall.grid.cell(row, column)
    said = "" if is_empty(cell) else from_cell(str(cell))
    lanes = wall.lanes[column]
    return next((each for each in (said, slug(said), lane_of(said)) if each in lanes), "") or _first(lanes, wall)


def _add_text(wall: _Wall, row: int, column: int, path: Path) -> None:
    cell = wall.grid.cell(row, column)
    if isinstance(cell, Broken):
        wall.into.wrong(wall.grid.place(row, column), cell.reason)
        return
    holder: Any = wall.into.plain
    for part in path[:-1]:
        holder = holder.setdefault(part, {})
    before = holder.get(path[-1])
    text = from_cell(str(cell))
    if before:
        wall.into.note("kept", wall.grid.place(row, column), "the lane has several rows here; they are one text")
    holder[path[-1]] = f"{before}; {text}" if before else text
    wall.into.places.setdefault(path, wall.grid.place(row, column))


def _gather_cell(wall: _Wall, meaning: str, row: int, column: int, *, path: Path) -> None:
    grid, into = wall.grid, wall.into
    if meaning in ("moment", "led-by", "title"):
        return
    if meaning == "stage":
        _take_stage(wall, row, column, path)
    elif meaning in ("pain", "idea", "question"):
        _add_note(wall, meaning, row, column, path=path)
    elif meaning in ("time", "emotion") and not isinstance(grid.cell(row, column), Broken):
        _take_measure(wall, meaning, row, column, path=path)
    else:
        into.take(grid, row, column, path, wanted=field_of(Step, meaning) or Field((), None))


def _take_stage(wall: _Wall, row: int, column: int, path: Path) -> None:
    """A heading holds for the columns that its cell was made to span; where none spans any, for all up to the next heading."""
    at = row + wall.grid.top
    spans = [(left, right) for top, left, bottom, right in wall.grid.merged if top <= at <= bottom and left < right]
    first = next((left for left, right in spans if left <= column <= right), column if spans else None)
    if first is None:
        first = next((each for each in range(column, 0, -1) if not is_empty(wall.grid.cell(row, each))), column)
    if first >= min(wall.lanes) - 1 and wall.grid.cell(row, first) not in (None, NO_STAGE):
        wall.into.take(wall.grid, row, first, path, wanted=field_of(Step, "stage") or Field((), None))


def _take_measure(wall: _Wall, meaning: str, row: int, column: int, *, path: Path) -> None:
    """A time or an emotion; where it is said in other words, they are kept as a note beside the step."""
    cell = wall.grid.cell(row, column)
    text = from_cell(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)).lower()
    value: Any = length_of(text) if meaning == "time" else _mood(text)
    if value is None:
        _add_note(wall, "fact", row, column, path=path, label=meaning.capitalize())
        wall.into.note("kept", wall.grid.place(row, column), f"'{cell}' is no {_WANTED[meaning]}; it is kept as a note")
    else:
        put(wall.into.plain, (*path, meaning), value)
        wall.into.places[(*path, meaning)] = wall.grid.place(row, column)


_WANTED: Final = {"time": "duration such as 5min", "emotion": "number from -2 to +2"}


def length_of(text: str) -> str | None:
    """A duration out of how people write one.

    >>> length_of("5 min"), length_of("2 hours"), length_of("1,5 h"), length_of("a while")
    ('5min', '2h', '1.5h', None)
    """
    told = _LENGTH.fullmatch(text.strip(BLANKS))
    unit = next((unit for unit, words in _UNITS.items() if told and told[2] in words.split()), None)
    return f"{told[1].replace(',', '.')}{unit}" if told and unit else None


def _mood(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[-+]?[0-2]", text) else None


def _add_note(wall: _Wall, kind: str, row: int, column: int, *, path: Path, label: str = "") -> None:
    cell = wall.grid.cell(row, column)
    if isinstance(cell, Broken):
        wall.into.wrong(wall.grid.place(row, column), cell.reason)
        return
    says = from_cell(str(cell))
    put(wall.into.plain, (*path, "notes"), [{"kind": kind, "says": f"{label}: {says}" if label else says}])
    if label and _ROWS.get(key_of(label)) is None:
        wall.into.note("kept", wall.grid.name, f"the row '{label}' is none of the format's; its texts are kept as notes")


def _refuse_lone_cells(wall: _Wall, column: int) -> None:
    """What stands in a column in which no lane says what is done has no step to belong to."""
    named = {row for meaning, row in wall.rows if meaning not in ("stage", "title")} | {row for _, row in wall.others}
    for row in sorted(named):
        for each in range(column + 1, len(wall.grid.rows[row])):
            if each not in wall.lanes and not is_empty(wall.grid.cell(row, each)):
                wall.into.note("lost", wall.grid.place(row, each), "no lane says what is done in this column; it has no moment")
