"""What the analysis of a process reports."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from blueprint.flow.fault import Fault


class FlowReport(NamedTuple):
    """Whether a process is sound.

    ``faults`` make it unsound. ``unknown`` tells of parts that were too complex to decide within the budget. ``remarks``
    are harmless: a fork or choice of a single way.
    """

    faults: "tuple[Fault, ...]" = ()
    unknown: "tuple[Fault, ...]" = ()
    remarks: "tuple[Fault, ...]" = ()

    @property
    def is_sound(self) -> bool | None:
        """True or False; None where it is not known."""
        if self.faults:
            return False
        return None if self.unknown else True
