"""Small processes to reckon with, written in a few words."""

from textwrap import indent

from blueprint.documents import loads
from blueprint.model import Blueprint
from blueprint.timing.course import Course
from blueprint.timing.laying import course_of
from blueprint.timing.simulate import Simulated, Watch, play


def blueprint(steps: str, *, start: str = "a", more: str = "", process: str = "") -> Blueprint:
    """A blueprint of one process ``p``; ``more`` are other keys of the blueprint, ``process`` other keys of the process.

    Each line of steps is ``name: {...}``; a step without a lane is done frontstage.
    """
    lines = [line if "lane:" in line else line.replace("{", "{lane: frontstage, ", 1) for line in steps.strip().splitlines()]
    named = [line if "does:" in line else line.replace("{", "{does: Works, ", 1) for line in map(str.strip, lines)]
    return loads(
        f"blueprint: 1\nid: small\ntitle: Small\n{more}\nprocesses:\n  p:\n    title: P\n    phase: in-sale\n    kind: other\n"
        f"    start: {start}\n{indent(process, '    ')}\n    steps:\n{indent(chr(10).join(named), ' ' * 6)}\n"
    )


def with_process(steps: str, *, name: str, inner: str, start: str = "x", **others: str) -> Blueprint:
    """The same with a second process."""
    plain = blueprint(steps, **others).plain()
    second = blueprint(inner, start=start).plain()["processes"]["p"]
    return Blueprint.read(plain | {"processes": {**plain["processes"], name: second}})


def played(
    of: Blueprint, cases: int = 4000, *, seed: int = 1, watches: tuple[Watch, ...] = (), patience: int = 10**9
) -> Simulated:
    courses: dict[str, Course] = {}

    def course(name: str) -> Course:
        if name not in courses:
            courses[name] = course_of(of, name)
        return courses[name]

    return play(course, "p", cases=cases, seed=seed, watches=watches, patience=patience)
