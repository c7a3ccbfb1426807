"""What sheets of the trade leave unsaid and the format must know: ids, processes, ways on, who is who. Each is told."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final

from blueprint.interchange.names import one_line, slug
from blueprint.interchange.sheets.fields import keys_of
from blueprint.interchange.sheets.gathered import Gathered
from blueprint.interchange.sheets.steps_in import is_id, sheet_key
from blueprint.interchange.sheets.tables import SERVICE, WAYS
from blueprint.interchange.sheets.words import lane_of
from blueprint.kinds import Keyed, Many, Object, Ref
from blueprint.model import ROLES, Blueprint
from blueprint.paths import Path
from blueprint.wording import listed

_SECTIONS: Final = {
    "actor": "actors", "channel": "channels", "system": "systems", "data": "data", "persona": "personas", "lane": "lanes",
    "source": "sources", "promise": "promises", "team": "teams", "process": "processes",
}  # fmt: skip
_MADE: Final[dict[str, dict[str, Any]]] = {
    "actor": {"kind": "employee"}, "channel": {"kind": "offline"}, "system": {}, "data": {"class": "internal"}, "persona": {},
    "lane": {"role": "backstage"},
}  # fmt: skip


def complete(into: Gathered) -> None:
    """Add what the sheets leave unsaid, with a note for each."""
    into.plain.setdefault("blueprint", 1)
    title = one_line(PurePath(into.name).name.partition(".")[0].replace("-", " ").replace("_", " ")).capitalize() or "Service"
    if "id" not in into.plain:
        into.plain["id"] = slug(into.plain.get("title", "")) or slug(title) or "service"
        into.note("guessed", "", f"the file gives no id; it is '{into.plain['id']}'")
    if "title" not in into.plain:
        into.plain["title"] = title
        into.note("guessed", "", f"the file gives no title; it is '{title}'")
    processes: dict[str, Any] = into.plain.setdefault("processes", {})
    if not isinstance(processes, dict):
        return
    for id in list(processes):
        _complete_process(id, processes[id], into)
    _settle_words(into)


def _complete_process(id: str, process: dict[str, Any], into: Gathered) -> None:
    steps: dict[str, Any] = process.setdefault("steps", {})
    place = into.place_of(("processes", id, "steps", next(iter(steps), "")))
    if sheet_key("Processes") not in into.tables:
        title = next((word for key, word in _titles(into) if key == id), id.replace("-", " ").capitalize())
        made = {"title": title, "phase": "in-sale", "kind": "other"}
        unsaid = [key for key in made if key not in process]
        process |= {key: made[key] for key in unsaid}
        told = listed([f"its {key} is taken to be '{made[key]}'" for key in unsaid]) if unsaid else ""
        if told:
            into.note("guessed", place, f"not all is said about the process '{id}'; {told}")
    if "start" not in process and steps:
        process["start"] = [next(iter(steps))]
        into.note("guessed", place, f"the process '{id}' does not say where it starts; it starts at '{process['start'][0]}'")
    _go_on(id, steps, into)


def _titles(into: Gathered) -> Iterable[tuple[str, str]]:
    return ((id, one_line(key[0]).capitalize()) for key, id in into.words.items() if len(key) == 1)


def _go_on(process: str, steps: dict[str, Any], into: Gathered) -> None:
    """A step that does not say how it goes on is followed by that of the next row; the last one ends."""
    names = list(steps)
    for name, after in zip(names, [*names[1:], ""], strict=False):
        if not any(way in steps[name] for way in WAYS):
            steps[name] |= {"next": after} if after else {"ends": "Done"}
            told = f"'{after}' follows, as in the file" if after else "it ends"
            place = into.place_of(("processes", process, "steps", name))
            into.note("guessed", place, f"'{name}' does not say how it goes on; {told}")


def _settle_words(into: Gathered) -> None:
    """Words that stand where ids belong become the ids of what they name, or of what is made for them."""

    def settled(target: str, word: Any, path: Path) -> Any:
        return _settled(target, word, path, into=into) if isinstance(word, str) else word

    into.plain = mapped(Object(Blueprint), into.plain, settled, path=())
    for section, made in into.made.items():
        into.plain[section] = {**into.plain.get(section, {}), **made}


Settle = Callable[[str, Any, Path], Any]


def mapped(kind: Any, plain: Any, settle: Settle, *, path: Path) -> Any:
    """Plain data with every id that refers to something put through a function of what it refers to, the id, and its place."""
    if isinstance(kind, Ref) and kind.target:
        return settle(kind.target, plain, path)
    if isinstance(kind, Many):
        if isinstance(plain, list):
            found = [mapped(kind.item, each, settle, path=(*path, at)) for at, each in enumerate(plain)]
            return found if isinstance(kind.item, Object) or found == plain else _once(found)
        return mapped(kind.item, plain, settle, path=path) if kind.single else plain
    if not isinstance(plain, Mapping):
        return plain
    if isinstance(kind, Keyed):
        items = ((mapped(kind.key, key, settle, path=(*path, key)), key, each) for key, each in plain.items())
        return {id: mapped(kind.item, each, settle, path=(*path, key)) for id, key, each in items}
    if isinstance(kind, Object):
        known = {each.key: each.kind for each in keys_of(kind.type)}
        return {key: mapped(known.get(key), each, settle, path=(*path, key)) for key, each in plain.items()}
    return plain


def _once(found: list[Any]) -> list[Any]:
    return found if any(isinstance(each, dict | list) for each in found) else list(dict.fromkeys(found))


def _settled(target: str, word: str, path: Path, *, into: Gathered) -> str:
    if target == "step" or target == "join":
        return _step(word, path, into)
    section = _SECTIONS.get(target)
    if section is None or not isinstance(into.plain.get(section, {}), dict):
        return word
    known = {**into.plain.get(section, {}), **into.made.get(section, {})}
    whole = sheet_key(SERVICE) in into.tables
    if word in known or (target == "lane" and word in ROLES) or (whole and is_id(word)):
        return word
    named = next((id for id, each in known.items() if _is_named(id, each, word)), "")
    if target == "lane" and not named:
        named = into.wishes.role([word]) or lane_of(word)
    if named or target not in _MADE or whole or sheet_key(section) in into.tables:
        return named or word
    return _made(target, word, path, into=into)


def _is_named(id: str, element: Any, word: str) -> bool:
    title = element.get("title", "") if isinstance(element, Mapping) else ""
    return id == slug(word) or (isinstance(title, str) and title.casefold() == word.casefold())


def _step(word: str, path: Path, into: Gathered) -> str:
    if path[:1] != ("processes",) or len(path) < 2:
        return word
    steps = into.plain["processes"][path[1]]["steps"]
    if is_id(word):
        return word
    return into.words.get((str(path[1]), word.casefold())) or (slug(word) if slug(word) in steps else word)


def _made(target: str, word: str, path: Path, *, into: Gathered) -> str:
    """What a word names although no table defines it: it is defined with what can be told of it."""
    id = slug(word) or word
    made = {"title": word, **_MADE[target]}
    if target == "actor" and _leads_as_customer(path, into):
        made["kind"] = "customer"
    into.made.setdefault(_SECTIONS[target], {})[id] = made
    told = "".join(f", {key} {value}" for key, value in made.items() if key != "title")
    into.note("guessed", into.place_of(path), f"'{word}' is defined nowhere; it is the {target} '{id}'{told}")
    return id


def _leads_as_customer(path: Path, into: Gathered) -> bool:
    """Whether an actor is named by a step, or a part, that is the customer's."""
    match path:
        case ("processes", process, "steps", step, "actor"):
            return lane_of(str(into.plain["processes"][process]["steps"][step].get("lane", ""))) == "customer"
        case ("processes", _, "steps", _, "with", lane, "actor"):
            return lane_of(str(lane)) == "customer"
    return False
