"""What if a step took so long, a way were taken so often, a price were another? A blueprint with single values changed.

A place names what is changed as people speak of it: ``pay.time.work`` of a step, ``shop.pay.time.work`` where several processes
have such a step, ``shop.price`` of a process, ``money.labour-per-minute``, ``pay.choose.hand-over.share`` of the way that leads
there, ``pay.fails.1.likelihood`` of the first failure, ``teams.desk.posts.clerk``, ``promises.quick.within``. What comes of it
is checked as a document is.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final, NamedTuple

from blueprint.errors import UsageError
from blueprint.model import Blueprint, Choose, Part, Step
from blueprint.paths import Path, pointer
from blueprint.source.scalars import resolve
from blueprint.values import shifted
from blueprint.wording import listed, suggestion

Places = dict[str, Path]
MILLIONTH: Final = Decimal("0.000001")


class Change(NamedTuple):
    """A place, the path to it in the document, and the value that is put there as it is written."""

    place: str
    path: Path
    written: str


def changed(blueprint: Blueprint, changes: Sequence[str]) -> tuple[Blueprint, tuple[Change, ...]]:
    """The blueprint with changes such as ``pay.time.work=3min``. UsageError where a place or a value will not do."""
    from blueprint.schema import validate

    plain = blueprint.plain()
    done = tuple(_read(blueprint, each) for each in changes)
    for each in done:
        _put(plain, each)
        mistakes = validate(plain, Blueprint)
        if mistakes:
            first = min(mistakes, key=lambda mistake: not _lies_at(mistake.path, each.path))
            where = "" if _lies_at(first.path, each.path) else f" (at {pointer(first.path)})"
            raise UsageError(f"--what-if {each.place}={each.written}: {first.message}{where}")
        if each.path[-2:-1] and each.path[-1] == "share" and each.path[-3] == "choose":
            _scale(plain, each.path)
    return Blueprint.read(plain), done


def _lies_at(path: Path, other: Path) -> bool:
    return path[: len(other)] == other


def _read(blueprint: Blueprint, text: str) -> Change:
    place, equals, written = (each.strip() for each in text.partition("="))
    if not (place and equals and written):
        raise UsageError(f"--what-if {text}: write a place and a value, such as pay.time.work=3min")
    return Change(place, _path(blueprint, place), written)


def _path(blueprint: Blueprint, place: str) -> Path:
    words = place.split(".")
    several: Places = {}
    for path, prefix, leaves in _elements(blueprint, words):
        several |= {f"{prefix}.{leaf}": (*path, *rest) for leaf, rest in leaves.items()}
        if place in several:
            return several[place]
    if not several:
        raise UsageError(f"--what-if {place}: {_unknown(blueprint, words)}")
    close = suggestion(place, several)
    raise UsageError(f"--what-if {place}: there is no such place{close or '; there are ' + listed(several)}")


def _elements(blueprint: Blueprint, words: Sequence[str]) -> Iterator[tuple[Path, str, Places]]:
    """The elements that a place can mean, each with its path, how it is written, and what can be changed of it."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in blueprint.processes:
        process = blueprint.processes[first]
        if second in process.steps:
            yield ("processes", first, "steps", second), f"{first}.{second}", _of_step(process.steps[second])
        yield ("processes", first), first, {"price": ("price",)}
    homes = [name for name, process in blueprint.processes.items() if first in process.steps]
    if len(homes) == 1:
        yield ("processes", homes[0], "steps", first), first, _of_step(blueprint.processes[homes[0]].steps[first])
    if first == "money":
        yield ("money",), first, {each: (each,) for each in ("labour-per-minute", "overhead-per-run")}
    if first == "teams":
        posts = [(team, post) for team, each in blueprint.teams.items() for post in each.posts]
        yield ("teams",), first, {f"{team}.posts.{post}": (team, "posts", post) for team, post in posts}
    if first == "promises":
        yield ("promises",), first, {f"{each}.{key}": (each, key) for each in blueprint.promises for key in ("within", "share")}


def _unknown(blueprint: Blueprint, words: Sequence[str]) -> str:
    homes = [name for name, process in blueprint.processes.items() if words[0] in process.steps]
    if len(homes) > 1:
        which = ".".join((homes[0], *words))
        return f"{listed(homes)} have a step '{words[0]}'; say which of them, such as {which}"
    steps = [name for process in blueprint.processes.values() for name in process.steps]
    close = suggestion(words[0], [*blueprint.processes, *steps, "money", "teams", "promises"])
    return f"there is no step or process '{words[0]}'{close}"


def _of_step(step: Step) -> Places:
    """What can be changed of a step."""
    found = {**_of_part(step)}
    for lane, part in step.with_.items():
        found |= {f"with.{lane}.{leaf}": ("with", lane, *path) for leaf, path in _of_part(part).items()}
    targets = [option.to for option in step.way.options] if isinstance(step.way, Choose) else []
    for number, to in enumerate(targets):
        name = to if targets.count(to) == 1 else str(number + 1)
        found |= {f"choose.{name}.{leaf}": ("choose", number, leaf) for leaf in ("share", "at-most")}
    for number in range(len(step.fails)):
        found |= {f"fails.{number + 1}.{leaf}": ("fails", number, leaf) for leaf in ("likelihood", "at-most")}
    return found


def _of_part(part: Step | Part) -> Places:
    return {f"time.{each}": ("time", each) for each in ("work", "wait", "limit", "varies")} | {"cost": ("cost",)}


def _put(plain: dict[str, Any], change: Change) -> None:
    """Put a value into plain data; what lies between is made where it is not there, and what is written in short, at length."""
    at: Any = plain
    for part in change.path[:-1]:
        if isinstance(at, dict):
            inner = at.get(part, {})
            at[part] = inner if isinstance(inner, dict | list) else {"work": inner}
        at = at[part]
    try:
        value = resolve(change.written)
    except ValueError as error:
        raise UsageError(f"--what-if {change.place}: {error}") from None
    at[change.path[-1]] = change.written if value is None else value


def _scale(plain: dict[str, Any], path: Path) -> None:
    """Scale the shares of the other ways so that all add to one; ways without a share take what is left."""
    step: Any = plain
    for part in path[:-3]:
        step = step[part]
    if step.get("many"):
        return
    options: list[dict[str, Any]] = step["choose"]
    number = path[-2]
    assert isinstance(number, int)
    others = [each for at, each in enumerate(options) if at != number]
    said = [each for each in others if "share" in each]
    rest, whole = 1 - _part(options[number]["share"]), sum((_part(each["share"]) for each in said), Decimal(0))
    if len(said) < len(others) and whole <= rest:
        return
    for each in said:
        share = _part(each["share"]) * rest / whole if whole else rest / len(said)
        each["share"] = share.quantize(MILLIONTH, ROUND_DOWN)
    if said:
        said[-1]["share"] += rest - sum((each["share"] for each in said), Decimal(0))


def _part(share: Any) -> Decimal:
    return shifted(Decimal(share[:-1]), -2) if isinstance(share, str) else Decimal(share)
