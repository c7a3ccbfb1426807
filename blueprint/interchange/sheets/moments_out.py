"""A process as the trade draws it on a wall: a row for each lane, a column for each moment, the three lines between them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from blueprint.interchange.notes import Note
from blueprint.interchange.sheets.cells import cell_of
from blueprint.interchange.sheets.fields import fields_in
from blueprint.interchange.sheets.tables import WAYS, Table, Written
from blueprint.model import ROLES, Blueprint, Process, Step

LINES: Final = {
    "customer": "Line of interaction", "frontstage": "Line of visibility", "backstage": "Line of internal interaction",
}  # fmt: skip
ROLE_TITLES: Final = {role: role.capitalize() for role in ROLES}
NO_STAGE: Final = "-"
LED_BY: Final = "Led by"
BELOW: Final = ("time", "emotion", "channels", "systems", "actor", "fails", "late", "join", *WAYS)
"""The keys of a step that have a row below the lanes; ``evidence`` and ``stage`` have one above them."""
_PROCESS: Final = ("title", "phase", "kind", "start", "steps")


def moments(blueprint: Blueprint) -> tuple[Table, ...]:
    """A table for each process, its columns in the order of the flow."""
    names = sheet_names([blueprint.processes[id].title for id in blueprint.process_ids()])
    order = _order(blueprint)
    return tuple(_table(name, blueprint, id, order[id]) for name, id in zip(names, blueprint.process_ids(), strict=True))


def sheet_names(titles: list[str]) -> list[str]:
    """Names for sheets out of titles: no longer than programs allow, without the signs they forbid, each once.

    >>> sheet_names(["Order [web]", "order (web)", ""])
    ['Order (web)', 'order (web) 2', 'Process']
    """
    found: list[str] = []
    for title in titles:
        plain = "".join(
            {"[": "(", "]": ")"}.get(sign, " " if sign in ":*?/\\" or not sign.isprintable() else sign) for sign in title
        )
        name = " ".join(plain.split()).strip("'")[:28].strip() or "Process"
        known = [each.casefold() for each in found]
        number = next(count for count in range(1, len(known) + 2) if _numbered(name, count).casefold() not in known)
        found.append(_numbered(name, number))
    return found


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name} {number}"


def _order(blueprint: Blueprint) -> dict[str, list[str]]:
    from blueprint.layout import layout

    order: dict[str, list[str]] = {id: [] for id in blueprint.processes}
    if blueprint.processes:
        for box in layout(blueprint, wrap=0).boxes:
            if box.kind == "step":
                order[box.process].append(box.step)
    return order


def _table(name: str, blueprint: Blueprint, id: str, order: list[str]) -> Table:
    process = blueprint.processes[id]
    steps = [process.steps[step] for step in order]
    plains = [step.plain() for step in steps]
    rows: list[tuple[Written, ...]] = [("Phase", process.phase), ("Kind", process.kind), ("Start", ", ".join(process.start))]
    if any("stage" in each for each in plains):
        rows.append(("Stage", *(cell_of(_kind("stage"), each["stage"]) if "stage" in each else NO_STAGE for each in plains)))
    rows += [("Moment", *order), (LED_BY, *(step.lane for step in steps))]
    rows += _filled("Evidence", [_evidence(each) for each in plains])
    rows += _lanes(blueprint, process, steps)
    for key in BELOW:
        rows += _filled(_label(key), [_cell(each, key) for each in plains])
    wide = max(map(len, rows))
    head: tuple[str, ...] = ("Process", process.title, *[""] * (wide - 2))
    return Table(name, head, tuple(row + (None,) * (wide - len(row)) for row in rows))


def _filled(label: str, cells: list[Written]) -> list[tuple[Written, ...]]:
    return [(label, *cells)] if any(cell is not None for cell in cells) else []


def _label(key: str) -> str:
    return key.replace("-", " ").capitalize()


def _kind(key: str) -> Any:
    from blueprint.interchange.sheets.fields import keys_of

    return next(each.kind for each in keys_of(Step) if each.key == key)


def _cell(plain: Mapping[str, Any], key: str) -> Written:
    """What a step says under a key; of its time, the work."""
    return next((cell_of(kind, value) for name, kind, value in fields_in(Step, plain) if name == key), None)


def _evidence(plain: Mapping[str, Any]) -> Written:
    """What the customer can see or touch, of the step and of what other lanes do in its moment."""
    parts = plain.get("with", {}).values()
    found = [*plain.get("evidence", ()), *(each for part in parts for each in part.get("evidence", ()))]
    return cell_of(_kind("evidence"), list(dict.fromkeys(found))) if found else None


def _lanes(blueprint: Blueprint, process: Process, steps: list[Step]) -> Iterator[tuple[Written, ...]]:
    used = {lane for step in process.steps.values() for lane in (step.lane, *step.with_)}
    for role in ROLES:
        lanes = [lane for lane in (role, *sorted(blueprint.lanes)) if blueprint.role(lane) == role]
        shown = [lane for lane in lanes if lane in used or lane == role in LINES]
        for lane in shown:
            title = f"{blueprint.lanes[lane].title} ({role})" if lane in blueprint.lanes else ROLE_TITLES[role]
            yield cell_of(_kind("does"), title), *(_does(step, lane) for step in steps)
        if role in LINES:
            yield LINES[role], *[None] * len(steps)


def _does(step: Step, lane: str) -> Written:
    told = [step.does] if step.lane == lane else []
    told += [step.with_[lane].does] if lane in step.with_ else []
    return cell_of(_kind("does"), "; ".join(told)) if told else None


def left_out(blueprint: Blueprint, name: str) -> tuple[Note, ...]:
    """What a table of moments has no row for: keys of the service, of processes, and of steps, each with how often it is used."""
    plain = blueprint.plain()
    processes = plain["processes"].values()
    found = {
        "the service": Counter(plain.keys() - {"blueprint", "processes"}),
        "processes": Counter(key for each in processes for key in each.keys() - set(_PROCESS)),
        "steps": Counter(key for each in processes for step in each["steps"].values() for key in _lost_of(step)),
    }
    return tuple(
        Note(weight="lost", message=f"the layout of moments has no room for these keys of {what}: {_counted(keys)}", file=name)
        for what, keys in found.items()
        if keys
    )


def _counted(keys: Counter[str]) -> str:
    return ", ".join(key if number == 1 else f"{key} ({number})" for key, number in sorted(keys.items()))


def _lost_of(step: Mapping[str, Any]) -> Iterator[str]:
    yield from step.keys() - {"lane", "does", "stage", "evidence", "with", *BELOW}
    if isinstance(step.get("time"), Mapping):
        yield from (f"time.{key}" for key in step["time"].keys() - {"work"})
    yield from {f"with.{key}" for part in step.get("with", {}).values() for key in part.keys() - {"does", "evidence"}}
