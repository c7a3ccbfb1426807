"""What every way to a node passes: the tree of dominators (Lengauer and Tarjan, 1979, without recursion)."""

from collections.abc import Iterator

from blueprint.flow.graph import Neighbours


class Dominators:
    """For a graph and a root, which nodes lie on every way from the root to which."""

    def __init__(self, root: int, neighbours: Neighbours) -> None:
        self.order = [root]
        self.number = {root: 0}
        self.parent = {root: root}
        self._walk(root, neighbours)
        self.above = _Search(self, neighbours).above
        self.spans = self._spans(root)

    def _walk(self, root: int, neighbours: Neighbours) -> None:
        trail = [(root, iter(neighbours[root]))]
        while trail:
            node, rest = trail[-1]
            following = next((each for each in rest if each not in self.number), None)
            if following is None:
                trail.pop()
                continue
            self.number[following] = len(self.order)
            self.order.append(following)
            self.parent[following] = node
            trail.append((following, iter(neighbours[following])))

    def _spans(self, root: int) -> dict[int, tuple[int, int]]:
        """For each node, the times at which a walk through the tree comes to it and leaves it."""
        below: dict[int, list[int]] = {node: [] for node in self.order}
        for node, above in self.above.items():
            below[above].append(node)
        begun, ended, clock = {root: 0}, {}, 0
        trail: list[tuple[int, Iterator[int]]] = [(root, iter(below[root]))]
        while trail:
            node, rest = trail[-1]
            following = next(rest, None)
            clock += 1
            if following is None:
                ended[node] = clock
                trail.pop()
            else:
                begun[following] = clock
                trail.append((following, iter(below[following])))
        return {node: (begun[node], ended[node]) for node in self.order}

    def lies_on_every_way(self, node: int, to: int) -> bool:
        """Whether there are ways from the root to a node, and this one lies on all of them."""
        if node not in self.spans or to not in self.spans:
            return False
        begun, ended = self.spans[node]
        return begun <= self.spans[to][0] and self.spans[to][1] <= ended


class _Search:
    """The computation: nodes from the last to the first, in a forest whose paths are made shorter as they are asked for."""

    def __init__(self, walked: Dominators, neighbours: Neighbours) -> None:
        self.order, self.parent = walked.order, walked.parent
        self.semi = dict(walked.number)
        self.best = {node: node for node in self.order}
        self.linked: dict[int, int] = {}
        self.above: dict[int, int] = {}
        before: dict[int, list[int]] = {node: [] for node in self.order}
        for node in self.order:
            for each in neighbours[node]:
                before[each].append(node)
        self._solve(before)

    def _solve(self, before: dict[int, list[int]]) -> None:
        waiting: dict[int, list[int]] = {node: [] for node in self.order}
        for node in reversed(self.order[1:]):
            self.semi[node] = min([self.semi[node], *(self.semi[self._lowest(each)] for each in before[node])])
            waiting[self.order[self.semi[node]]].append(node)
            parent = self.linked[node] = self.parent[node]
            for each in waiting[parent]:
                low = self._lowest(each)
                self.above[each] = low if self.semi[low] < self.semi[each] else parent
            waiting[parent].clear()
        for node in self.order[1:]:
            if self.above[node] != self.order[self.semi[node]]:
                self.above[node] = self.above[self.above[node]]

    def _lowest(self, node: int) -> int:
        """The node of least semidominator on the path that is linked above this one."""
        path = []
        while node in self.linked:
            path.append(node)
            node = self.linked[node]
        for each in reversed(path):
            higher = self.linked[each]
            if higher in self.linked and self.semi[self.best[higher]] < self.semi[self.best[each]]:
                self.best[each] = self.best[higher]
            if higher in self.linked:
                self.linked[each] = self.linked[higher]
        return self.best[path[0]] if path else node
