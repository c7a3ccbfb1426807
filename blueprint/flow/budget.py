"""How much work may go into an answer."""


class Budget:
    """How much may be looked at yet: tokens of states."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, work: int) -> bool:
        """Whether there was enough left."""
        self.left -= work
        return self.left >= 0


class TooComplexError(Exception):
    """The budget is used up."""
