"""Settings of each file: those of the configuration nearest to it, whatever else the call checks, and whoever does the work."""

import io
import json
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.checking import check_paths
from blueprint.cli import main
from blueprint.config import find_settings

GAPS = """\
blueprint: 1
id: {id}
title: Bread
processes:
  buy:
    title: Buying
    phase: in-sale
    kind: other
    start: order
    steps:
      order: {{lane: customer, does: Orders, next: bake}}
      bake: {{lane: backstage, does: Bakes, ends: Baked}}
"""
PACK = """\
from blueprint.rules import Problem, Severity, rule


@rule("HOUSE001", Severity.warning, source="House rules", bad="title: Bread  # !", good="title: Cake", spares="Cake.")
def bread(view):
    \"\"\"The service is about bread.\"\"\"
    if view.blueprint.title == "Bread":
        yield Problem("bread", ("title",))
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of two teams, of which one has settings of its own."""
    monkeypatch.chdir(tmp_path)
    service("a", "a/a.blueprint.yaml")
    service("b", "b/deep/b.blueprint.yaml")
    settings("preset = 'strict'\nselect = ['CMP001', 'LIF006']", ".")
    settings("select = ['CMP001']", "b")
    return tmp_path


def service(id: str, name: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(GAPS.format(id=id), encoding="utf-8")


def settings(text: str, folder: str) -> Path:
    file = Path(folder) / "blueprint.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def found(*paths: str) -> list[tuple[str, str]]:
    """The file and code of each finding."""
    return [(each.file, each.code) for each in check_paths(paths or ["."])]


A1, A2, B1 = ("a/a.blueprint.yaml", "CMP001"), ("a/a.blueprint.yaml", "LIF006"), ("b/deep/b.blueprint.yaml", "CMP001")


def test_each_file_is_checked_by_the_settings_nearest_to_it() -> None:
    assert found() == found("b", "a") == found(B1[0], A1[0]) == [A1, A2, B1]


def test_the_call_speaks_over_all_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--select", "LIF006", "--format", "json", "--fail-on", "info"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert {(each["file"], each["code"]) for each in report["findings"]} == {A2, (B1[0], "LIF006")}


def test_a_file_of_settings_that_the_call_names_holds_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--config", "b/blueprint.toml", "--format", "concise", "--fail-on", "warning"]) == 1
    out = capsys.readouterr().out
    assert out.count("CMP001") == 2
    assert "LIF006" not in out


def test_what_nearer_settings_leave_out_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    settings("select = ['CMP001']\nexclude = ['deep/']", "b")
    assert found() == [A1, A2]
    assert found(B1[0]) == [B1]
    assert main(["check", "--force-exclude", "--format", "concise", "--fail-on", "never", A1[0], B1[0]]) == 0
    assert "b.blueprint" not in capsys.readouterr().out


def test_what_outer_settings_leave_out_is_left_out_below_nearer_ones_too() -> None:
    settings("exclude = ['deep/']", ".")
    assert {file for file, _ in found()} == {A1[0]}


def test_pages_that_nearer_settings_include_are_read() -> None:
    Path("b/page.md").write_text(f"```yaml\n{GAPS.format(id='page')}```\n", encoding="utf-8")
    Path("a/page.md").write_text(f"```yaml\n{GAPS.format(id='page')}```\n", encoding="utf-8")
    settings("select = ['CMP001']\ninclude = ['*.md']", "b")
    assert found() == [A1, A2, B1, ("b/page.md", "CMP001")]


def test_a_mistake_in_any_settings_stops_the_call(capsys: pytest.CaptureFixture[str]) -> None:
    file = settings("presett = 'strict'", "b")
    assert main(["check", "."]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert f"{file.absolute()}: 'presett' is no key of the settings; did you mean 'preset'?" in said.err


def test_a_pack_of_one_team_runs_on_its_files_alone_and_is_told_in_the_report(capsys: pytest.CaptureFixture[str]) -> None:
    Path("b/house.py").write_text(PACK, encoding="utf-8")
    settings("select = ['HOUSE001']\npacks = ['./house.py']", "b")
    for jobs in ("1", "2"):
        assert main(["check", "-j", jobs, "--format", "sarif", "--fail-on", "never"]) == 0
        (run,) = json.loads(capsys.readouterr().out)["runs"]
        told = {(each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], each["ruleId"]) for each in run["results"]}
        assert told == {A1, A2, (B1[0], "HOUSE001")}
        assert "HOUSE001" in {each["id"] for each in run["tool"]["driver"]["rules"]}


def test_the_baseline_is_that_of_the_call() -> None:
    assert main(["check", "--write-baseline", "known.json"]) == 0
    settings("select = ['CMP001', 'LIF006']\nbaseline = 'known.json'", ".")
    assert found() == []
    settings("select = ['CMP001', 'LIF006']", "b")
    assert found() == [(B1[0], "LIF006")]
    assert found("b") == [B1, (B1[0], "LIF006")]


def test_a_text_from_outside_has_the_settings_of_the_place_it_names(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, told in ((A1[0], {"CMP001", "LIF006"}), (B1[0], {"CMP001"})):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GAPS.format(id="x").encode())))
        main(["check", "-", "--stdin-filename", name, "--format", "json"])
        assert {each["code"] for each in json.loads(capsys.readouterr().out)["findings"]} == told


def test_fix_mends_by_the_settings_nearest_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    settings("select = ['CMP001']\nignore = ['CMP']", "b")
    assert main(["fix", "--diff", "--select", "CMP001", "."]) in (0, 1)
    out = capsys.readouterr().out
    assert f"+++ b/{A1[0]}" in out
    assert f"+++ b/{B1[0]}" not in out
    settings("", "b")
    main(["fix", "--diff", "--select", "CMP001", "."])
    assert f"+++ b/{B1[0]}" in capsys.readouterr().out


CODES = st.lists(st.sampled_from(["CMP001", "LIF006", "FLW", "CHN", "VIS", "SEC"]), min_size=1, max_size=3, unique=True)
FOLDERS = st.sampled_from([".", "a", "a/b", "a/b/c", "d", "d/e"])


@given(said=st.dictionaries(FOLDERS, CODES), files=st.lists(FOLDERS, min_size=1, max_size=6), begin=FOLDERS)
def test_a_file_is_judged_alike_alone_and_among_others(said: dict[str, list[str]], files: list[str], begin: str) -> None:
    top = Path(tempfile.mkdtemp(dir="."))
    try:
        for folder, codes in said.items():
            settings(f"select = {codes}", str(top / folder))
        for number, folder in enumerate(files):
            service(f"s{number}", str(top / folder / f"{number}.blueprint.yaml"))
        service("first", str(top / begin / "first.blueprint.yaml"))
        paths = sorted(top.rglob("*.blueprint.yaml"))
        alone = {(each.file, each.code, each.line) for path in paths for each in check_paths([path], find_settings(path))}
        assert {(each.file, each.code, each.line) for each in check_paths([top / begin, top])} == alone
        with ThreadPoolExecutor(2) as executor:
            assert check_paths([top], executor=executor) == check_paths([top])
    finally:
        shutil.rmtree(top)
