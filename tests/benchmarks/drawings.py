"""How good drawings are beside those of other tools on the same steps: ``python -m tests.benchmarks.drawings [COUNT]``.

For all examples, and COUNT services by lot (60): crossings and bends for each edge, stretches in which edges lie on one
another, as measured on the SVG, and wall time. dot has the lanes as clusters and lines at right angles. Exit status 1 where
ours are not lower.
"""

import logging
import sys
import time
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path

from attrs import field, frozen

from blueprint.documents import load, loads
from blueprint.drawing import render
from blueprint.drawing.engine import run as draw
from blueprint.model import Blueprint
from tests.benchmarks.measure import ROOT, Ratio, ratio
from tests.benchmarks.peers_drawn import clustered, draw_by_dot, drawn_by_processpiper, edges_by_dot
from tests.benchmarks.services import yaml_service
from tests.drawing.measure import Count, count
from tests.drawing.picture import Group, ends, read_picture, ways
from tests.drawing.services import service


@frozen
class Tally:
    """What a tool made of several services."""

    tool: str
    count: Count = field(factory=Count)
    seconds: float = 0.0

    def plus(self, edges: Sequence[Group], seconds: float = 0.0) -> "Tally":
        return Tally(self.tool, self.count + count(edges), self.seconds + seconds)

    def __str__(self) -> str:
        each = self.count
        return (
            f"  {self.tool:<34} {each.edges:>6} edges  {each.crossings / max(1, each.edges):>6.2f} crossings an edge  "
            f"{each.bends / max(1, each.edges):>5.2f} bends an edge  {each.on_one_another:>4} on one another  "
            f"{self.seconds:>6.1f} s"
        )


def beside(services: Iterable[Blueprint]) -> list[list[Tally]]:
    """Ours and dot's on all lines of a drawing; ours and processpiper's on the ways between the steps it can draw."""
    folded, ours, dots = Tally("ours, folded at 12 columns"), Tally("ours, never folded"), Tally("dot, lanes as clusters, ortho")
    mine, piper = Tally("ours, the ways of the same steps"), Tally("processpiper")
    for each in services:
        began = time.perf_counter()
        folded = folded.plus(_lines(read_picture(render(each).svg).edges), time.perf_counter() - began)
        began = time.perf_counter()
        drawing = render(each, wrap=0)
        picture = read_picture(drawing.svg)
        ours = ours.plus(_lines(picture.edges), time.perf_counter() - began)
        began = time.perf_counter()
        dots = dots.plus(edges_by_dot(drawing.sheet), time.perf_counter() - began)
        if find_spec("processpiper"):
            began = time.perf_counter()
            theirs = drawn_by_processpiper(drawing.sheet)
            piper = piper.plus(theirs.edges, time.perf_counter() - began)
            mine = mine.plus([way for way in ways(picture) if ends(way)[0].partition(".")[0] in theirs.processes])
    return [[folded, ours, dots], [mine, piper]]


def _lines(edges: Sequence[Group]) -> list[Group]:
    return [each for each in edges if each.classes[0] != "start"]


def lower(tallies: Sequence[Tally]) -> bool:
    """Whether all but the last cross and bend less than the last, for each edge."""
    *ours, peer = (each.count for each in tallies)
    return not peer.edges or all(
        each.crossings * peer.edges < peer.crossings * each.edges and each.bends * peer.edges < peer.bends * each.edges
        for each in ours
    )


def thousand_render(_: Path) -> Ratio:
    large = loads(yaml_service(1000))
    dot = render(large).dot
    return ratio("warm render of 1,000 steps", "the engine alone", 6, lambda: render(large).svg, lambda: draw(dot, "svg"), runs=5)


def growth(_: Path) -> Ratio:
    large, small = loads(yaml_service(1000)), loads(yaml_service(100))
    peer = "render of 100 steps"
    return ratio("render of 1,000 steps", peer, 30, lambda: render(large).svg, lambda: render(small).svg, runs=5)


def beside_dot(_: Path) -> Ratio:
    hundred = loads(yaml_service(100))
    source = clustered(render(hundred, wrap=0).sheet)
    peer = "plain dot, lanes as clusters, ortho"
    return ratio("render of 100 steps", peer, 4, lambda: render(hundred).svg, lambda: draw_by_dot(source), runs=9)


DRAWN = (thousand_render, growth, beside_dot)


def main() -> int:
    logging.disable(logging.INFO)
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    examples = [load(file) for file in sorted((ROOT / "examples").glob("*.blueprint.yaml"))]
    missed = 0
    for name, services in (("examples", examples), (f"{number} services by lot", map(service, range(number)))):
        print(name)
        for tallies in beside(services):
            print(*tallies, "  ok, ours are lower" if lower(tallies) else "  MISSED", sep="\n", flush=True)
            missed += not lower(tallies)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
