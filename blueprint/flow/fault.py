"""A fault of the flow, as reports tell it; a process without any does not load it."""

from attrs import field, frozen

from blueprint.flow.trouble import Kind


@frozen(kw_only=True)
class Fault:
    """A fault of the flow.

    ``steps`` names what causes it: first the step at which ways part, then the one at which they meet, where there are
    such. ``message`` says it in the words of the process, ``repairs`` what could be changed. ``inside`` holds the steps
    between those that cause it.

    ``run`` is a case that shows it: the steps in the order in which they are begun, until what :mod:`blueprint.flow.signs`
    says. It is empty where no case comes to that: to a step that is not reached, and to a fault that shows only when another
    is mended. ``run_is_shortest``: no fewer steps show it, or for an empty run, no steps at all; False where the flow is too
    tangled to search, so that the run may be longer than need be, or missing.
    """

    kind: Kind
    steps: tuple[str, ...]
    message: str = field(eq=False)
    run: tuple[str, ...] = field(default=(), eq=False)
    run_is_shortest: bool = field(default=True, eq=False)
    repairs: tuple[str, ...] = field(default=(), eq=False)
    inside: frozenset[str] = field(default=frozenset(), eq=False, repr=False)
