"""``blueprint time``: tells time and money, gates, compares, simulates, and says by its status whether that could be done."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from blueprint.cli import main
from blueprint.cli.arguments import parse
from blueprint.documents import dump
from blueprint.terminal import columns
from tests.timing.small import blueprint, with_process

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
SHOESHINE = str(EXAMPLES / "shoeshine.blueprint.yaml")
BIKES = str(EXAMPLES / "city-bikes.blueprint.yaml")
ALL = sorted(str(file) for file in EXAMPLES.glob("*.blueprint.yaml"))
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Time and money\n")[2].partition("\n## ")[0]
UNSOUND = """
blueprint: 1
id: garage
title: Garage
processes:
  repair:
    title: Repair
    phase: in-sale
    kind: other
    start: look
    steps:
      look: {lane: frontstage, does: Looks, choose: [{when: a, to: call}, {otherwise: true, to: mend}]}
      call: {lane: frontstage, does: Calls, next: hand-over}
      mend: {lane: frontstage, does: Mends, next: hand-over}
      hand-over: {lane: frontstage, does: Hands over, join: all, ends: Done}
  wash:
    title: Wash
    phase: in-sale
    kind: other
    start: wash
    steps:
      wash: {lane: frontstage, does: Washes, time: 5min, ends: Done}
"""
TABLE = """
    if the work takes  price  labour  materials  overhead  cost  margin
    2min                0.50    0.20       0.03      0.09  0.32    0.18
    3min                0.50    0.30       0.03      0.09  0.42    0.08
    4min                0.50    0.40       0.03      0.09  0.52   -0.02
"""


def said(capsys: pytest.CaptureFixture[str], *call: str, status: int = 0) -> str:
    assert main(["time", *call]) == status
    return capsys.readouterr().out


def document(capsys: pytest.CaptureFixture[str], *call: str, status: int = 0) -> Any:
    return json.loads(said(capsys, *call, "--format", "json", status=status))


def refused(capsys: pytest.CaptureFixture[str], *call: str) -> str:
    assert main(["time", *call]) == 2
    return capsys.readouterr().err


@pytest.fixture
def garage(tmp_path: Path) -> str:
    file = tmp_path / "garage.blueprint.yaml"
    file.write_text(UNSOUND, encoding="utf-8")
    return str(file)


def test_the_shoeshine_prints_shostacks_table(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, SHOESHINE, "--process", "shine")
    assert TABLE in told
    assert "Nothing is left of the price once the work takes 3min 48s." in told
    assert "kept in 100% of the cases; 2min on average" in told


def test_the_readme_shows_what_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    (command,) = (line.removeprefix("$ blueprint ") for line in SECTION.splitlines() if line.startswith("$ "))
    shown = SECTION.partition("```text\n")[2].partition("```")[0]
    words = command.split()
    assert shown in said(capsys, str(ROOT / words[1]), *words[2:])
    parse(["time", "a.yaml", "--assert", "p95 <= 3d", "--what-if", "pay.time.work=3min", "--simulate", "10000", "--seed", "1"])


@pytest.mark.parametrize("path", ALL, ids=lambda path: Path(path).stem)
@pytest.mark.parametrize("format", ["text", "markdown", "json"])
def test_every_example_is_told_in_every_format(path: str, format: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, path, "--format", format)
    if format == "json":
        assert all(each["reason"] is None for each in json.loads(told)["processes"])
    else:
        assert told.count("\n#" if format == "markdown" else "\n") > 2
        assert format != "text" or max(map(columns, told.splitlines())) <= 80
    assert "None" not in told
    assert "Decimal(" not in told


def test_json_has_one_shape(capsys: pytest.CaptureFixture[str]) -> None:
    told = document(capsys, SHOESHINE)
    assert list(told) == ["version", "id", "title", "processes", "assertions"]
    shine = next(each for each in told["processes"] if each["id"] == "shine")
    assert list(shine) == [
        "id", "title", "reason", "time", "basis", "customer", "staff", "way", "visits", "exits", "outcomes", "hand-offs",
        "crossings", "loads", "money", "promises", "assumed", "simulated",
    ]  # fmt: skip
    assert shine["time"]["standard"] == {"seconds": 120, "working-days": 0, "text": "2min"}
    assert [row["margin"] for row in shine["money"]["by-work"]] == [0.18, 0.08, -0.02]
    assert shine["money"]["standard"] == {
        "price": 0.5,
        "labour": 0.2,
        "materials": 0.03,
        "overhead": 0.09,
        "cost": 0.32,
        "margin": 0.18,
    }
    assert shine["money"]["break-even"]["seconds"] == 228
    assert shine["promises"][0]["id"] == "quick-shine"
    assert {frozenset(each) for each in document(capsys, BIKES)["processes"]} == {frozenset(shine)}


@pytest.mark.parametrize(
    ("assertion", "status"),
    [
        ("p95 <= 3d", 0),
        ("shine: margin >= 0.10", 0),
        ("shine: mean <= 1min", 1),
        ("kept(quick-shine) >= 95%", 0),
        ("cost < 0.10", 1),
    ],
)
def test_assertions_are_gates(assertion: str, status: int, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, SHOESHINE, "--assert", assertion, status=status)
    assert ("DOES NOT HOLD: " in told) == bool(status)
    found = document(capsys, SHOESHINE, "--assert", assertion, status=status)["assertions"]
    assert all(each["holds"] for each in found) != bool(status)


def test_a_gate_tells_what_it_saw(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, SHOESHINE, "--assert", "shine: mean <= 1min", "--process", "restock", status=1)
    assert "DOES NOT HOLD: shine: mean <= 1min (seen: 2min)" in told


def test_an_assertion_that_cannot_be_read_is_pointed_at(capsys: pytest.CaptureFixture[str]) -> None:
    told = refused(capsys, SHOESHINE, "--assert", "shine: margin >= 3d")
    assert told == (
        "blueprint: --assert: 'margin' is money, and '3d' is a time; write one such as 0.10\n"
        "  shine: margin >= 3d\n                   ^\n"
    )


def test_what_if_tells_what_changes(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, SHOESHINE, "--what-if", "brush.time.work=90s")
    assert "* brush.time.work = 90s" in told
    line = next(line for line in told.splitlines() if line.startswith("    standard-margin"))
    assert line.split() == ["standard-margin", "USD", "0.18", "USD", "0.08", "-0.10"]
    found = document(capsys, SHOESHINE, "--what-if", "brush.time.work=90s")["differences"]
    assert {"process": "shine", "figure": "margin", "before": 0.18, "after": 0.08} in found
    assert not [each for each in found if each["process"] == "restock"]


def test_gates_hold_of_what_would_be(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, SHOESHINE, "--what-if", "brush.time.work=3min", "--assert", "shine: margin >= 0", status=1)


def test_what_changes_nothing_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "No figure of any of these processes becomes another." in said(capsys, SHOESHINE, "--what-if", "brush.time.work=30s")


def test_a_change_that_will_not_do_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "'3 minutes' is not a duration" in refused(capsys, SHOESHINE, "--what-if", "brush.time.work=3 minutes")
    assert "did you mean 'brush'?" in refused(capsys, SHOESHINE, "--what-if", "brash.time.work=3min")


def test_simulated_figures_stand_beside_what_is_reckoned(capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, BIKES, "--process", "purchase", "--simulate", "500", "--seed", "7")
    assert "500 cases, seed 7." in told
    assert told == said(capsys, BIKES, "--process", "purchase", "--simulate", "500", "--seed", "7")
    found = document(capsys, BIKES, "--process", "purchase", "--simulate", "500")["processes"][0]
    assert found["simulated"]["cases"] == 500
    mean = found["time"]["mean"]["seconds"]
    assert found["simulated"]["time"]["mean"]["seconds"] == pytest.approx(
        mean, rel=4 * found["simulated"]["time"]["basis"]["error"]
    )


def test_an_unsound_process_has_a_reason_instead_of_times(garage: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = said(capsys, garage, status=1)
    assert "Its flow cannot finish, so it has no times: 'Hands over' waits for" in " ".join(told.split())
    assert "Washes (wash)" in told
    reasons = {each["id"]: each["reason"] for each in document(capsys, garage, status=1)["processes"]}
    assert reasons["wash"] is None
    assert reasons["repair"].startswith("Its flow cannot finish")
    assert main(["time", garage, "--process", "wash"]) == 0
    assert "seen: it has no times" in said(capsys, garage, "--assert", "repair: mean < 1d", "--process", "wash", status=1)


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ("a: {next: gone}", "Its step 'a' names 'gone', which is no step here"),
        ("a: {fails: [{mode: x, recover: gone}], ends: A}", "Its step 'a' names 'gone', which is no step here"),
        ("a: {join: b, next: b}\nb: {ends: B}", "Its step 'a' waits for branches of 'b', which starts none"),
        ("a: {runs: gone, ends: A}", "Its step 'a' runs 'gone', which is no process"),
        ("b: {ends: A}", "Its start 'a' is no step of it"),
        ("a: {next: b}\nb: {next: a}", "Its flow cannot finish, so it has no times: "),
        (
            "a: {time: 1min, choose: [{when: x, to: a, share: 100%}, {when: y, to: b, share: 0%}]}\nb: {ends: B}",
            "It has no times: ",
        ),
    ],
)
def test_why_a_process_has_no_times(steps: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.blueprint.yaml"
    dump(blueprint(steps), file)
    (process,) = document(capsys, str(file), status=1)["processes"]
    assert process["reason"].startswith(reason)
    assert list(process) == ["id", "title", "reason"]


def test_what_a_step_runs_must_have_times_as_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.blueprint.yaml"
    dump(with_process("a: {runs: q, ends: A}", name="q", inner="x: {next: gone}"), file)
    assert "It runs 'q': its step 'x' names 'gone'" in said(capsys, str(file), status=1)


def test_a_blueprint_without_a_process_is_a_wrong_call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.blueprint.yaml"
    file.write_text("blueprint: 1\nid: a\ntitle: A\nprocesses: {}\n", encoding="utf-8")
    assert "the blueprint has no process" in refused(capsys, str(file))


def test_an_unknown_process_is_told_with_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is no process 'shin'; did you mean 'shine'?" in refused(capsys, SHOESHINE, "--process", "shin")


@pytest.mark.parametrize("cases", ["0", "-5", "many", "1e3", "99999999999"])
def test_a_number_of_cases_that_will_not_do_is_refused(cases: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "is not a number of cases" in refused(capsys, SHOESHINE, "--simulate", cases)


def test_what_is_no_blueprint_is_told_with_its_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.blueprint.yaml"
    file.write_text(UNSOUND.replace("time: 5min", "time: -5min"), encoding="utf-8")
    assert main(["time", str(file)]) == 1
    assert "'-5min' is not a duration" in capsys.readouterr().err
    assert "nowhere.blueprint.yaml" in refused(capsys, "nowhere.blueprint.yaml")


def test_a_long_simulation_shows_how_far_it_has_come() -> None:
    pty = pytest.importorskip("pty")
    mine, theirs = pty.openpty()
    program = (
        "import sys; from blueprint.cli import main, progress\n"
        "progress.PATIENCE = progress.PAUSE = 0; sys.exit(main(sys.argv[1:]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program, "time", SHOESHINE, "--process", "shine", "--simulate", "2000"],
        stdout=subprocess.PIPE, stderr=theirs, env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}, check=True,
    )  # fmt: skip
    os.write(theirs, b"END")
    sent = b""
    while not sent.endswith(b"END"):
        sent += os.read(mine, 65536)
    os.close(mine)
    os.close(theirs)
    assert b"[####" in sent
    assert b"/2000 shine" in sent
    assert sent.endswith(b"\r\x1b[KEND")
    assert b"2,000 cases" in result.stdout or b"2000 cases" in result.stdout
