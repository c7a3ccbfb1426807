"""Points, rectangles and polylines, and how they lie to one another."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import atan2, degrees, hypot

from attrs import frozen

Point = tuple[float, float]
Segment = tuple[Point, Point]


@frozen
class Area:
    """An upright rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> "Area":
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    def shrunk(self, by: float) -> "Area":
        return Area(self.left + by, self.top + by, self.right - by, self.bottom - by)

    def holds(self, other: "Area", slack: float) -> bool:
        return (
            other.left >= self.left - slack and other.right <= self.right + slack
            and other.top >= self.top - slack and other.bottom <= self.bottom + slack
        )  # fmt: skip

    def meets(self, other: "Area") -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def distance(self, point: Point) -> float:
        """How far a point lies outside; 0 inside."""
        x, y = point
        return hypot(max(self.left - x, 0, x - self.right), max(self.top - y, 0, y - self.bottom))

    def cut_by(self, segment: Segment) -> bool:
        """Whether a straight line runs through the inside (Liang and Barsky's test)."""
        (x, y), (right, bottom) = segment
        low, high = 0.0, 1.0
        for start, way, least, most in ((x, right - x, self.left, self.right), (y, bottom - y, self.top, self.bottom)):
            if abs(way) < 1e-9:
                if not least < start < most:
                    return False
                continue
            enters, leaves = sorted(((least - start) / way, (most - start) / way))
            low, high = max(low, enters), min(high, leaves)
        return low < high


def meetings(areas: Sequence[tuple[str, Area]]) -> Iterator[tuple[str, str]]:
    """The pairs of areas that share some inside, by a sweep from left to right."""
    open_: list[tuple[str, Area]] = []
    for name, area in sorted(areas, key=lambda each: (each[1].left, each[0])):
        open_ = [each for each in open_ if each[1].right > area.left]
        yield from ((other, name) for other, there in open_ if there.meets(area))
        open_.append((name, area))


def sampled(start: Point, controls: Sequence[Point]) -> Iterator[Point]:
    """The points of a chain of cubic Bézier curves after its start: the ends of straight ones, eight of each curved one."""
    for at in range(0, len(controls), 3):
        one, other, end = controls[at : at + 3]
        if _straight(start, one, end) and _straight(start, other, end):
            yield end
        else:
            yield from (_on_curve(start, one, other, end, step / 8) for step in range(1, 9))
        start = end


def _straight(start: Point, through: Point, end: Point) -> bool:
    wide, high = end[0] - start[0], end[1] - start[1]
    return abs(wide * (through[1] - start[1]) - high * (through[0] - start[0])) <= 0.05 * max(hypot(wide, high), 1)


def _on_curve(start: Point, one: Point, other: Point, end: Point, t: float) -> Point:
    shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    points = start, one, other, end
    return sum(s * p[0] for s, p in zip(shares, points, strict=True)), sum(s * p[1] for s, p in zip(shares, points, strict=True))


def joined(points: Sequence[Point]) -> tuple[Point, ...]:
    """A polyline without repeated points and without points on the way straight on."""
    found: list[Point] = []
    for point in points:
        if found and hypot(point[0] - found[-1][0], point[1] - found[-1][1]) < 0.01:
            continue
        if len(found) > 1 and abs(_turn(found[-2], found[-1], point)) < 0.05:
            found.pop()
        found.append(point)
    return tuple(found)


def _turn(before: Point, at: Point, after: Point) -> float:
    """The change of direction at a point, in degrees from -180 to 180."""
    first, last = atan2(at[1] - before[1], at[0] - before[0]), atan2(after[1] - at[1], after[0] - at[0])
    return (degrees(last - first) + 180) % 360 - 180


def bends(points: Sequence[Point]) -> int:
    """How often a polyline turns by 20 degrees or more; what it turns the same way within 12 points is one bend."""
    count, turned, since, last = 0, 0.0, 0.0, 0.0
    for before, at, after in zip(points, points[1:], points[2:], strict=False):
        turn = _turn(before, at, after)
        since += hypot(at[0] - before[0], at[1] - before[1])
        if since > 12 or turn * last < 0:
            turned = 0.0
        if abs(turned) < 20 <= abs(turned + turn):
            count += 1
        turned, last, since = turned + turn, turn, 0.0
    return count


def segments(points: Sequence[Point]) -> Iterator[Segment]:
    return pairwise(points)


def cross(one: Segment, other: Segment) -> bool:
    """Whether two straight lines cross at a point inside both."""
    return _side(one, other[0]) * _side(one, other[1]) < 0 and _side(other, one[0]) * _side(other, one[1]) < 0


def _side(line: Segment, point: Point) -> int:
    (x, y), (right, bottom) = line
    area = (right - x) * (point[1] - y) - (bottom - y) * (point[0] - x)
    return (area > 1e-6) - (area < -1e-6)


class Grid:
    """Areas by the squares they lie in, so that what a line meets is found without trying all."""

    SIDE = 160.0

    def __init__(self, areas: Iterable[tuple[str, Area]]) -> None:
        self.squares: dict[tuple[int, int], list[tuple[str, Area]]] = {}
        for name, area in areas:
            for square in self._squares(area):
                self.squares.setdefault(square, []).append((name, area))

    def cut_by(self, segment: Segment) -> set[str]:
        """The names of the areas that a straight line runs through."""
        near = {each for square in self._squares(Area.around(segment)) for each in self.squares.get(square, ())}
        return {name for name, area in near if area.cut_by(segment)}

    def _squares(self, area: Area) -> Iterator[tuple[int, int]]:
        for x in range(int(area.left // self.SIDE), int(area.right // self.SIDE) + 1):
            for y in range(int(area.top // self.SIDE), int(area.bottom // self.SIDE) + 1):
                yield x, y
