"""Finding settings: of each file the configuration nearest to it, and what a call says over that."""

import os
from collections.abc import Callable
from pathlib import Path as FilePath
from typing import Final

from blueprint.config.reading import read_settings
from blueprint.config.settings import Settings
from blueprint.errors import UsageError

NAMES: Final = ("blueprint.toml", "pyproject.toml")


def find_settings(start: str | os.PathLike[str] = ".", config: str | os.PathLike[str] | None = None) -> Settings:
    """The settings for a place: of the named file, else of the nearest ``blueprint.toml`` or pyproject.toml upwards."""
    if config is not None:
        return read_settings(FilePath(config))
    here = FilePath(start).absolute()
    for folder in (here, *here.parents) if here.is_dir() else here.parents:
        file = settings_in(folder)
        if file:
            return read_settings(file)
    return Settings()


def settings_in(folder: FilePath) -> FilePath | None:
    """The file in which a folder says its settings, if it does; UsageError when that cannot be told."""
    for file in (folder / name for name in NAMES):
        try:
            if file.is_file() and (file.name == "blueprint.toml" or b"tool.blueprint" in file.read_bytes()):
                return file
        except OSError as error:
            raise UsageError(f"{file}: cannot be read ({(error.strerror or str(error)).lower()})") from None
    return None


class Nearest:
    """Which settings hold for each file of a call: those of the configuration nearest to it, with what the call says over them.

    ``general`` are those of the call as a whole: of the place where it begins. Without ``over`` they hold for all files alike.
    """

    __slots__ = ("_over", "_read", "general")

    def __init__(self, general: Settings, over: Callable[[Settings], Settings] | None = None) -> None:
        self.general = general
        self._over = over
        self._read: dict[FilePath, Settings] = {}

    def at(self, folder: FilePath) -> Settings:
        """The settings for what lies in a folder; UsageError names every mistake in them."""
        if self._over is None:
            return self.general
        folder = folder.absolute()
        if folder not in self._read:
            file = settings_in(folder)
            if file is None and folder != folder.parent:
                self._read[folder] = self.at(folder.parent)
            elif file == self.general.file:
                self._read[folder] = self.general
            else:
                self._read[folder] = self._over(read_settings(file) if file else Settings())
        return self._read[folder]
