"""The ids of a document, by what may refer to them: where each is defined, and what it is called."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from blueprint.model import ROLES
from blueprint.model_innovation import FORCES
from blueprint.paths import Path
from blueprint.standards import Standards

SECTIONS: Final = {
    "actor": "actors",
    "channel": "channels",
    "data": "data",
    "lane": "lanes",
    "persona": "personas",
    "process": "processes",
    "promise": "promises",
    "source": "sources",
    "standard": "standards",
    "system": "systems",
    "team": "teams",
}


class Named(NamedTuple):
    """Something with an id, and what it is called."""

    id: str
    title: str = ""


def known(data: Any, target: str, path: Path, standards: Standards) -> Iterable[Named]:
    """Everything that an id of this sort, standing at this path, may refer to."""
    own = tuple(_section(data, SECTIONS[target])) if target in SECTIONS else ()
    more = _MORE.get(target)
    return (*own, *more(data, path, standards)) if more else own


def definition(data: Any, target: str, id: str, path: Path) -> Path | None:
    """The path at which an id is defined that stands at another path; None where the document does not define it."""
    for each in _candidates(target, id, path, data):
        if at(data, each) is not None:
            return each
    return None


def at(data: Any, path: Path) -> Any:
    """What stands at a path of plain data; None where nothing does."""
    for part in path:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return None
    return data


def title_of(item: Any) -> str:
    """What something calls itself."""
    told = [item.get(key) for key in ("title", "does", "says")] if isinstance(item, dict) else []
    return next((each for each in told if isinstance(each, str)), "")


def _candidates(target: str, id: str, path: Path, data: Any) -> Iterator[Path]:
    process, dot, step = id.partition(".")
    match target:
        case "step" | "join":
            yield "processes", *path[1:2], "steps", id
        case "place" | "hand-over":
            yield ("processes", process, "steps", step) if dot else ("processes", id)
        case "post":
            yield "teams", str(at(data, (*path[:-1], "team"))), "posts", id
        case "force-or-department":
            yield from (("teams", id), ("actors", id))
        case "stage":
            yield "standards", id.partition("/")[0]
        case _ if target in SECTIONS:
            yield SECTIONS[target], id


def _mapping(data: Any, *path: str | int) -> Mapping[str, Any]:
    found = at(data, path)
    return found if isinstance(found, dict) else {}


def _section(data: Any, name: str) -> Iterator[Named]:
    return (Named(key, title_of(item)) for key, item in _mapping(data, name).items())


def _steps(data: Any, process: str) -> Iterator[Named]:
    return (Named(name, title_of(step)) for name, step in _mapping(data, "processes", process, "steps").items())


def _steps_beside(data: Any, path: Path, _: Standards) -> Iterable[Named]:
    return _steps(data, str(path[1]) if len(path) > 1 else "")


def _joined(data: Any, path: Path, standards: Standards) -> Iterable[Named]:
    return (*_steps_beside(data, path, standards), Named("all", "every way that leads here"))


def _places(data: Any, _: Path, __: Standards) -> Iterator[Named]:
    for process in _mapping(data, "processes"):
        yield from (Named(f"{process}.{step.id}", step.title) for step in _steps(data, process))


def _hand_overs(data: Any, path: Path, standards: Standards) -> Iterable[Named]:
    return (*_section(data, "processes"), *_places(data, path, standards))


def _posts(data: Any, path: Path, _: Standards) -> Iterable[Named]:
    return (Named(post) for post in _mapping(data, "teams", str(at(data, (*path[:-1], "team"))), "posts"))


def _stages(_: Any, __: Path, standards: Standards) -> Iterator[Named]:
    for name, standard in standards.items():
        yield from (Named(f"{name}/{stage}", each.title) for stage, each in standard.stages.items())


def _forces(data: Any, _: Path, __: Standards) -> Iterable[Named]:
    return (*(Named(force) for force in FORCES), *_section(data, "teams"), *_section(data, "actors"))


_MORE: Final[Mapping[str, Callable[[Any, Path, Standards], Iterable[Named]]]] = {
    "force-or-department": _forces,
    "hand-over": _hand_overs,
    "join": _joined,
    "lane": lambda _, __, ___: (Named(role) for role in ROLES),
    "place": _places,
    "post": _posts,
    "stage": _stages,
    "standard": lambda _, __, standards: (Named(name, each.title) for name, each in standards.items()),
    "step": _steps_beside,
}
