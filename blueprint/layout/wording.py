"""What a drawing says about steps, in words: who and by which channels, times, ways on, failures, ends."""

from collections.abc import Collection
from typing import Final, Literal, NamedTuple

from blueprint.layout.values import Icon, Layer, StripKind
from blueprint.model import Blueprint, Channel, End, Failure, Option, Part, Step, Time
from blueprint.values import percent

OUTCOMES: Final[dict[str, str]] = {
    "success": "Ends",
    "partly": "Partly",
    "refused": "Refused",
    "withdrawn": "Withdrawn",
    "passed-on": "Passed on",
    "failed": "Failed",
}

ICONS: Final = {
    "online": "online",
    "web": "website",
    "app": "app on a phone",
    "mail": "e-mail or inbox",
    "chat": "chat or text message",
    "video": "video call",
    "social": "social media",
    "phone": "telephone",
    "letter": "letter",
    "counter": "counter or shop",
    "visit": "visit",
    "machine": "machine",
    "notice": "notice or poster",
}
"""What the picture of a channel says. ``online`` stands for a channel that names none and goes over a network."""

_DOT: Final = "\xa0· "
"""Between facts; it never begins a line."""
_SHORT: Final = 18


class Note(NamedTuple):
    """What a strip says; ``to`` is the one process it leads to."""

    kind: StripKind
    text: str
    to: str = ""


def who(blueprint: Blueprint, does: Step | Part, lane: str) -> str:
    """Who does it, unless it is the customer in the customer's own lane, and by which channels."""
    channels = (blueprint.channels[each].title if each in blueprint.channels else each for each in does.channels)
    actor = "" if blueprint.role(lane) == "customer" else _actor(blueprint, does)
    return _DOT.join(filter(None, (actor, ", ".join(map(_together, channels)))))


def _together(title: str) -> str:
    """A short title as one that no line breaks in two."""
    return title.replace(" ", "\xa0") if len(title) <= _SHORT else title


def icons(blueprint: Blueprint, does: Step | Part) -> tuple[Icon, ...]:
    """The pictures of the channels, each once: what a channel names, or that of what goes online; for others there is none."""
    told: dict[str, list[str]] = {}
    for each in (blueprint.channels[name] for name in does.channels if name in blueprint.channels):
        icon = each.icon or ("online" if each.kind == "online" else "")
        if icon:
            told.setdefault(icon, []).append(_channel(each, icon))
    return tuple(Icon(kind=icon, text="; ".join(texts)) for icon, texts in told.items())


def _channel(channel: Channel, icon: str) -> str:
    meaning = ICONS[icon] if ICONS[icon].lower() != channel.title.lower() else ""
    facts = ", ".join(filter(None, (meaning, "both ways" if channel.two_way else "")))
    return f"{channel.title} ({facts})" if facts else channel.title


def _actor(blueprint: Blueprint, does: Step | Part) -> str:
    if not does.actor:
        return ""
    return blueprint.actors[does.actor].title if does.actor in blueprint.actors else does.actor


def more(blueprint: Blueprint, does: Step | Part) -> str:
    """Text and facts of a step or part in one line, for the reader who points at it."""
    systems = ", ".join(blueprint.systems[each].title if each in blueprint.systems else each for each in does.systems)
    channels = ", ".join(blueprint.channels[each].title if each in blueprint.channels else each for each in does.channels)
    truth = getattr(does, "moment_of_truth", None)
    facts = (_actor(blueprint, does), channels, systems, duration(does.time), truth)
    return f"{does.does} ({'; '.join(filter(None, facts))})" if any(facts) else does.does


def duration(time: Time | None) -> str:
    """A time in words.

    >>> from blueprint.values import Duration
    >>> duration(Time(wait=Duration.parse("1h"), limit=Duration.parse("3h")))
    'wait\\xa01h\\xa0· limit\\xa03h'
    """
    if time is None:
        return ""
    wait = f"wait\xa0{time.wait}" if time.wait and not time.wait.is_zero else ""
    limit = f"limit\xa0{time.limit}" if time.limit else ""
    return _DOT.join(filter(None, (wait, str(time.work or ""), limit)))


def facts(blueprint: Blueprint, does: Step | Part, layers: Collection[Layer]) -> list[Note]:
    """The time, cost, systems and data of a step or part, as far as these layers are shown."""
    currency = f" {blueprint.money.currency}" if blueprint.money else ""
    systems = ", ".join(blueprint.systems[each].title if each in blueprint.systems else each for each in does.systems)
    data = ", ".join(blueprint.data[each].title if each in blueprint.data else each for each in does.data)
    said: dict[Literal["time", "cost", "systems", "data"], str] = {
        "time": duration(does.time),
        "cost": f"costs\xa0{does.cost}{currency}" if does.cost is not None else "",
        "systems": f"System:\xa0{systems}" if systems else "",
        "data": f"Data:\xa0{data}" if data else "",
    }
    return [Note(layer, text) for layer, text in said.items() if text and layer in layers]


def rhythm(part: Part) -> str:
    """How often a part is repeated, or after how long it comes."""
    return f"every {part.every}" if part.every else f"after {part.after}" if part.after else ""


def option(way: Option) -> str:
    """In which case a way is taken, its share, and how often at most."""
    case = way.when or ("otherwise" if way.otherwise else "")
    bound = f"at\xa0most\xa0{way.at_most}×" if way.at_most else ""
    share = percent(way.share) if way.share is not None else ""
    return _DOT.join(filter(None, (case, share, bound))) or "otherwise"


def failure(failure: Failure) -> str:
    """What fails, how often, and how often the recovery may be tried."""
    likelihood = percent(failure.likelihood) if failure.likelihood is not None else ""
    bound = f"at\xa0most\xa0{failure.at_most}×" if failure.at_most else ""
    return _DOT.join(filter(None, (failure.mode, likelihood, bound)))


def late(step: Step) -> str:
    """The way out when time has passed."""
    limit = step.time.limit if step.time else None
    return f"late, after {limit}" if limit else "late"


def hand_overs(blueprint: Blueprint, step: Step) -> list[Note]:
    """The other processes a step runs, starts, opens and stops."""
    words = (("runs", (step.runs,) if step.runs else ()), ("starts", step.starts), ("opens", step.opens), ("stops", step.stops))
    told = ((f"{word} {', '.join(process(blueprint, each) for each in ids)}", ids) for word, ids in words if ids)
    return [Note("hand-over", text, ids[0] if len(ids) == 1 else "") for text, ids in told]


def ending(blueprint: Blueprint, end: End) -> list[Note]:
    """How a way ends, and which processes take over."""
    ended = Note(end.outcome, f"{OUTCOMES[end.outcome]}: {end.text}")
    return [ended, *(Note("continues", f"→ {process(blueprint, each)}", each.partition(".")[0]) for each in end.continues)]


def process(blueprint: Blueprint, reference: str) -> str:
    """The title of a process, for a reference to it or to one of its steps."""
    name = reference.partition(".")[0]
    return blueprint.processes[name].title if name in blueprint.processes else reference
