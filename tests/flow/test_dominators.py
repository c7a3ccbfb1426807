"""Dominators: a node lies on every way to another just when nothing leads there once it is taken away."""

from hypothesis import given
from hypothesis import strategies as st

from blueprint.flow.dominators import Dominators
from blueprint.flow.graph import reached

SIZES = st.integers(1, 9)
GRAPHS = SIZES.flatmap(lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=3), min_size=size, max_size=size))


@given(GRAPHS)
def test_a_node_lies_on_every_way_when_none_is_left_without_it(neighbours: list[list[int]]) -> None:
    dominators, from_root = Dominators(0, neighbours), reached([0], neighbours)
    for node in range(len(neighbours)):
        without = set() if node == 0 else reached([0], neighbours, beside={node})
        for other in range(len(neighbours)):
            expected = {node, other} <= from_root and (node == other or other not in without)
            assert dominators.lies_on_every_way(node, other) == expected


def test_long_graphs_are_no_trouble() -> None:
    size = 20_000
    chain = [[number + 1, 0] for number in range(size - 1)] + [[0]]
    assert Dominators(0, chain).lies_on_every_way(size // 2, size - 1)
    assert not Dominators(0, chain).lies_on_every_way(size - 1, size // 2)
