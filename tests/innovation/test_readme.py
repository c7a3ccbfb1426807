"""What the README shows of innovation can be read, and its commands can be called."""

import re
from pathlib import Path
from textwrap import indent

from blueprint.cli.arguments import parse
from blueprint.innovation.pictures import PICTURES
from blueprint.innovation.recognise import recognise
from tests.innovation.force_sets import service

ROOT = Path(__file__).parents[2]
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Service innovation\n")[2].partition("\n## ")[0]


def test_the_section_that_is_shown_is_one() -> None:
    (shown,) = re.findall(r"```yaml\ninnovation:\n(.*?)```", SECTION, re.DOTALL)
    innovation = service(indent(shown, "")).innovation
    assert innovation
    assert recognise(innovation).mode == innovation.mode == "organised-strategic"
    assert innovation.initiatives["micro-advice"].dimensions


def test_the_commands_and_pictures_that_are_shown_exist() -> None:
    commands = re.findall(r"^\$ blueprint (.*)$", SECTION, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        assert (ROOT / parse(command.split()).path).is_file()
    assert set(re.findall(r"`--what (\w+)`", SECTION)) == set(PICTURES)
    linked = re.findall(r"\]\((examples/[^)]*)\)", SECTION)
    assert len(linked) >= 6
    assert all((ROOT / path).is_file() for path in linked)
