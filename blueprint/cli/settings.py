"""Settings of a call: those of the nearest configuration file, and what the call says over them."""

import argparse
from functools import partial
from typing import Any

from attrs import evolve

from blueprint.config import Nearest, Settings, find_settings


def settings_of(options: argparse.Namespace, start: str = ".") -> Settings:
    """The settings that a call asks for; ``start`` is where the search for a configuration file begins."""
    return _with_said(options, find_settings(start, options.config))


def nearest_of(options: argparse.Namespace, general: Settings) -> Nearest:
    """The settings of each file of a call: the same for all where the call names a configuration file."""
    return Nearest(general, None if options.config else partial(_with_said, options))


def _with_said(options: argparse.Namespace, settings: Settings) -> Settings:
    """Settings with what the call says over them."""
    said: dict[str, Any] = {
        "preset": getattr(options, "preset", None),
        "select": getattr(options, "select", None),
        "fail_on": getattr(options, "fail_on", None),
        "today": getattr(options, "today", None),
    }
    changes: Any = {key: tuple(value) if isinstance(value, list) else value for key, value in said.items() if value is not None}
    more = tuple(getattr(options, "ignore", None) or ())
    return evolve(settings, ignore=(*settings.ignore, *more), **changes)
