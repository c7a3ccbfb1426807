"""What a blueprint already has that new steps can build on: ids, lanes, people, channels, and places where customers are."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from blueprint.fix.inserting import CannotInsertError
from blueprint.model import SEEN_ROLES, Part, Step
from blueprint.view import Place, View
from blueprint.ways import exits, ways


def free_id(wanted: str, taken: Collection[str]) -> str:
    """The id, or the first of ``id-2``, ``id-3``... that is not taken."""
    numbers = iter(range(2, len(taken) + 3))
    name = wanted
    while name in taken:
        name = f"{wanted}-{next(numbers)}"
    return name


def lane_of(view: View, role: str) -> str:
    """The lane of a role: the one with the most steps, else the role itself, else one of the blueprint's own."""
    blueprint = view.blueprint
    used = Counter(place.step.lane for place in view.places if blueprint.role(place.step.lane) == role)
    if used:
        return max(used, key=lambda lane: (used[lane], lane == role))
    for lane in (role, *blueprint.lanes):
        if blueprint.role(lane) == role:
            return lane
    raise CannotInsertError(f"no lane has the role {role}")


def customer_of(view: View) -> str | None:
    """The actor who acts for the customer most often; None where the blueprint names nobody."""
    return _busiest(view, "customer", {"customer"})


def staff_of(view: View) -> str | None:
    """The employee who meets customers most often; None where the blueprint names nobody."""
    return _busiest(view, "employee", {"frontstage"})


def _busiest(view: View, kind: str, roles: Collection[str]) -> str | None:
    actors = view.blueprint.actors
    met = Counter(doer.actor for role, doer in _doers(view) if role in roles)
    known = [name for name, actor in actors.items() if actor.kind == kind]
    return max(known, key=lambda name: (met[name], bool(actors[name].post)), default=None)


def _doers(view: View) -> Iterator[tuple[str | None, Step | Part]]:
    for place in view.places:
        yield view.blueprint.role(place.step.lane), place.step
        for lane, part in place.step.with_.items():
            yield view.blueprint.role(lane), part


def two_way_channels(view: View) -> tuple[str, ...]:
    """The channels over which customers and staff can talk to each other."""
    return tuple(name for name, each in view.blueprint.channels.items() if each.two_way)


def any_channels(view: View) -> tuple[str, ...]:
    """The channels over which customers and staff can talk; where there are not two, those over which customers speak as well."""
    talking = two_way_channels(view)
    used = _used_by_customers(view) if len(talking) < 2 else ()
    return tuple(name for name in view.blueprint.channels if name in talking or name in used)


def online_channels(view: View) -> tuple[str, ...]:
    """The channels over a network that customers use."""
    online = [name for name, each in view.blueprint.channels.items() if each.kind == "online"]
    used = _used_by_customers(view)
    return tuple(name for name in online if name in used) or tuple(online)


def _used_by_customers(view: View) -> set[str]:
    return {channel for role, doer in _doers(view) if role == "customer" for channel in doer.channels}


def doors(view: View, *, without: Iterable[str] = ()) -> Iterator[tuple[str, ...]]:
    """Processes that customers see, from which others can be opened: those in which something is sold, then also all others."""
    processes = view.blueprint.processes
    others = [name for name in processes if name not in set(without)]
    seen = [name for name in others if any(view.is_seen(place.step) for place in view.steps_of(name))]
    in_sale = [name for name in seen if processes[name].phase == "in-sale"]
    sold = [name for name in in_sale if processes[name].price or processes[name].kind in ("purchase", "application")]
    if not seen:
        raise CannotInsertError("no process has a step that customers see, from which it could be opened")
    first = sold or in_sale[:1] or seen[:1]
    yield tuple(first)
    if len(first) < len(seen):
        yield tuple(seen)


def doors_to(view: View, target: str) -> tuple[str, ...]:
    """The processes, of those that lead to one, in which customers are best told of it: the sales, else the first."""
    links = (each for each in view.leading if each.target == target and each.process_id != target)
    leading = tuple(dict.fromkeys(each.process_id for each in links))
    sold = next(doors(view), ())
    return tuple(name for name in leading if name in sold) or leading[:1]


def first_seen(view: View, process_id: str) -> Place | None:
    """The first step of a process that customers see, best one in a lane that is theirs to see."""
    process = view.blueprint.processes[process_id]
    order: dict[str, None] = {}
    waiting = list(process.start)
    while waiting:
        name = waiting.pop(0)
        if name in process.steps and name not in order:
            order[name] = None
            waiting += [*ways(process.steps[name]), *exits(process.steps[name])]
    places = [Place(process_id, name, process.steps[name]) for name in order]
    led = (each for each in places if view.blueprint.role(each.step.lane) in SEEN_ROLES)
    return next(led, next((each for each in places if view.is_seen(each.step)), None))
