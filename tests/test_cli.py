"""The command line as users meet it: what it prints, and with which status it ends."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from blueprint import __version__
from blueprint.cli import main
from blueprint.documents import load
from blueprint.drawing import engine
from blueprint.source import yaml_text
from blueprint.templates import described

ROOT = Path(__file__).resolve().parents[1]
BIKES = ROOT / "examples" / "city-bikes.blueprint.yaml"
BROKEN = ROOT / "examples" / "broken"
SOUND = (ROOT / "blueprint" / "templates" / "minimal.yaml").read_text(encoding="utf-8")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call the command in an empty folder: its status, what it printed, what it said of errors."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([str(each) for each in arguments])
        printed = capfd.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A blueprint that passes."""
    file = tmp_path / "sound.blueprint.yaml"
    file.write_text(SOUND, encoding="utf-8")
    return file


def test_a_sound_blueprint_passes(run: Run, sound: Path) -> None:
    assert run("check", sound.name) == (0, "1 file checked: nothing found.\n", "")


def test_who_calls_from_python_keeps_the_collector_as_it_was(run: Run, sound: Path) -> None:
    before = gc.get_threshold(), gc.get_freeze_count()
    assert run("check", sound.name)[0] == 0
    assert (gc.get_threshold(), gc.get_freeze_count()) == before


def test_a_finding_is_told_with_its_line(run: Run, sound: Path) -> None:
    sound.write_text(SOUND.replace("next: advise", "next: advice"), encoding="utf-8")
    status, out, _ = run("check", sound.name)
    assert status == 1
    assert "error REF001 there is no step 'advice'" in out
    assert "did you mean 'advise'?" in out
    assert "--> sound.blueprint.yaml:36:15" in out
    assert "36 |         next: advice\n   |               ^^^^^^" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_json_report_keeps_its_contract(run: Run, sound: Path) -> None:
    sound.write_text(SOUND.replace("next: advise", "next: advice"), encoding="utf-8")
    status, out, _ = run("check", sound.name, "--format", "json")
    report = json.loads(out)
    assert status == 1
    assert report["version"] == 1
    assert report["summary"] == {"files": 1, "error": 1, "warning": 0, "info": 0, "suppressed": 0, "skipped": 0}
    (finding,) = report["findings"]
    assert list(finding) == [
        "code", "name", "severity", "message", "file", "pointer", "line", "column", "end_line", "end_column", "element",
        "fingerprint", "help",
    ]  # fmt: skip
    assert finding["pointer"] == "/processes/advice/steps/ask/next"
    assert finding["element"] == "advice.ask"
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (36, 15, 36, 21)


def test_concise_and_github_reports_are_one_line_each(run: Run, sound: Path) -> None:
    sound.write_text(SOUND.replace("next: advise", "next: advice"), encoding="utf-8")
    assert run("check", sound.name, "--format", "concise")[1].startswith(
        "sound.blueprint.yaml:36:15: error REF001 there is no step"
    )
    line = run("check", sound.name, "--format", "github")[1]
    place = "file=sound.blueprint.yaml,line=36,endLine=36,col=15,endColumn=21,title=REF001 unknown-step"
    assert line.startswith(f"::error {place}::there is no step 'advice'")


def test_github_puts_errors_first_and_escapes(run: Run) -> None:
    _, out, _ = run("check", BROKEN / "five-typos.blueprint.yaml", BROKEN / "review-overdue.blueprint.yaml", "--format", "github")
    levels = [line.partition(" ")[0] for line in out.splitlines()]
    assert levels == sorted(levels)
    assert "::warning" in levels
    assert all(line.count("\n") == 0 for line in out.splitlines())


def test_several_reports_at_once(run: Run, sound: Path, tmp_path: Path) -> None:
    status, out, _ = run("check", sound.name, "--output", "json=report.json", "--output", "github=report.txt")
    assert (status, out) == (0, "1 file checked: nothing found.\n")
    assert json.loads((tmp_path / "report.json").read_text())["findings"] == []
    assert (tmp_path / "report.txt").read_text() == ""


def test_fail_on_says_what_counts(run: Run) -> None:
    overdue = BROKEN / "review-overdue.blueprint.yaml"
    assert run("check", overdue, "--today", "2026-11-21")[0] == 0
    assert run("check", overdue, "--today", "2026-11-21", "--fail-on", "warning")[0] == 1
    assert run("check", BROKEN / "no-complaint-handling.blueprint.yaml", "--fail-on", "never")[0] == 0


def test_standard_input_has_a_name(run: Run, monkeypatch: pytest.MonkeyPatch, sound: Path) -> None:
    with sound.open(encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert run("check", "-", "--stdin-filename", "piped.blueprint.yaml", "--format", "json")[0] == 0


def test_broken_examples_fail_and_complete_ones_pass() -> None:
    assert main(["check", str(ROOT / "examples"), "--config", str(ROOT / "pyproject.toml"), "--today", "2026-11-21"]) == 0
    assert main(["check", str(BROKEN)]) == 1


def test_ignored_and_excluded_files_are_left_out_of_folders(run: Run, sound: Path, tmp_path: Path) -> None:
    for folder in ("drafts", "build", "kept", ".hidden"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "bad.blueprint.yaml").write_text("title: [", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("build/\n", encoding="utf-8")
    (tmp_path / "blueprint.toml").write_text('exclude = ["drafts"]\n', encoding="utf-8")
    status, out, _ = run("check", ".", "--format", "concise")
    assert status == 1
    assert [line.partition(":")[0] for line in out.splitlines()] == ["kept/bad.blueprint.yaml"]
    assert run("check", "drafts/bad.blueprint.yaml")[0] == 1


BAD_CALLS = {
    "a missing file": (["check", "nowhere.blueprint.yaml"], "nowhere.blueprint.yaml: there is no such file"),
    "a folder without blueprints": (["check", "empty"], "empty: there is no blueprint in this folder"),
    "another kind of file": (["check", "notes.txt"], "notes.txt: a blueprint's name ends in .blueprint.yaml"),
    "a folder where a file belongs": (["render", "empty", "-o", "x.svg"], "empty: this is a folder; name a file in it"),
    "an unknown rule": (["check", "--select", "CMP01"], "there is no rule 'CMP01'; did you mean 'CMP001'?"),
    "an unknown rule to ignore": (["check", "--ignore", "ZZZ"], "there is no rule 'ZZZ'"),
    "a missing config": (["check", "--config", "none.toml"], "none.toml: cannot be read"),
    "a wrong suffix to draw": (["render", "sound.blueprint.yaml", "-o", "x.gif"], "x.gif: drawings are written as .svg"),
    "no suffix to draw": (["render", "sound.blueprint.yaml", "-o", "x"], "x: drawings are written as .svg"),
    "an output folder that is missing": (["render", "sound.blueprint.yaml", "-o", "no/x.dot"], "the folder no does not exist"),
    "an unknown process to draw": (
        ["render", "sound.blueprint.yaml", "-o", "x.dot", "--process", "p"],
        "there is no process 'p'",
    ),
    "an unknown process to show": (["show", "sound.blueprint.yaml", "--process", "sal"], "did you mean 'sale'?"),
    "an unknown rule to explain": (["explain", "REF02"], "there is no rule 'REF02'; did you mean 'REF002'?"),
    "a name that is no id": (["new", "My Shop"], "'My Shop' is not an id"),
    "a file that is there": (["new", "sound"], "sound.blueprint.yaml is already there"),
    "a report into a missing folder": (
        ["check", "sound.blueprint.yaml", "--output", "json=no/r.json"],
        "the folder no does not exist",
    ),
}


@pytest.mark.parametrize("name", BAD_CALLS)
def test_bad_calls_end_with_two_and_one_line(run: Run, sound: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    arguments, message = BAD_CALLS[name]
    status, _, err = run(*arguments)
    assert status == 2
    assert message in err
    assert err.count("\n") == 1
    assert err.startswith("blueprint: ")


@pytest.mark.parametrize(
    "arguments", [[], ["chekc"], ["check", "--today", "soon"], ["check", "--output", "pdf=x"], ["render", "x"]]
)
def test_calls_that_make_no_sense_end_with_two(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_the_report_prints_although_something_could_not_be_read(run: Run, sound: Path) -> None:
    status, out, err = run("check", sound.name, "nowhere.blueprint.yaml")
    assert (status, out) == (2, "1 file checked: nothing found.\n")
    assert err == "blueprint: nowhere.blueprint.yaml: there is no such file\n"


def test_content_that_cannot_be_read_is_a_finding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.blueprint.yaml").write_bytes(b"")
    (tmp_path / "latin.blueprint.yaml").write_bytes(b"title: Caf\xe9\n")
    (tmp_path / "large.blueprint.yaml").write_bytes(b"# " + b"x" * 50_000_000)
    status, out, err = run("check", ".", "--format", "concise")
    assert status == 1
    assert [line.split()[2] for line in out.splitlines()] == ["SYN008", "SYN007", "SYN001"]
    assert err == ""
    assert run("render", "latin.blueprint.yaml", "-o", "x.svg")[0] == 1


def test_an_unreadable_file_is_named(run: Run, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    status, _, err = run("check", sound.name, "--select", "SYN")
    assert (status, err) == (2, "blueprint: sound.blueprint.yaml: cannot be read (permission denied)\n")


def test_a_full_disk_leaves_the_old_file_whole(run: Run, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "drawing.dot"
    target.write_text("old", encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    status, _, err = run("render", sound.name, "-o", target.name)
    assert (status, err) == (2, "blueprint: drawing.dot: cannot be written (no space left on device)\n")
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drawing.dot", "sound.blueprint.yaml"]


def test_an_interrupted_write_leaves_the_old_file_whole(
    run: Run, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "drawing.dot"
    target.write_text("old", encoding="utf-8")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    assert run("render", sound.name, "-o", target.name)[0] == 130
    assert sorted(path.name for path in tmp_path.iterdir()) == ["drawing.dot", "sound.blueprint.yaml"]


def test_a_link_and_a_device_stay_what_they_are(run: Run, sound: Path, tmp_path: Path) -> None:
    (tmp_path / "real.dot").write_text("old", encoding="utf-8")
    (tmp_path / "link.dot").symlink_to("real.dot")
    assert run("render", sound.name, "-o", "link.dot")[0] == 0
    assert (tmp_path / "link.dot").is_symlink()
    assert (tmp_path / "real.dot").read_text(encoding="utf-8").startswith("digraph")
    assert run("render", sound.name, "--format", "dot", "-o", os.devnull)[0] == 0
    assert Path(os.devnull).is_char_device()


def test_a_missing_engine_says_how_to_get_it(run: Run, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.command.cache_clear()
    monkeypatch.setattr(engine.shutil, "which", lambda *_, **__: None)
    status, _, err = run("render", sound.name, "-o", "x.svg")
    engine.command.cache_clear()
    assert status == 3
    assert "pip install graphviz-pure" in err
    assert err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for the engine is a shell script")
def test_a_crashing_engine_is_told_in_one_line(run: Run, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "engine"
    fake.write_text("#!/bin/sh\necho 'Error: out of ink' >&2\nexit 1\n", encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(engine, "command", lambda _: fake)
    status, _, err = run("render", sound.name, "-o", "x.svg")
    assert status == 3
    assert "out of ink" in err
    assert err.count("\n") == 1


def test_missing_libyaml_says_how_to_get_it(run: Run, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    status, _, err = run("check", sound.name)
    assert status == 2
    assert "PyYAML has no libyaml here" in err
    assert err.count("\n") == 1
    assert yaml_text.MAX_DEPTH > 8


def test_a_crashed_rule_ends_with_three_and_the_report_still_prints(run: Run, sound: Path, tmp_path: Path) -> None:
    (tmp_path / "house.py").write_text(
        "from blueprint.rules import Severity, rule\n"
        "@rule('HOUSE001', Severity.error, source='House', bad='', good='title: A', spares='All.')\n"
        "def house_rule(view):\n    '''It fails.'''\n    raise RuntimeError('no house')\n",
        encoding="utf-8",
    )
    (tmp_path / "blueprint.toml").write_text('packs = ["./house.py"]\n', encoding="utf-8")
    status, out, err = run("check", sound.name)
    assert (status, out) == (3, "1 file checked: nothing found.\n")
    assert err == "blueprint: rule HOUSE001 failed on sound.blueprint.yaml: RuntimeError: no house\n"


def test_our_own_fault_is_told_without_a_traceback(run: Run, sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr("blueprint.cli.check.find_inputs", fail)
    status, _, err = run("check", sound.name)
    assert status == 3
    assert err.startswith("blueprint: our own fault, please report it: ZeroDivisionError: by nought")


def test_render_writes_what_the_suffix_tells(run: Run, tmp_path: Path) -> None:
    for suffix, start in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF-"), ("dot", b"digraph")):
        assert run("render", BIKES, "-o", f"bikes.{suffix}")[0] == 0
        assert (tmp_path / f"bikes.{suffix}").read_bytes().startswith(start)
    assert (tmp_path / "bikes.svg").read_bytes() == (ROOT / "examples" / "city-bikes.svg").read_bytes()
    status, out, _ = run("render", BIKES, "-o", "-", "--format", "dot", "--process", "advice")
    assert status == 0
    assert "Recommends" in out
    assert "Complains" not in out


def test_each_process_can_have_a_drawing_of_its_own(run: Run, tmp_path: Path) -> None:
    assert run("render", BIKES, "-o", "bikes.dot", "--split")[0] == 0
    assert sorted(each.name for each in tmp_path.glob("bikes-*")) == sorted(f"bikes-{each}.dot" for each in load(BIKES).processes)
    assert "Recommends" in (tmp_path / "bikes-advice.dot").read_text(encoding="utf-8")
    assert "Complains" not in (tmp_path / "bikes-advice.dot").read_text(encoding="utf-8")
    status, _, err = run("render", BIKES, "-o", "-", "--split")
    assert (status, err) == (2, "blueprint: --split writes one file for each process; name it with -o, such as -o service.svg\n")


def test_findings_are_numbered_on_the_drawing(run: Run) -> None:
    broken = BROKEN / "question-without-answer.blueprint.yaml"
    _, told, _ = run("check", broken, "--format", "concise")
    status, out, _ = run("render", broken, "-o", "-", "--format", "dot", "--findings")
    assert status == 0
    assert out.count("class=finding") >= len(told.splitlines()) > 0
    assert "finding, listed below" in out
    assert "finding, listed below" not in run("render", BIKES, "-o", "-", "--format", "dot", "--findings")[1]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (("--wrap", "-1"), "a row holds 1 column at least, or any number (0), not -1"),
        (("--theme", "drak"), "there is no theme 'drak'; did you mean 'dark'?"),
        (("--show", "cots"), "there is no layer 'cots'; did you mean 'cost'?"),
        (("--scale", "100"), "a scale lies above 0 and is 8 at most, not 100"),
    ],
)
def test_a_drawing_that_cannot_be_says_why(more: tuple[str, ...], message: str, run: Run, tmp_path: Path) -> None:
    status, _, err = run("render", BIKES, "-o", "x.png", *more)
    assert (status, err) == (2, f"blueprint: {message}\n")
    assert not list(tmp_path.glob("x.*"))


def test_what_is_hard_to_see_in_a_theme_of_ones_own_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('ink = "#999999"\n', encoding="utf-8")
    status, _, err = run("render", BIKES, "-o", "x.dot", "--theme", "house.toml")
    assert status == 0
    assert "blueprint: house.toml: hard to see: title on paper: 2.8 to 1, 4.5 is wanted (WCAG AA)\n" in err
    assert run("render", BIKES, "-o", "x.dot", "--theme", "dark")[2] == ""


def test_a_fault_is_marked_on_the_drawing(run: Run) -> None:
    stuck = BROKEN / "waits-for-what-never-comes.blueprint.yaml"
    for fault in ("FLW003", "flw003@hand-over", "FLW003@repair.hand-over"):
        status, out, _ = run("render", stuck, "-o", "-", "--process", "repair", "--fault", fault)
        assert status == 0
        assert "a case, step by step" in out
        assert "where it fails" in out
    status, _, err = run("render", stuck, "-o", "-", "--fault", "FLW003@bring")
    assert status == 2
    assert err == "blueprint: there is no finding FLW003@bring that can be drawn; there is FLW003@repair.hand-over\n"
    told = run("check", stuck)[1]
    assert "  Such a case: Leaves car and key > Looks the car over > Mends it\n" in told
    (finding,) = json.loads(run("check", stuck, "--format", "json")[1])["findings"]
    assert finding["run"][-1] == {"element": "repair.mend", "does": "Mends it"}


def test_show_tells_every_step_in_eighty_columns(run: Run) -> None:
    status, out, _ = run("show", BIKES)
    assert status == 0
    assert "City Bikes, web shop with service points" in out
    assert "  * Backstage: Checks stock" in out
    assert "      -> if out of stock (8%): 'Offers another frame or the money back'" in out
    assert max(map(len, out.splitlines())) <= 80
    only = run("show", BIKES, "--process", "advice")[1]
    assert "Recommends a frame" in only
    assert "Checks stock" not in only


@pytest.mark.parametrize("template", described())
def test_new_blueprints_pass_the_strictest_preset(run: Run, tmp_path: Path, template: str) -> None:
    assert run("new", "corner-shop", "--template", template)[0] == 0
    text = (tmp_path / "corner-shop.blueprint.yaml").read_text(encoding="utf-8")
    assert "id: corner-shop\ntitle: Corner shop\n" in text
    assert run("check", "--preset", "strict") == (0, "1 file checked: nothing found.\n", "")
    assert run("new", "corner-shop", "--template", template, "--force")[0] == 0
    assert run("new", "corner-shop", "-o", "-")[1].startswith("# ")


def test_the_help_of_new_says_what_each_template_holds(run: Run) -> None:
    out = run("new", "--help")[1]
    assert set(described()) == {"minimal", "shop", "bank", "hotel", "software", "public-service"}
    for name, about in described().items():
        assert f"  {name:<16}{about}\n" in out
    assert max(map(len, out.splitlines())) <= 80


def test_explain_says_all_there_is(run: Run) -> None:
    status, out, _ = run("explain", "rec001", "no-complaint-handling")
    assert status == 0
    for part in ("REC001 fail-point-without-recovery", "Not so:", "# <- here", "But so:", "Not flagged:", "Source:", "CMP001"):
        assert part in out


def test_rules_are_listed_in_three_ways(run: Run) -> None:
    assert "CMP  complaint handling" in run("rules")[1]
    assert "| CMP001 | `no-complaint-handling` | error |" in run("rules", "--format", "markdown")[1]
    rules = json.loads(run("rules", "--format", "json", "--preset", "correctness")[1])
    assert {rule["code"][:3] for rule in rules} == {"SYN", "SCH", "REF", "FLW"}


def test_schema_is_printed_and_written(run: Run, tmp_path: Path) -> None:
    printed = run("schema")[1]
    assert json.loads(printed)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert run("schema", "-o", ".")[0] == 0
    assert (tmp_path / "blueprint-1.schema.json").read_text(encoding="utf-8") == printed


def test_the_module_runs_as_the_command_does() -> None:
    result = subprocess.run([sys.executable, "-m", "blueprint", "--version"], capture_output=True, text=True, check=True)
    assert result.stdout == f"blueprint {__version__}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_the_status_tells_where_nothing_can_be_printed(closed: str, sound: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for path, status in ((sound, 0), (BROKEN / "five-typos.blueprint.yaml", 1), ("nowhere", 2)):
        command = f"'{sys.executable}' -m blueprint check '{path}' {closed}"
        result = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, check=False)
        assert result.returncode == status
        assert "Traceback" not in result.stderr + result.stdout


def test_a_profile_or_a_debugger_gets_to_its_end(sound: Path) -> None:
    command = [sys.executable, "-m", "cProfile", "-m", "blueprint", "check", str(sound)]
    result = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False)
    assert "function calls" in result.stdout


def test_a_closed_pipe_is_no_error() -> None:
    command = [sys.executable, "-m", "blueprint", "rules", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize(("variable", "painted"), [("", True), ("1", False)])
def test_colour_only_on_a_terminal_and_not_against_no_color(
    sound: Path, monkeypatch: pytest.MonkeyPatch, variable: str, *, painted: bool
) -> None:
    pty = pytest.importorskip("pty")
    environment = {**os.environ, "NO_COLOR": variable, "TERM": "xterm"}
    mine, theirs = pty.openpty()
    subprocess.run([sys.executable, "-m", "blueprint", "check", str(sound)], stdout=theirs, env=environment, check=True, cwd=ROOT)
    os.close(theirs)
    assert (b"\x1b[" in os.read(mine, 4096)) is painted
    os.close(mine)
