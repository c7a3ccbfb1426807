"""``blueprint innovation``: tells or draws, and says by its status whether that could be done."""

import json
from pathlib import Path

import pytest

from blueprint.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
LANTERN = str(EXAMPLES / "lantern-innovation.blueprint.yaml")


def test_it_tells_the_mode_and_the_forces(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["innovation", LANTERN]) == 0
    said = capsys.readouterr().out
    assert "The forces speak for the organised strategic innovation mode" in said
    assert max(map(len, said.splitlines())) <= 80


def test_it_writes_markdown_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["innovation", LANTERN, "--format", "markdown"]) == 0
    assert capsys.readouterr().out.startswith("# Lantern, lamps online\n")
    assert main(["innovation", LANTERN, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["mode"]["recognised"] == "organised-strategic"


@pytest.mark.parametrize("what", ["forces", "modes", "initiatives"])
def test_it_draws(what: str, tmp_path: Path) -> None:
    target = tmp_path / "picture.svg"
    assert main(["innovation", LANTERN, "--draw", str(target), "--what", what, "--theme", "dark"]) == 0
    assert "Lantern, lamps online" in target.read_text(encoding="utf-8")


def test_it_draws_to_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["innovation", LANTERN, "--draw", "-"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"<?xml")


def test_a_format_that_cannot_be_drawn_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["innovation", LANTERN, "--draw", str(tmp_path / "picture.jpg")]) == 2
    assert "drawings are written as .svg, .png, .pdf, .dot" in capsys.readouterr().err


def test_a_theme_that_does_not_exist_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["innovation", LANTERN, "--draw", str(tmp_path / "a.svg"), "--theme", "lihgt"]) == 2
    assert "did you mean 'light'?" in capsys.readouterr().err


def test_a_service_that_says_nothing_about_innovation_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["innovation", str(EXAMPLES / "shoeshine.blueprint.yaml")]) == 2
    assert "says nothing about innovation; begin with its driving forces (innovation: forces)" in capsys.readouterr().err


def test_what_is_no_blueprint_is_told_with_its_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.blueprint.yaml"
    file.write_text("blueprint: 1\ninnovation: {mode: industrial}\n", encoding="utf-8")
    assert main(["innovation", str(file)]) == 1
    assert "industrial" in capsys.readouterr().err


def test_a_file_that_is_not_there_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["innovation", "nowhere.blueprint.yaml"]) == 2
    assert "nowhere.blueprint.yaml" in capsys.readouterr().err
