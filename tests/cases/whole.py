"""A whole service to try a process in: a template or an example, with that process in the place of its own."""

import re
from datetime import date
from pathlib import Path

from blueprint.checking import check_source
from blueprint.config import Settings
from blueprint.source import read_source
from blueprint.templates import filled

STRICT = Settings(preset="strict", today=date(2026, 11, 21))


EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def example(name: str) -> str:
    """The text of a sound example."""
    return (EXAMPLES / f"{name}.blueprint.yaml").read_text(encoding="utf-8")


def service(processes: str, base: str | None = None) -> str:
    """A document, the web shop when none is given, with these processes in the place of those of the same ids, or added."""
    text = filled("shop", "corner-shop") if base is None else base
    text, ignored, accepted = text.partition("\nignore:\n")
    for process in re.split(r"(?m)^(?=  \S)", processes.strip("\n") + "\n")[1:]:
        text = _without(text, process.partition(":")[0].strip())
        text = f"{text.rstrip()}\n\n{process}"
    return text + ignored + accepted


def _without(text: str, process_id: str) -> str:
    return re.sub(rf"(?m)^  {process_id}:\n(?:(?:    .*)?\n)*", "", text, count=1)


def said(text: str) -> list[str]:
    """What the strictest preset says of a document, with its lines."""
    report = check_source(read_source(text.encode(), "corner-shop.blueprint.yaml", "yaml"), STRICT)
    assert not report.crashes, report.crashes
    assert not report.skipped, [f"{each.line}: {each.message}" for each in report]
    return [f"{each.line}: {each.code} {each.message}" for each in report]


def codes(text: str) -> set[str]:
    return {each.split()[1] for each in said(text)}
