"""An SVG read back: its boxes, bands, lines, headers, texts and edges, in points, transforms applied."""

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from attrs import field, frozen

from tests.drawing.fonts import ASCENT, DESCENT, text_width
from tests.drawing.shapes import Area, Point, joined, sampled

SVG = "{http://www.w3.org/2000/svg}"
WAYS = frozenset({"next", "option", "fork", "recover", "late"})
EDGES = WAYS | {"moment", "evidence", "start"}
BOXES = frozenset({"step", "part", "evidence"})
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_TRANSFORM = re.compile(r"(\w+)\(([^)]*)\)")


@frozen
class Place:
    """What a transform makes of a point: scaled, then moved. Graphviz turns nothing in an SVG that is upright."""

    scale: Point = (1.0, 1.0)
    move: Point = (0.0, 0.0)

    def of(self, x: float, y: float) -> Point:
        return x * self.scale[0] + self.move[0], y * self.scale[1] + self.move[1]

    def inner(self, transform: str) -> "Place":
        place = self
        for name, text in _TRANSFORM.findall(transform):
            values = [float(each) for each in _NUMBER.findall(text)]
            x, y = values[0], values[-1]
            assert name in {"scale", "translate"} or (name == "rotate" and x == 0), transform
            if name == "scale":
                place = Place((place.scale[0] * x, place.scale[1] * y), place.move)
            elif name == "translate":
                place = Place(place.scale, place.of(x, y))
        return place


@frozen(kw_only=True)
class Text:
    """A line of text and the room it takes. ``field``: the shape it stands on; ``owner``: the group at the top that holds it."""

    text: str
    area: Area
    field: Area | None
    owner: str


@frozen(kw_only=True)
class Group:
    """A group at the top: what is drawn of one thing. ``body`` is its first shape; ``shapes`` has those in it, ``signs`` the
    marks and gates among them by class.
    """

    id: str
    classes: tuple[str, ...]
    title: str
    body: Area | None
    shapes: tuple[Area, ...]
    signs: tuple[tuple[str, Area], ...]
    texts: tuple[Text, ...]
    points: tuple[Point, ...]
    tips: tuple[Point, ...]


@frozen(kw_only=True)
class Picture:
    """A drawing as it is seen, in the order in which it is drawn."""

    title: str
    about: str
    wide: float
    high: float
    groups: tuple[Group, ...] = field(repr=False)

    @property
    def boxes(self) -> list[Group]:
        return [each for each in self.groups if len(each.classes) == 2 and each.classes[0] in BOXES]

    @property
    def edges(self) -> list[Group]:
        return [each for each in self.groups if len(each.classes) == 1 and each.classes[0] in EDGES and each.points]

    @property
    def texts(self) -> list[Text]:
        return [text for group in self.groups for text in group.texts]

    def of_class(self, name: str) -> list[Group]:
        return [each for each in self.groups if name in each.classes]


def read_picture(svg: str) -> Picture:
    """Read an SVG that Graphviz has written; it must be well-formed."""
    root = ElementTree.fromstring(svg.encode())
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    (graph,) = root.findall(f"{SVG}g")
    place = Place().inner(graph.get("transform", ""))
    groups = tuple(_group(each, place, number) for number, each in enumerate(graph.findall(f"{SVG}g")))
    said = [root.findtext(f"{SVG}{name}") or graph.findtext(f"{SVG}{name}") or "" for name in ("title", "desc")]
    return Picture(title=said[0], about=said[1], wide=wide, high=high, groups=groups)


def _group(element: Element, place: Place, number: int) -> Group:
    drawn = list(_shapes(element, place, ""))
    path = element.find(f"{SVG}path")
    is_edge = path is not None and path.get("fill") == "none"
    id = element.get("id", "")
    heads = [each for tag in ("polygon", "polyline", "ellipse") for each in element.findall(f"{SVG}{tag}")] if is_edge else []
    return Group(
        id=id, classes=tuple(element.get("class", "").split()), title=element.findtext(f"{SVG}title") or "",
        body=drawn[0][1] if drawn else None, shapes=tuple(area for _, area in drawn),
        signs=tuple((name, area) for name, area in drawn if name), texts=tuple(_texts(element, place, f"{number} {id}")),
        points=_line(path, place) if is_edge and path is not None else (),
        tips=tuple(point for head in heads for point in _corners(head, place)),
    )  # fmt: skip


def _shapes(element: Element, place: Place, name: str) -> Iterator[tuple[str, Area]]:
    """The shapes of a group, each with the class of the group inside it that holds it."""
    for each in element:
        tag = each.tag.removeprefix(SVG)
        if tag == "g":
            yield from _shapes(each, place, each.get("class", "") or "sign")
        elif tag in {"polygon", "ellipse", "path", "polyline"}:
            yield name, Area.around(_corners(each, place))


def _corners(shape: Element, place: Place) -> list[Point]:
    if shape.tag == f"{SVG}ellipse":
        x, y, rx, ry = (float(shape.get(each, "0")) for each in ("cx", "cy", "rx", "ry"))
        return [place.of(x - rx, y - ry), place.of(x + rx, y + ry)]
    numbers = [float(each) for each in _NUMBER.findall(shape.get("points") or shape.get("d", ""))]
    return [place.of(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]


def _line(path: Element, place: Place) -> tuple[Point, ...]:
    start, *controls = _corners(path, place)
    return joined([start, *sampled(start, controls)])


def _texts(element: Element, place: Place, owner: str) -> Iterator[Text]:
    """The texts of a group, each with the shape drawn before it in the same group."""
    field: Area | None = None
    for each in element:
        tag = each.tag.removeprefix(SVG)
        if tag == "g":
            yield from _texts(each, place, owner)
        elif tag == "text":
            yield Text(text="".join(each.itertext()), area=_room(each, place), field=field, owner=owner)
        elif tag in {"polygon", "ellipse", "path"} and (each.get("fill") != "none" or (field is None and tag == "polygon")):
            field = Area.around(_corners(each, place))


def _room(text: Element, place: Place) -> Area:
    size = float(text.get("font-size", "0"))
    wide = text_width("".join(text.itertext()), size, bold=text.get("font-weight") == "bold")
    x, y = place.of(float(text.get("x", "0")), float(text.get("y", "0")))
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
    return Area(left, y - ASCENT * size, left + wide, y + DESCENT * size)


def ends(edge: Group) -> tuple[str, str]:
    """The boxes that an edge of ours joins, by its id: ``a>b``, ``a>b>2``, ``b#start>``, ``upper=lower``."""
    if "=" in edge.id:
        upper, _, lower = edge.id.partition("=")
        return upper, lower
    source, target, *_ = edge.id.split(">")
    return (source, target) if target else (source.removesuffix("#start"), source.removesuffix("#start"))


def ways(picture: Picture) -> Sequence[Group]:
    return [each for each in picture.edges if each.classes[0] in WAYS]
