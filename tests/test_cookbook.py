"""The cookbook of the README: each recipe is a rule that keeps what it announces, and runs as the page says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from blueprint.checking import check_paths
from blueprint.cli import main

ROOT = Path(__file__).resolve().parents[1]
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("### Rules of your own\n")[2].partition("\n## ")[0]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", SECTION, re.DOTALL)


@pytest.fixture(autouse=True)
def kitchen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the rules of all recipes in one file, and the settings that name it."""
    monkeypatch.chdir(tmp_path)
    rules = [each for each in blocks("python") if "@rule(" in each]
    assert rules[0].startswith("# house_rules.py\n")
    (tmp_path / "house_rules.py").write_text("\n\n".join(rules), encoding="utf-8")
    (settings,) = blocks("toml")
    (tmp_path / "blueprint.toml").write_text(settings, encoding="utf-8")
    return tmp_path


def test_every_rule_keeps_what_it_announces(capfd: pytest.CaptureFixture[str]) -> None:
    call, _, said = blocks("text")[0].partition("\n")
    assert main(call.removeprefix("$ blueprint ").split()) == 0
    assert capfd.readouterr() == (said, "")
    assert main(["test-rules"]) == 0
    assert capfd.readouterr() == (said, "")


def test_the_settings_say_to_the_rule_what_they_show(kitchen: Path, capfd: pytest.CaptureFixture[str]) -> None:
    service = (ROOT / "blueprint" / "templates" / "minimal.yaml").read_text(encoding="utf-8")
    file = kitchen / "shop.blueprint.yaml"
    file.write_text(re.sub(r"(?m)^title: .*", "title: B2C delivery asap", service), encoding="utf-8")
    assert [each.message for each in check_paths([file]) if each.code == "HOUSE004"] == [
        "customers do not say 'B2C'",
        "customers do not say 'asap'",
    ]
    assert main(["explain", "HOUSE004"]) == 0
    assert "Options, under [options.HOUSE004] in the settings: words (asap)\n" in capfd.readouterr().out


def test_the_tests_of_the_recipes_pass(kitchen: Path) -> None:
    tests = [each for each in blocks("python") if "def test_" in each]
    assert len(tests) == 2
    for text in tests:
        (kitchen / text.split()[1]).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=prepend", "."]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=kitchen, env=environment, capture_output=True, text=True, check=False)
    assert "6 passed" in result.stdout, result.stdout + result.stderr
