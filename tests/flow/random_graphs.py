"""Small graphs by lot: structured ones, then jumps and flips. The same dice give the same graph."""

from collections.abc import Callable
from random import Random

from attrs import define, field

from blueprint.flow.graph import BEGIN, FINISH, Builder, Graph, Kind

FLIPS: dict[Kind, tuple[Kind, ...]] = {
    "exclusive": ("parallel",),
    "parallel": ("exclusive",),
    "several": ("exclusive", "parallel"),
    "arrivals": ("exclusive", "parallel"),
    "stop": (),
}


@define
class Lot:
    """A structured graph in the making, and its defects."""

    dice: Random
    kinds: list[Kind] = field(factory=lambda: ["exclusive", "arrivals"])
    edges: list[tuple[int, int]] = field(factory=list)

    def node(self, kind: Kind) -> int:
        self.kinds.append(kind)
        return len(self.kinds) - 1

    def block(self, size: int, tail: int, head: int) -> None:
        """Between two nodes: a sequence, a choice, a fork, an inclusive choice, a loop, or just an edge."""
        makers: list[Callable[[int, int, int], None]] = [self.sequence, self.sequence, self.step]
        if size >= 2:
            makers += [self.choice, self.fork, self.fork, self.several, self.loop]
        if size < 1:
            self.edges.append((tail, head))
        else:
            self.dice.choice(makers)(size, tail, head)

    def step(self, _: int, tail: int, head: int) -> None:
        node = self.node("exclusive")
        self.edges += [(tail, node), (node, head)]

    def sequence(self, size: int, tail: int, head: int) -> None:
        middle = self.node("exclusive")
        self.block((size - 1) // 2, tail, middle)
        self.block(size - 1 - (size - 1) // 2, middle, head)

    def choice(self, size: int, tail: int, head: int) -> None:
        self._branches(size, tail, head, "exclusive", "exclusive")

    def fork(self, size: int, tail: int, head: int) -> None:
        self._branches(size, tail, head, "parallel", "parallel")

    def several(self, size: int, tail: int, head: int) -> None:
        self._branches(size, tail, head, "several", "arrivals")

    def _branches(self, size: int, tail: int, head: int, split: Kind, join: Kind) -> None:
        first, last = self.node(split), self.node(join)
        self.edges.append((tail, first))
        count = self.dice.choice((2, 2, 3))
        for _ in range(count):
            end = last
            if self.dice.random() < 0.12:
                end = self.dice.choice((self.node("stop"), FINISH))
            self.block((size - 2) // count, first, end)
        self.edges.append((last, head))

    def loop(self, size: int, tail: int, head: int) -> None:
        first, last = self.node("exclusive"), self.node("exclusive")
        self.edges.append((tail, first))
        self.block((size - 2) // 2, first, last)
        self.block((size - 2) // 2, last, first)
        out = head if self.dice.random() < 0.9 else self.node("stop")
        self.edges.append((last, out))
        if out != head:
            self.edges.append((first, head))

    def spoil(self) -> None:
        """A jump, a flip, an arrow that leads elsewhere."""
        how = self.dice.random()
        inner = range(2, len(self.kinds))
        if how < 0.4 and inner:
            node = self.dice.choice(inner)
            self.kinds[node] = self.dice.choice(FLIPS[self.kinds[node]] or ("stop",))
            return
        at = self.dice.randrange(len(self.edges))
        tail, _ = self.edges[at]
        there = self.dice.randrange(1, len(self.kinds))
        if how < 0.7:
            self.edges[at] = (tail, there)
        elif tail != BEGIN:
            self.edges.append((tail, there))

    def graph(self) -> Graph:
        """As a graph: joins and choices that came to be one node are parted, and what stops goes nowhere."""
        builder = Builder()
        for number, kind in enumerate(self.kinds[2:], start=2):
            builder.node(kind, f"s{number}")
        ins = [sum(head == node for _, head in self.edges) for node in range(len(self.kinds))]
        outs = [sum(tail == node for tail, _ in self.edges) for node in range(len(self.kinds))]
        entry, leave = list(range(len(self.kinds))), list(range(len(self.kinds)))
        for node in range(2, len(self.kinds)):
            if self.kinds[node] == "several" and ins[node] > 1:
                entry[node] = builder.node("exclusive", f"s{node}", begins=False)
                builder.edge(entry[node], node)
            if self.kinds[node] == "arrivals" and outs[node] > 1:
                leave[node] = builder.node("exclusive", f"s{node}", begins=False)
                builder.edge(node, leave[node])
        for tail, head in self.edges:
            if self.kinds[tail] != "stop" and tail != FINISH:
                builder.edge(leave[tail], entry[head])
        return builder.graph()


def random_graph(dice: Random, *, size: int = 9, most_defects: int = 3) -> Graph:
    """A graph of about so many nodes; in a share of them nothing was spoilt."""
    lot = Lot(dice)
    lot.block(dice.randint(1, size), BEGIN, FINISH)
    for _ in range(dice.choice([0, 1, 1, 2, most_defects])):
        lot.spoil()
    return lot.graph()
