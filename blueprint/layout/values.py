"""The drawing as data: boxes, edges, bands, lines and headers of a sheet, in points, y downwards."""

from typing import Final, Literal, get_args

from attrs import field, frozen

Point = tuple[float, float]

StripKind = Literal[
    "time", "repeat", "cost", "systems", "data", "option", "fail", "late", "hand-over", "continues",
    "onward", "success", "partly", "refused", "withdrawn", "passed-on", "failed",
]  # fmt: skip
EdgeKind = Literal["next", "option", "fork", "recover", "late", "moment", "evidence", "start"]
MarkKind = Literal["fail", "wait", "truth", "link", "finding", "trail", "fault", "critical"]
LaneRole = Literal[
    "promises", "emotion", "evidence", "customer", "frontstage", "backstage", "support", "management", "outside", "unknown"
]
Gate = Literal["", "choose", "many", "fork"]
Layer = Literal["evidence", "time", "icons", "cost", "systems", "data", "promises", "emotion"]

LAYERS: Final[tuple[Layer, ...]] = get_args(Layer)
"""What a drawing may show or leave out."""
USUAL: Final[frozenset[Layer]] = frozenset({"evidence", "time", "icons"})
"""What it shows unless told otherwise."""


@frozen
class Rect:
    """A rectangle: left, top, width and height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def center(self) -> Point:
        return self.x + self.w / 2, self.y + self.h / 2

    def moved(self, dx: float, dy: float) -> "Rect":
        return Rect(self.x + dx, self.y + dy, self.w, self.h)


@frozen(kw_only=True)
class Strip:
    """A field in a box: its time, one of its ways on, a failure, or how it ends; ``to`` is the process it leads to."""

    kind: StripKind
    text: str
    lines: tuple[str, ...]
    rect: Rect
    leaves: bool = False
    to: str = ""


@frozen(kw_only=True)
class Mark:
    """A sign on the upper edge of a box: fail point, wait, moment of truth, where it fails, on the critical path; or a number, of
    a link that leads here, of a finding, or of the places of the step in a run.
    """

    kind: MarkKind
    text: str
    center: Point


@frozen(kw_only=True)
class Icon:
    """The picture of a channel; ``text`` says which channel it is, and whether both sides speak over it."""

    kind: str
    text: str


@frozen(kw_only=True)
class Plate:
    """The icons of a box, side by side on its upper edge; the last may be dots (``more``) that stand for several."""

    rect: Rect
    icons: tuple[Icon, ...]

    def moved(self, dx: float, dy: float) -> "Plate":
        return Plate(rect=self.rect.moved(dx, dy), icons=self.icons)


@frozen(kw_only=True)
class Box:
    """A step, a part of its moment, or its evidence, where it stands.

    ``axis`` is the height at which the main way enters and leaves; ``label`` is the field of the text, ``caption`` says
    who and by which channels, ``more`` is for the reader who points at it. ``exits`` are the points parallel ways leave from.
    ``visits`` are the places of the step in a run that is shown, from 1; ``at_fault``: the run fails here.
    """

    id: str
    kind: Literal["step", "part", "evidence"]
    process: str
    step: str
    lane: str
    role: LaneRole
    column: int
    row: int
    rect: Rect
    axis: float
    text: str
    lines: tuple[str, ...]
    label: Rect
    more: str = ""
    caption: tuple[str, ...] = ()
    caption_rect: Rect | None = None
    strips: tuple[Strip, ...] = ()
    marks: tuple[Mark, ...] = ()
    plate: Plate | None = None
    gate: Gate = ""
    exits: tuple[Point, ...] = ()
    joins: bool = False
    ends: str = ""
    start: Point | None = None
    visits: tuple[int, ...] = ()
    at_fault: bool = False


@frozen(kw_only=True)
class Edge:
    """A line between two boxes: the points of its bends, from ``source`` to ``target`` (ids of boxes).

    ``cases``: how often a case takes it, where that is shown; ``critical``: the critical path runs along it.
    """

    id: str
    kind: EdgeKind
    source: str
    target: str
    points: tuple[Point, ...]
    text: str = ""
    on_trail: bool = False
    cases: float | None = None
    critical: bool = False


@frozen(kw_only=True)
class Band:
    """A lane over the whole width of the sheet, and the field at its left that holds its name."""

    lane: str
    role: LaneRole
    text: str
    lines: tuple[str, ...]
    rect: Rect
    head: Rect


@frozen(kw_only=True)
class Line:
    """One of the three lines of a blueprint, or several that fall together."""

    names: tuple[str, ...]
    left: float
    right: float
    y: float
    label: Rect


@frozen(kw_only=True)
class Header:
    """A heading over columns: a phase, a process with its facts, or a stage."""

    kind: Literal["phase", "process", "stage"]
    id: str
    text: str
    lines: tuple[str, ...]
    rect: Rect
    caption: tuple[str, ...] = ()


@frozen(kw_only=True)
class Key:
    """An entry of the legend: which sign, where it stands, and what it means."""

    sign: str
    text: str
    rect: Rect


@frozen(kw_only=True)
class Bracket:
    """A promise over the columns it spans. Where it does not begin or end in this process, that side is open.

    ``fares``: how it fares, where that is shown, below what it says; ``broken``: in some cases it is.
    """

    id: str
    text: str
    lines: tuple[str, ...]
    left: float
    right: float
    y: float
    label: Rect
    begins: bool
    ends: bool
    fares: tuple[str, ...] = ()
    broken: bool = False


@frozen(kw_only=True)
class Mood:
    """How the customer feels in a step, from -2 to +2: a point of the curve."""

    id: str
    value: int
    text: str
    center: Point


@frozen(kw_only=True)
class Entry:
    """An entry of the list of findings: its number (0: it is on no step) and text, and where it stands."""

    number: int
    lines: tuple[str, ...]
    rect: Rect


@frozen(kw_only=True)
class Sheet:
    """A whole drawing. Same blueprint, same sheet, whatever the order in the file.

    ``about`` says in words what is shown; boxes stand in reading order: by process, column and row.
    """

    title: str
    language: str
    subtitle: str
    about: str
    width: float
    height: float
    title_rect: Rect
    subtitle_rect: Rect
    bands: tuple[Band, ...] = field(repr=False)
    lines: tuple[Line, ...] = field(repr=False)
    headers: tuple[Header, ...] = field(repr=False)
    boxes: tuple[Box, ...] = field(repr=False)
    edges: tuple[Edge, ...] = field(repr=False)
    legend: tuple[Key, ...] = field(repr=False)
    findings: tuple[Entry, ...] = field(default=(), repr=False)
    brackets: tuple[Bracket, ...] = field(default=(), repr=False)
    moods: tuple[tuple[Mood, ...], ...] = field(default=(), repr=False)
