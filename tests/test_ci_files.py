"""What other tools read of this repository: each file is what their schema asks for, and what it runs works."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from blueprint.cli import main

ROOT = Path(__file__).resolve().parents[1]
SOUND = (ROOT / "blueprint" / "templates" / "minimal.yaml").read_text(encoding="utf-8")
BROKEN = SOUND.replace("next: advise", "next: advice")


def fits(schema: str, file: Path) -> None:
    """The check that the schema's own users run; it needs no network."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def example(name: str, folder: Path) -> Path:
    """The example of the README that begins with the name of its file."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    match = re.search(rf"```yaml\n# {re.escape(name)}\n(.*?)```", text, re.DOTALL)
    assert match is not None
    assert match[1].count("\n") <= 12
    file = folder / Path(name).name
    file.write_text(match[1], encoding="utf-8")
    return file


def test_the_files_fit_their_schemas(tmp_path: Path) -> None:
    fits("github-actions", ROOT / "action.yml")
    fits("gitlab-ci", ROOT / "ci" / "gitlab.yml")
    fits("github-workflows", example(".github/workflows/blueprints.yml", tmp_path))
    fits("gitlab-ci", example(".gitlab-ci.yml", tmp_path))


def test_the_examples_name_what_exists(tmp_path: Path) -> None:
    hooks = {each["id"] for each in plain(ROOT / ".pre-commit-hooks.yaml")}
    asked = plain(example(".pre-commit-config.yaml", tmp_path))["repos"][0]["hooks"]
    assert {each["id"] for each in asked} <= hooks
    steps = plain(example(".github/workflows/blueprints.yml", tmp_path))["jobs"]["blueprints"]["steps"]
    assert {*steps[-1]["with"]} <= {*plain(ROOT / "action.yml")["inputs"]}
    job = plain(ROOT / "ci" / "gitlab.yml")["blueprint-check"]
    assert {*plain(example(".gitlab-ci.yml", tmp_path))["blueprint-check"]["variables"]} <= {*job["variables"]}
    assert {*job["artifacts"]["reports"].values()} == {*re.findall(r"=(\S+\.(?:json|xml))", " ".join(job["script"]))}


def plain(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_the_hook_takes_blueprints_and_lets_excluded_ones_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (hook,) = plain(ROOT / ".pre-commit-hooks.yaml")
    assert {"id", "name", "entry", "language", "files"} <= {*hook}
    assert [re.search(hook["files"], name) is not None for name in ("a.blueprint.yaml", "b/c.blueprint.json", "a.yaml")] == [
        True, True, False,
    ]  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for name, text in {"sound": SOUND, "broken": BROKEN, "left": BROKEN}.items():
        Path(f"{name}.blueprint.yaml").write_text(text, encoding="utf-8")
    Path("blueprint.toml").write_text('exclude = ["left*"]\n', encoding="utf-8")
    call = shlex.split(hook["entry"])[1:]
    assert main([*call, "sound.blueprint.yaml", "left.blueprint.yaml"]) == 0
    assert main([*call, "left.blueprint.yaml"]) == 0
    assert main([*call, "sound.blueprint.yaml", "broken.blueprint.yaml"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the action runs in bash")
@pytest.mark.parametrize(
    ("paths", "options", "status"),
    [
        (".", "", 1),
        ("sound.blueprint.yaml\n\n", "", 0),
        ("a b.blueprint.yaml", "--fail-on=never", 0),
        ("sound.blueprint.yaml\na b.blueprint.yaml", "--ignore=CHN\n--fail-on=error", 1),
        ("--fail-on=never", "", 2),
        ("$(touch x); sound.blueprint.yaml", "", 2),
    ],
)
def test_the_action_runs_what_it_is_told(tmp_path: Path, paths: str, options: str, status: int) -> None:
    command = tmp_path / "bin" / "blueprint"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m blueprint "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    (tmp_path / "sound.blueprint.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "a b.blueprint.yaml").write_text(BROKEN.replace("id: ", "id: x-"), encoding="utf-8")
    script = plain(ROOT / "action.yml")["runs"]["steps"][-1]["run"]
    asked = {"PATHS": paths, "OPTIONS": options, "SARIF": "r.sarif"}
    environment = os.environ | asked | {"PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    result = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=tmp_path, env=environment, check=False)
    assert result.returncode == status
    assert (tmp_path / "r.sarif").exists()
    assert not (tmp_path / "x").exists()
