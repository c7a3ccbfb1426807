"""Files that are computed from others. ``python -m tests.generated`` writes them, ``--check`` says which are stale."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import blueprint
from blueprint import load, render
from blueprint.cli.schema import schema_text
from blueprint.config.file import SettingsTable
from blueprint.drawing.diagram import draw_innovation
from blueprint.innovation.pictures import PICTURES
from blueprint.model import Blueprint
from blueprint.rulebook import as_markdown
from blueprint.rules import own_rules
from blueprint.schema import schema_file
from blueprint.standards import StageModel

ROOT = Path(__file__).resolve().parents[1]


def generated() -> Iterator[tuple[Path, bytes]]:
    """Every generated file with the content it must have."""
    for root in (Blueprint, StageModel, SettingsTable):
        yield ROOT / "schemas" / schema_file(root), schema_text(root).encode()
    for file in sorted((ROOT / "examples").glob("*.blueprint.yaml")):
        yield file.with_name(file.name.replace(".blueprint.yaml", ".svg")), render(load(file)).content("svg")
    # The picture on top of the README: one process, so that its words can be read at the width of a page.
    purchase = render(load(ROOT / "examples" / "city-bikes.blueprint.yaml"), process="purchase").content("svg")
    yield ROOT / "examples" / "city-bikes-purchase.svg", purchase
    lantern = load(ROOT / "examples" / "lantern-innovation.blueprint.yaml")
    for what in PICTURES:
        yield ROOT / "examples" / f"lantern-innovation-{what}.svg", draw_innovation(lantern, what=what).content("svg")
    yield ROOT / "README.md", readme((ROOT / "README.md").read_text(encoding="utf-8")).encode()


def readme(text: str) -> str:
    """The README with its generated parts made anew."""
    names = ", ".join(f"`{name}`" for name in blueprint.__all__)
    for part, content in {"rules": as_markdown(own_rules()), "names": f"{names}\n"}.items():
        text = re.sub(
            rf"(?s)(<!-- {part} -->\n).*?(<!-- /{part} -->)", lambda found, new=content: found[1] + new + found[2], text
        )
    return text


def stale() -> list[str]:
    """The generated files that are not as they must be."""
    return [
        file.relative_to(ROOT).as_posix() for file, content in generated() if not file.is_file() or file.read_bytes() != content
    ]


def main() -> int:
    if "--check" in sys.argv:
        for name in stale():
            print(f"{name} is stale; write it with: python -m tests.generated")
        return int(bool(stale()))
    for file, content in generated():
        file.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
