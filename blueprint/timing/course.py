"""The course of a process: its steps and ways as a graph with likelihoods, bounds and times, to be reckoned with or played.

A case is a game of tokens on it. One token begins at node 0. What a token does at a node hangs on the node's ``kind``:

* ``exclusive``: each token that comes goes on for itself. It stays for as long as the node ``takes``; then it leaves along one
  arrow. Each exit that is not used up is taken with its share of all tokens; otherwise one of the ways that are not used up, by
  their shares among themselves (all of them, where every one is used up). Plain steps, merges and choices are such nodes.
* ``parallel``: waits for one token on every arrow into it, takes them, and at once puts one on every arrow out of it.
* ``several``: at once puts a token on some of the arrows out of it: each of those not used up with its own share,
  independently, but at least one (drawn again where it is none; all alike, where none has a share).
* ``arrivals``: takes what tokens there are on the arrows into it, and puts one on the arrow out of it, as soon as no token can
  still come to an arrow that has none. A token that can, without passing this node, also come to an arrow that has one, is not
  waited for. Tokens that stay at a step count as being there.
* ``end``: the token stays. The case is over when there are no others.
* ``stop``: the case is over at once; the other tokens are taken away.

Nodes other than exclusive ones take no time. A bound (``Arrow.counter``) says how often its arrow may be taken in one case. What
happens at the same moment happens in any order.

A step of which some cases are late is three nodes: one that takes nothing and begins the step; one for the cases that are in
time, whose times are those of at most ``Takes.most``; and, along an exit, one for the others, which takes just the limit. A
step that starts branches is followed by a node of its own for them, and one that waits for branches comes after such a node.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from math import inf
from typing import Final, Literal, NamedTuple

from blueprint.durations import Elapsed
from blueprint.flow.graph import reached
from blueprint.timing.values import Assumed, Key

Kind = Literal["exclusive", "parallel", "several", "arrivals", "end", "stop"]
BEGIN: Final = 0


class Takes(NamedTuple):
    """How long a node takes: ``mean`` seconds by the clock, of which ``work`` are work and ``wait`` are waiting before it.

    With ``varies`` above 0 the time is lognormal, and its standard deviation that part of the mean (before ``most``). Times
    above ``most`` do not occur: they are drawn again. ``run``: the process that is gone through in addition, whose whole case is
    played for itself (``most`` then bounds the sum). ``elapsed`` is the mean as it is written, without the run.
    """

    elapsed: Elapsed = Elapsed()
    mean: float = 0.0
    work: float = 0.0
    wait: float = 0.0
    varies: float = 0.0
    most: float = inf
    run: str = ""


NOTHING: Final = Takes()


class Node(NamedTuple):
    """``key``: the step that it belongs to, None for a node that is only there for the flow; ``begins``: the step is begun when
    a token comes here (each step has one such node). ``ends``: the outcome, of an end or stop."""

    kind: Kind
    key: Key | None = None
    takes: Takes = NOTHING
    begins: bool = False
    ends: str = ""


class Arrow(NamedTuple):
    """``share``: of ways, the shares at a node add to one (of ``several``, each is for itself); of exits, it is of all tokens.

    ``counter``: the place of its bound in ``Course.counters``, -1 without one. ``to``: the step to which the case goes on along
    it from the step of its tail, as the blueprint says it; None for an arrow that is only there for the flow. ``rest``: it is
    the way for all else (``otherwise``).
    """

    tail: int
    head: int
    share: float = 1.0
    is_exit: bool = False
    counter: int = -1
    to: Key | None = None
    rest: bool = False


class Course:
    """Nodes and arrows by number. ``counters``: the bounds; ``matches``: for every node of kind ``parallel`` or ``arrivals`` that
    waits for the branches of a named fork, the node with which these begin. ``assumed``: what the blueprint does not say.
    ``unused``: arrows that are left out."""

    def __init__(
        self,
        process_id: str,
        nodes: Sequence[Node],
        arrows: Sequence[Arrow],
        counters: Sequence[int] = (),
        matches: dict[int, int] | None = None,
        assumed: Sequence[Assumed] = (),
        unused: Collection[int] = (),
    ) -> None:
        self.process_id = process_id
        self.nodes = nodes
        self.arrows = arrows
        self.counters = counters
        self.matches = matches or {}
        self.assumed = assumed
        self.unused = unused

    @cached_property
    def outs(self) -> list[list[int]]:
        """The arrows out of each node, by number."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for number, arrow in enumerate(self.arrows):
            found[arrow.tail].append(number)
        for number in self.unused:
            found[self.arrows[number].tail].remove(number)
        return found

    @cached_property
    def ins(self) -> list[list[int]]:
        """The arrows into each node, by number."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for number, arrow in enumerate(self.arrows):
            found[arrow.head].append(number)
        for number in self.unused:
            found[self.arrows[number].head].remove(number)
        return found

    @cached_property
    def beginnings(self) -> dict[Key, int]:
        """The node at which each step is begun; of several, the first."""
        numbered = reversed(list(enumerate(self.nodes)))
        return {node.key: number for number, node in numbered if node.begins and node.key is not None}

    def without(self, keys: Collection[Key]) -> "Course":
        """The same course, on which these steps take no time."""
        nodes = [node._replace(takes=NOTHING) if node.key in keys else node for node in self.nodes]
        return Course(self.process_id, nodes, self.arrows, self.counters, self.matches, self.assumed, self.unused)

    @cached_property
    def ending(self) -> "Course":
        """The same course, without the branches that go round until a stop beside them ends the case; itself, if it has none.

        How long a case takes, and how it ends, does not hang on them; how often their steps are done does.
        """
        if not any(node.kind == "stop" for node in self.nodes):
            return self
        before = [[self.arrows[each].tail for each in ins] for ins in self.ins]
        ends = reached([at for at, node in enumerate(self.nodes) if node.ends], before)
        unused = [number for number, arrow in enumerate(self.arrows) if arrow.head not in ends]
        tails = {self.arrows[each].tail for each in unused} & ends
        if not unused or any(self.nodes[tail].kind != "parallel" for tail in tails):
            return self
        return Course(self.process_id, self.nodes, self.arrows, self.counters, self.matches, self.assumed, unused)

    def origin(self, arrow: Arrow) -> Key | None:
        """The step that an arrow leads from; branches lead from the step that starts them."""
        key = self.nodes[arrow.tail].key
        if key is None and self.ins[arrow.tail]:
            return self.nodes[self.arrows[self.ins[arrow.tail][0]].tail].key
        return key

    @cached_property
    def above(self) -> Mapping[int, int]:
        """For each node the nearest that every way to it passes."""
        from blueprint.flow.dominators import Dominators

        return Dominators(BEGIN, [[self.arrows[each].head for each in outs] for outs in self.outs]).above
