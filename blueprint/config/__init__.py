"""Settings of a run: from a call, from ``blueprint.toml``, or from ``[tool.blueprint]`` in pyproject.toml; the nearest wins."""

from typing import TYPE_CHECKING, Any

from blueprint.config.finding import Nearest, find_settings
from blueprint.config.reading import read_settings
from blueprint.config.settings import FAIL_ON, Settings

if TYPE_CHECKING:
    from blueprint.config.override import Override

__all__ = ["FAIL_ON", "Nearest", "Override", "Settings", "find_settings", "read_settings"]


def __getattr__(name: str) -> Any:
    """What holds for some files, which a check without such settings does not load."""
    if name == "Override":
        from blueprint.config.override import Override

        return Override
    raise AttributeError(f"module 'blueprint.config' has no attribute {name!r}")
