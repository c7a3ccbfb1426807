"""Settings of a call: those of the nearest configuration file, and what the call says over them."""

import argparse
from typing import Any

from attrs import evolve

from blueprint.config import Settings, find_settings


def settings_of(options: argparse.Namespace, start: str = ".") -> Settings:
    """The settings that a call asks for; ``start`` is where the search for a configuration file begins."""
    said: dict[str, Any] = {
        "preset": getattr(options, "preset", None),
        "select": getattr(options, "select", None),
        "fail_on": getattr(options, "fail_on", None),
        "today": getattr(options, "today", None),
    }
    settings = find_settings(start, options.config)
    changes: Any = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items() if value is not None}
    more = tuple(getattr(options, "ignore", None) or ())
    return evolve(settings, ignore=(*settings.ignore, *more), **changes)
