"""Settings of a run: from a call, from ``blueprint.toml``, or from ``[tool.blueprint]`` in pyproject.toml; the nearest wins."""

from blueprint.config.reading import find_settings, read_settings
from blueprint.config.settings import FAIL_ON, Override, Settings

__all__ = ["FAIL_ON", "Override", "Settings", "find_settings", "read_settings"]
