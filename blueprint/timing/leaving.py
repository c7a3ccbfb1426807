"""How often cases leave steps because something goes wrong, or is late."""

from collections.abc import Mapping

from blueprint.timing.course import Course
from blueprint.timing.values import Key


def exits_of(course: Course, flows: Mapping[int, float]) -> dict[tuple[Key, Key], float]:
    """How often a case leaves a step by an exit, by the step and where that leads. ``flows``: how often each arrow is taken."""
    late = {arrow.head for arrow in course.arrows if arrow.is_exit and arrow.to is None}
    found: dict[tuple[Key, Key], float] = {}
    for number, arrow in enumerate(course.arrows):
        key = course.nodes[arrow.tail].key
        if arrow.to is not None and key is not None and (arrow.is_exit or arrow.tail in late):
            found[key, arrow.to] = found.get((key, arrow.to), 0.0) + flows.get(number, 0.0)
    return found
