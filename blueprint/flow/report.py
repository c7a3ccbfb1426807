"""What the analysis of a process reports."""

from attrs import field, frozen

from blueprint.flow.trouble import Kind


@frozen(kw_only=True)
class Fault:
    """A fault of the flow.

    ``steps`` names what causes it: first the step at which ways part, then the one at which they meet, where there are
    such. ``run`` is a short run that leads there, the steps in the order in which they are begun; it is empty where no run
    is needed, or where another fault stands in the way. ``message`` says it in the words of the process, ``repairs`` what
    could be changed. ``inside`` holds the steps between those that cause it.
    """

    kind: Kind
    steps: tuple[str, ...]
    message: str = field(eq=False)
    run: tuple[str, ...] = field(default=(), eq=False)
    repairs: tuple[str, ...] = field(default=(), eq=False)
    inside: frozenset[str] = field(default=frozenset(), eq=False, repr=False)


@frozen(kw_only=True)
class FlowReport:
    """Whether a process is sound.

    ``faults`` make it unsound. ``unknown`` tells of parts that were too complex to decide within the budget. ``remarks``
    are harmless: a fork or choice of a single way.
    """

    faults: tuple[Fault, ...] = ()
    unknown: tuple[Fault, ...] = ()
    remarks: tuple[Fault, ...] = ()

    @property
    def is_sound(self) -> bool | None:
        """True or False; None where it is not known."""
        if self.faults:
            return False
        return None if self.unknown else True
