"""Settings for some files, which a check without any does not load."""

from collections.abc import Mapping

from attrs import frozen

from blueprint.rules import Preset
from blueprint.values import EMPTY


@frozen(kw_only=True)
class Override:
    """What holds for some files only: those that the patterns ``paths`` mean.

    ``preset`` and ``select`` take the place of the general ones; ``ignore`` and ``severity`` are added to them.
    """

    paths: tuple[str, ...]
    preset: Preset | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = EMPTY
