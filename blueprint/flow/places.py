"""What contraction leaves, with its strands numbered: the places where the walk finds tokens."""

from collections.abc import Sequence

from attrs import define, field, frozen

from blueprint.flow.contract import Net
from blueprint.flow.graph import BEGIN
from blueprint.flow.trouble import Strand

State = frozenset[int]
"""The strands that hold a token."""


@frozen(eq=False)
class Firing:
    """A node takes tokens from strands and puts tokens on strands."""

    node: int
    takes: State
    gives: State


@define(eq=False)
class Places:
    """The strands of a net by number, in order of their nodes. ``strands``: for each its tail, its head and itself."""

    net: Net
    strands: list[tuple[int, int, Strand]] = field(init=False)
    rank: dict[int, int] = field(init=False)
    """The nodes in reverse post-order from the beginning."""
    ins: dict[int, list[int]] = field(init=False, factory=dict)
    outs: dict[int, list[int]] = field(init=False, factory=dict)
    _inward: dict[int, list[Sequence[int]]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        self.rank = _ranks(self.net)
        self.strands = [
            (tail, head, strand)
            for tail in sorted(self.rank, key=self.rank.__getitem__)
            for head, strand in self.net.outs[tail].items()
        ]
        for number, (tail, head, _) in enumerate(self.strands):
            self.outs.setdefault(tail, []).append(number)
            self.ins.setdefault(head, []).append(number)

    def inward(self, join: int) -> list[Sequence[int]]:
        """For every strand, those before it, but not through a join."""
        if join not in self._inward:
            self._inward[join] = [self.ins.get(tail, ()) if tail != join else () for tail, _, _ in self.strands]
        return self._inward[join]


def _ranks(net: Net) -> dict[int, int]:
    """Reverse post-order from the beginning."""
    order: list[int] = []
    seen = {BEGIN}
    trail = [(BEGIN, iter(net.outs[BEGIN]))]
    while trail:
        node, rest = trail[-1]
        new = next((each for each in rest if each not in seen), None)
        if new is None:
            order.append(node)
            trail.pop()
        else:
            seen.add(new)
            trail.append((new, iter(net.outs[new])))
    return {node: number for number, node in enumerate(reversed(order))}
