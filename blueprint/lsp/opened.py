"""A file that is open in an editor: its text, the blueprints in it, and what is found in them."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path as FilePath
from typing import Final, Literal, NamedTuple

from blueprint.baseline import Baseline
from blueprint.checking import without_known
from blueprint.config import find_settings
from blueprint.documents import SUFFIXES, shown_path
from blueprint.errors import BlueprintError
from blueprint.findings import Report
from blueprint.inputs import MARKDOWN
from blueprint.lsp.positions import Ruler
from blueprint.lsp.rechecking import Rechecking
from blueprint.lsp.rereading import Reader
from blueprint.merging import together
from blueprint.runs import Run, start
from blueprint.source import Source
from blueprint.source.embedded import each_document, in_markdown
from blueprint.standards import KNOWN, Standards

_SAYS_SO: Final = re.compile(r"""^[{ \t]*["']?blueprint["']?[ \t]*:""", re.MULTILINE)


class Rules(NamedTuple):
    """The run that the settings of a file ask for, and its baseline; or why there is none."""

    run: Run | None = None
    baseline: Baseline | None = None
    trouble: str = ""

    def stays(self, other: "Rules") -> bool:
        """Whether nothing has changed; what packs, standards and baselines hold is not looked at, and may have."""
        if self.run is None or other.run is None:
            return False
        settings = self.run.settings
        return settings == other.run.settings and not (settings.packs or settings.standards or settings.baseline)


def rules_for(path: FilePath | None) -> Rules:
    """The rules for a file: those of the nearest settings, as ``blueprint check`` finds them."""
    try:
        run = start(find_settings(path or "."))
        return Rules(run, run.baseline())
    except BlueprintError as error:
        return Rules(trouble=str(error))


class Opened:
    """One open file. Its blueprints are read, and checked, when they are first asked for after a change."""

    def __init__(self, uri: str, path: FilePath | None, text: str, *, language: str = "", encoding: str = "utf-16") -> None:
        self.uri = uri
        self.path = path
        self.name = shown_path(path) if path else uri.rpartition("/")[2]
        self.encoding = encoding
        self.version: int | None = None
        self.is_markdown = self.name.lower().endswith(MARKDOWN) or language == "markdown"
        format: Literal["yaml", "json"] = "json" if self.name.lower().endswith(".json") or language == "json" else "yaml"
        self.reader = Reader(self.name, format)
        self._good: dict[int, Source] = {}
        self._runs: list[Rechecking] = []
        self.rules = rules_for(path)
        self._take(text)

    def _take(self, text: str) -> None:
        self.text = text
        for name in ("ruler", "sources", "report"):
            self.__dict__.pop(name, None)

    def change(self, text: str) -> None:
        """The file has another text now."""
        self._take(text)

    def settle(self) -> None:
        """Look for the settings again: they, or the day, may have changed."""
        rules = rules_for(self.path)
        if not self.rules.stays(rules):
            self.rules = rules
            self._runs = []
        self._take(self.text)

    @cached_property
    def ruler(self) -> Ruler:
        return Ruler(self.text, self.encoding)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The blueprints in the file; none where it holds none."""
        found = self._read()
        for number, source in enumerate(found):
            if isinstance(source.data, dict) and source.tree is not None:
                self._good[number] = source
        return found

    def _read(self) -> tuple[Source, ...]:
        if self.is_markdown:
            return in_markdown(self.text.encode("utf-8", "surrogatepass"), self.name)
        if not self.name.lower().endswith(tuple(SUFFIXES)) and not _SAYS_SO.search(self.text):
            return ()
        source = self.reader.read(self.text)
        if any(fault.kind == "several-documents" for fault in source.faults):
            return each_document(source)
        return (source,)

    @property
    def standards(self) -> Standards:
        """The standards that the settings know."""
        return self.rules.run.standards if self.rules.run else KNOWN

    @cached_property
    def report(self) -> Report:
        """What is found in the file; nothing where it is no blueprint, or where the settings cannot be read."""
        if self.rules.run is not None and self.rules.run.settings.today != date.today():
            self.rules = rules_for(self.path)
            self._runs = []
        run = self.rules.run
        if run is None:
            return Report()
        while len(self._runs) < len(self.sources):
            self._runs.append(Rechecking(run))
        folder = self.path.parent if self.path else None
        reports = [each.check(source, folder=folder) for each, source in zip(self._runs, self.sources, strict=False)]
        return without_known(together(reports), self.rules.baseline, run.active_in)

    def troubles(self) -> Iterator[str]:
        """What kept the file, or some of it, from being checked."""
        if self.sources:
            yield from [self.rules.trouble] if self.rules.trouble else []
            yield from (*self.report.unread, *self.report.crashes)

    def source_at(self, line: int) -> Source | None:
        """The blueprint in which a line stands, counted from 1."""
        return next((source for source in self.sources if line <= source.last_line), None)

    def good(self, source: Source) -> Source:
        """The last version of a blueprint that could be read; itself where it can be."""
        return self._good.get(self.sources.index(source), source)
