"""Standards as data: what a good service owes its customers, stage by stage."""

from typing import TYPE_CHECKING, Any

from blueprint.standards.known import BUILT_IN, KNOWN, Standards, built_in

if TYPE_CHECKING:
    from blueprint.standards.model import Stage, StageModel, TimeLimit

__all__ = ["BUILT_IN", "KNOWN", "Stage", "StageModel", "Standards", "TimeLimit", "built_in"]


def __getattr__(name: str) -> Any:
    """The classes of the model, which a check that needs no standard does not load."""
    if name in __all__:
        from blueprint.standards import model

        return getattr(model, name)
    raise AttributeError(f"module 'blueprint.standards' has no attribute {name!r}")
