"""Baselines: what was there does not count, what is new does, and the file only shrinks."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from blueprint.baseline import baseline_text, read_baseline, write_baseline
from blueprint.checking import check_paths
from blueprint.cli import main
from blueprint.config import Settings
from blueprint.documents import DocumentError, dumps, load
from blueprint.documents.writing import json_text, yaml_text
from blueprint.errors import UsageError
from blueprint.findings import Report

ROOT = Path(__file__).resolve().parents[1]
BROKEN = ROOT / "examples" / "broken"
STRICT = Settings(preset="strict", today=date(2026, 11, 21))
LINE_END = "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a copy of the broken examples, in which the call is made."""
    shutil.copytree(BROKEN, tmp_path / "broken")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def known(folder: Path) -> Path:
    """A baseline of all that is wrong in the folder."""
    write_baseline(folder / "known.json", checked())
    return folder / "known.json"


def checked(baseline: Path | None = None, *paths: Path, settings: Settings = STRICT) -> Report:
    return check_paths(paths or ["broken"], evolve(settings, baseline=baseline))


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(each.file, each.code, each.message) for each in report]


# Laws.


def test_a_baseline_of_the_broken_examples_silences_all(known: Path) -> None:
    before, after = checked(), checked(known)
    assert told(after) == []
    assert after.suppressed == before.suppressed + len(before)
    assert len(before) > 300
    assert (after.gone, after.files, after.skipped) == ((), before.files, before.skipped)


def test_each_file_alone_is_silenced_too(known: Path) -> None:
    for file in sorted(Path("broken").iterdir()):
        report = checked(known, file)
        assert (told(report), report.gone) == ([], ()), file


def loadable() -> list[Path]:
    def is_plain(file: Path) -> bool:
        try:
            load(file)
        except DocumentError:
            return False
        return "blueprint: ignore" not in file.read_text(encoding="utf-8")

    return [file for file in sorted(BROKEN.iterdir()) if is_plain(file)]


def test_one_new_mistake_in_a_file_gives_one_finding(known: Path) -> None:
    files = [Path("broken") / file.name for file in loadable()]
    for file in files:
        plain = load(file).plain()
        plain["systems"] = plain.get("systems", {}) | {"nobody-uses-it": {"title": "A new system"}}
        file.write_text(yaml_text(plain), encoding="utf-8")
    new = checked(known)
    assert [(each.file, each.code, each.element) for each in new] == [
        (file.as_posix(), "REF007", "systems.nobody-uses-it") for file in files
    ]


def turned(plain: Any) -> Any:
    """The same with the keys of every mapping from last to first."""
    if isinstance(plain, dict):
        return {key: turned(plain[key]) for key in reversed(plain)}
    return [turned(item) for item in plain] if isinstance(plain, list) else plain


CHANGES: dict[str, Callable[[Path], tuple[str, str]]] = {
    "written anew": lambda file: (file.name, dumps(load(file))),
    "in another order": lambda file: (file.name, yaml_text(turned(load(file).plain()))),
    "as JSON": lambda file: (f"{file.name.partition('.')[0]}.blueprint.json", json_text(load(file).plain()) + LINE_END),
    "with comments and blanks": lambda file: (
        file.name,
        "".join(f"{line}\n\n# a comment\n" for line in yaml_text(load(file).plain()).splitlines()),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_form_brings_nothing_back(known: Path, change: str) -> None:
    files = [Path("broken") / file.name for file in loadable()]
    for file in files:
        name, text = CHANGES[change](file)
        file.unlink()
        (Path("broken") / name).write_text(text, encoding="utf-8")
    assert told(checked(known)) == []


def test_what_was_not_looked_for_is_not_gone(known: Path) -> None:
    assert checked(known, settings=Settings(select=("CMP",), today=STRICT.today)).gone == ()
    assert checked(known, Path("broken/unknown-channel.blueprint.yaml")).gone == ()


def test_what_is_mended_is_told_and_can_be_taken_out(known: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entries = read_baseline(known).entries
    file = Path("broken/unknown-channel.blueprint.yaml")
    here = {name for name, entry in entries.items() if entry.file == file.as_posix()}
    file.unlink()
    call = ["check", "broken", "--preset", "strict", "--today", "2026-11-21", "--baseline", "known.json", "--format", "concise"]
    assert main(call) == 0
    assert f"{len(here)} findings of known.json are no longer found; take out with --prune-baseline" in capsys.readouterr().err
    assert len(read_baseline(known).entries) == len(entries)
    assert main([*call, "--prune-baseline"]) == 0
    assert f"{len(here)} findings taken out of known.json, {len(entries) - len(here)} left" in capsys.readouterr().err
    assert {*read_baseline(known).entries} == {*entries} - here
    assert main(call) == 0
    assert capsys.readouterr() == ("", "")


def test_pruning_takes_in_nothing_new(known: Path) -> None:
    before = known.read_bytes()
    file = Path("broken/unknown-channel.blueprint.yaml")
    file.write_text(file.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    call = ["check", "broken", "--preset", "strict", "--today", "2026-11-21", "--baseline", "known.json", "--prune-baseline"]
    assert main(call) == 1
    assert known.read_bytes() == before


# The file.


def test_the_file_is_sorted_stable_and_says_what_it_holds(known: Path) -> None:
    text = known.read_text(encoding="utf-8")
    document = json.loads(text)
    entries = list(document["findings"].values())
    assert document["version"] == 1
    assert entries == sorted(entries, key=lambda each: (each["file"], each["code"], each["element"]))
    assert text.count("\n") == len(entries) + 5
    assert baseline_text(dict(reversed(read_baseline(known).entries.items()))) == text


def test_a_baseline_is_written_once_and_names_no_more_than_it_found(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = "broken/unknown-channel.blueprint.yaml"
    call = ["check", file, "--write-baseline", "one.json"]
    assert main(call) == 0
    assert "written to one.json; check with --baseline one.json, and only new ones count." in capsys.readouterr().out
    assert main(["check", file, "--baseline", "one.json"]) == 0
    capsys.readouterr()
    assert main(call) == 2
    assert "one.json is already there, and a baseline only shrinks" in capsys.readouterr().err


def at_once(*calls: list[str]) -> list[int]:
    """The statuses of commands that run at the same time."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    begun = [
        subprocess.Popen(
            [sys.executable, "-m", "blueprint", *call], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for call in calls
    ]
    for each in begun:
        assert b"Traceback" not in each.communicate()[1]
    return sorted(each.returncode for each in begun)


def test_of_two_runs_at_once_one_writes_the_baseline(folder: Path) -> None:
    call = ["check", ".", "--write-baseline", "known.json"]
    assert at_once(call, call, call) == [0, 2, 2]
    assert main(["check", ".", "--baseline", "known.json"]) == 0
    assert [each.name for each in folder.iterdir() if "known" in each.name] == ["known.json"]


def test_a_baseline_that_another_run_wrote_meanwhile_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(*_: object, **__: object) -> None:
        Path("known.json").write_text("theirs", encoding="utf-8")

    monkeypatch.setattr(os, "fsync", meanwhile)
    assert main(["check", ".", "--write-baseline", "known.json"]) == 2
    assert Path("known.json").read_text(encoding="utf-8") == "theirs"

    def unlinked(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    Path("known.json").unlink()
    monkeypatch.setattr(os, "link", unlinked)
    assert main(["check", ".", "--write-baseline", "known.json"]) == 2
    Path("known.json").unlink()
    monkeypatch.setattr(os, "fsync", lambda _: None)
    assert main(["check", ".", "--write-baseline", "known.json"]) == 0
    assert [each.name for each in folder.iterdir() if "known" in each.name] == ["known.json"]


def test_two_runs_at_once_leave_a_whole_baseline(known: Path) -> None:
    mended = sorted((known.parent / "broken").glob("no-*.blueprint.yaml"))[0]
    assert f"broken/{mended.name}" in known.read_text(encoding="utf-8")
    mended.unlink()
    call = ["check", "broken", "--preset", "strict", "--today", "2026-11-21", "--baseline", "known.json"]
    assert at_once([*call, "--prune-baseline"], [*call, "--prune-baseline"]) == [0, 0]
    assert f"broken/{mended.name}" not in known.read_text(encoding="utf-8")
    assert main(call) == 0


def test_no_baseline_is_taken_of_a_run_that_could_not_read_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "broken", "nowhere.blueprint.yaml", "--write-baseline", "one.json"]) == 2
    assert "no baseline is written" in capsys.readouterr().err
    assert not Path("one.json").exists()


def test_the_settings_name_a_baseline(known: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("blueprint.toml").write_text('baseline = "known.json"\npreset = "strict"\n', encoding="utf-8")
    assert main(["check", "broken", "--today", "2026-11-21", "--format", "concise"]) == 0
    assert capsys.readouterr().out == ""


def test_standard_input_has_a_baseline_too(known: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = Path("broken/unknown-channel.blueprint.yaml")
    for name, status in (("known.json", 0), ("empty.json", 1)):
        Path("empty.json").write_text('{"version": 1, "findings": {}}', encoding="utf-8")
        with file.open(encoding="utf-8") as text:
            monkeypatch.setattr("sys.stdin", text)
            assert main(["check", "-", "--stdin-filename", file.as_posix(), "--baseline", name]) == status


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no such baseline; make it with --write-baseline"),
        ("", "it is not JSON"),
        ("[" * 100_000, "it is not JSON"),
        ("[]", "it holds no findings"),
        ('{"version": 1}', "it holds no findings"),
        ('{"version": 2, "findings": {}}', "its version is 2, and this program knows version 1"),
        ('{"version": true, "findings": {}}', "its version is True"),
        ('{"version": 1, "findings": {"a": {"code": "CMP001"}}}', "the entry 'a' does not hold the texts code, file"),
        ('{"version": 1, "findings": {"a": 1}}', "the entry 'a' does not hold"),
        ("\udcff", "it is not JSON"),
    ],
)
def test_a_broken_baseline_stops_the_run(tmp_path: Path, text: str | None, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "b.json"
    if text is not None:
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(UsageError, match=said):
        read_baseline(file)
    assert main(["check", str(BROKEN / "five-typos.blueprint.yaml"), "--baseline", str(file)]) == 2
    printed = capsys.readouterr()
    assert said in printed.err
    assert printed.err.count("\n") == 1


def test_pruning_wants_a_baseline(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "broken", "--prune-baseline"]) == 2
    assert "there is no baseline to prune" in capsys.readouterr().err
