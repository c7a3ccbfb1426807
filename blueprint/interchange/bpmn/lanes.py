"""Which lane of the blueprint each node and each pool stands in, and which role it plays."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field

from blueprint.interchange.bpmn.diagram import Diagram, Lane, Node, Pool
from blueprint.interchange.bpmn.extras import extra
from blueprint.interchange.bpmn.kept import kept_id, kept_role
from blueprint.interchange.bpmn.xml import Element
from blueprint.interchange.names import Ids
from blueprint.interchange.notes import Notes
from blueprint.interchange.roles import Wishes, by_words, key
from blueprint.model import ROLES, Role
from blueprint.model import Lane as OwnLane


@define(eq=False)
class Band:
    """A lane to be: a lane of the file, or a pool without lanes. ``names`` are those it can be called by."""

    title: str
    names: tuple[str, ...]
    element: Element
    pool: Pool
    nodes: frozenset[str]
    id: str = ""
    role: Role | None = None
    why: str = ""


@define
class Lanes:
    """The lanes of a blueprint: ``of_node`` and ``of_pool`` give lane ids, ``roles`` what each plays."""

    own: dict[str, OwnLane] = field(factory=dict)
    of_node: dict[str, str] = field(factory=dict)
    of_pool: dict[str, str] = field(factory=dict)
    roles: dict[str, Role] = field(factory=dict)


def lay_lanes(diagram: Diagram, wishes: Wishes, notes: Notes) -> Lanes:
    """The lanes of a file. A role that neither the user nor a name tells is guessed from who talks with whom, and noted."""
    bands = [band for pool in _heard(diagram, notes) for band in _bands(pool)]
    lanes = Lanes()
    for band in bands:
        band.role = wishes.role(band.names) or kept_role(band.element)
    _guess(diagram, bands)
    ids = Ids(ROLES, word="lane")
    for band in bands:
        _settle(band, lanes, ids, diagram, notes)
    _reach_inside(diagram, lanes.of_node)
    return lanes


def _heard(diagram: Diagram, notes: Notes) -> Iterator[Pool]:
    """The pools that have steps or messages."""
    talking = {id for each in diagram.messages for id in (each.source, each.target)}
    for pool in diagram.pools:
        if pool.scope is not None or pool.id in talking:
            yield pool
        else:
            notes.lost(pool.element, f"the pool '{pool.name or pool.id}' has neither steps nor messages, and is left out")


def _bands(pool: Pool) -> Iterator[Band]:
    """The lanes of a pool; what stands in none of them, nor next to one that does, stands in a lane of the pool's own."""
    place = {node: lane.id for lane in pool.lanes for node in lane.nodes}
    nodes = list(pool.scope.nodes.values()) if pool.scope is not None else []
    place |= _nearby(nodes, place)
    for lane in pool.lanes:
        own = frozenset(node for node in (*lane.nodes, *place) if place[node] == lane.id)
        yield Band(_title(lane, pool), _names(lane), lane.element, pool, own)
    rest = frozenset(node.id for node in nodes if node.id not in place)
    if rest or not pool.lanes:
        process = (pool.scope.name, pool.scope.id) if pool.scope is not None else ()
        yield Band(pool.name, tuple(filter(None, (pool.name, pool.id, *process))), pool.element, pool, rest)


def _nearby(nodes: list[Node], place: Mapping[str, str]) -> dict[str, str]:
    """The lanes of nodes that stand in none, in a pool with lanes: where the next or the last node stands."""
    found: dict[str, str] = {}
    waiting = deque(node for node in nodes if node.id in place)
    while waiting:
        node = waiting.popleft()
        lane = place.get(node.id) or found[node.id]
        for each in (*(flow.source for flow in node.ins), *(flow.target for flow in node.outs), *node.edge):
            if each.id not in place and each.id not in found:
                found[each.id] = lane
                waiting.append(each)
    return found


def _title(lane: Lane, pool: Pool) -> str:
    inner = lane.titles[1:] if pool.name else lane.titles
    return " / ".join(inner) if inner else pool.name


def _names(lane: Lane) -> tuple[str, ...]:
    """From the whole path to the pool alone: ``Bank / Office / Clerk``, ``Clerk``, ``Office``, ``Bank``."""
    paths = [sign.join(lane.titles[start:]) for start in range(len(lane.titles)) for sign in (" / ", "/")]
    return tuple(dict.fromkeys((*paths, *reversed(lane.titles), lane.id)))


def _guess(diagram: Diagram, bands: list[Band]) -> None:
    for band in bands:
        if band.role is None and len(bands) > 1:
            band.role = None if band.element.name == "process" else by_words(band.title)
            band.role = band.role or (by_words(band.pool.name) if len(band.pool.lanes) == 1 else None)
            band.why = "its name says so" if band.role else ""
    talks = list(_talks(diagram, bands))
    if not any(band.role == "customer" for band in bands):
        first = _who_begins(diagram, bands, talks)
        if first is not None:
            first.role, first.why = "customer", "its messages begin what the others do"
    served = {id(each) for one, other, _ in talks for each in (one, other) if "customer" in (one.role, other.role)}
    for band in bands:
        if band.role is None:
            _by_talks(band, is_served=id(band) in served, alone=len(bands) == 1)


def _reach_inside(diagram: Diagram, place: dict[str, Any]) -> None:
    """What lies in a sub-process stands where that stands, unless a lane holds it itself."""
    for pool in diagram.pools:
        for node in pool.scope.all_nodes() if pool.scope is not None else ():
            if node.inner is not None and node.id in place:
                for inner in node.inner.nodes:
                    place.setdefault(inner, place[node.id])


def _talks(diagram: Diagram, bands: list[Band]) -> Iterator[tuple[Band, Band, str]]:
    """Who sends to whom, and to which node or pool."""
    place = {node: band for band in bands for node in band.nodes}
    pools: dict[str, list[Band]] = {}
    for band in bands:
        pools.setdefault(band.pool.id, []).append(band)
    _reach_inside(diagram, place)
    for message in diagram.messages:
        for one in [place[message.source]] if message.source in place else pools.get(message.source, []):
            for other in [place[message.target]] if message.target in place else pools.get(message.target, []):
                yield one, other, message.target


def _who_begins(diagram: Diagram, bands: list[Band], talks: list[tuple[Band, Band, str]]) -> Band | None:
    """The pool that sends the message at which another begins: one without a process of its own first."""
    begins = [one for one, other, target in talks if target in diagram.nodes and diagram.nodes[target].kind == "startEvent"]
    lanes = Counter(band.pool.id for band in bands)
    free = [band for band in begins if band.role is None and lanes[band.pool.id] == 1]
    return next((band for band in free if band.pool.scope is None), next(iter(free), None))


def _by_talks(band: Band, *, is_served: bool, alone: bool) -> None:
    if band.pool.scope is None:
        band.role = "outside" if is_served else "support"
        band.why = "it shows no process, and talks with the customer" if is_served else "it shows no process"
    elif is_served:
        band.role, band.why = "frontstage", "it exchanges messages with the customer"
    else:
        band.role, band.why = "backstage", "nothing tells who sees it" if alone else "no message joins it with the customer"


def _settle(band: Band, lanes: Lanes, ids: Ids, diagram: Diagram, notes: Notes) -> None:
    assert band.role is not None
    title = band.title or band.role.capitalize()
    own = kept_id(band.element, "lane")
    if own in ROLES or (own and own in lanes.own):
        band.id = own
    elif own:
        band.id = own
        ids.taken.add(own)
        lanes.own[own] = OwnLane(title=title, role=band.role)
    elif key(title) == band.role or not (band.title and (band.pool.scope is None or band.element.name != "process")):
        band.id = band.role
    else:
        band.id = ids.new(title, band.names[-1] if band.names else "")
        lanes.own[band.id] = OwnLane(title=title, role=band.role, extra={"x-bpmn": extra(band.element, diagram.prefixes)})
    lanes.roles[band.id] = band.role
    lanes.of_node |= dict.fromkeys(band.nodes, band.id)
    lanes.of_pool.setdefault(band.pool.id, band.id)
    if band.why:
        said = f"'{band.title}'" if band.title else f"a {'process' if band.element.name == 'process' else 'pool'} without a name"
        name = next(filter(None, (band.title, *band.names)), "NAME")
        notes.guessed(band.element, f'{said} is taken for {band.role}: {band.why}; --lane "{name}=ROLE" says otherwise')
