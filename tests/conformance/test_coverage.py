"""``blueprint coverage``: which stages the processes keep, and where."""

import json
from pathlib import Path

import pytest

from blueprint.cli import main
from blueprint.terminal import columns

EXAMPLES = Path(__file__).parents[2] / "examples"
BARBER = EXAMPLES / "broken" / "refused-without-a-way-on.blueprint.yaml"
ON = ("--today", "2026-11-21")


def told(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> str:
    assert main(["coverage", str(path), *ON, *more]) == 0
    return capsys.readouterr().out


def test_every_stage_is_told_with_its_steps_and_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, BARBER).splitlines()
    assert lines[0] == "Complaint handling (iso-10002) in 'Not happy with the cut' (complaints)"
    assert "  + communication       sale.pay" in lines
    assert "  + decision            settle and explain" in lines
    assert "  ? prevention          advised" in lines
    assert "  ! recourse            MISSING in a case that ends with 'Explained'" in lines
    assert lines[-1] == "10 stages owed or done: 9 kept, 0 left out with a reason, 1 not kept."


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.blueprint.yaml")), ids=lambda path: path.name)
def test_sound_examples_keep_all_they_owe_in_80_columns(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, path)
    assert max(map(columns, text.splitlines())) <= 80
    assert "  ! " not in text
    assert text.rstrip().endswith(" 0 not kept.") or text.startswith("No process follows a standard")


def test_left_out_stages_say_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert "left out at settle: Facts plain and within" in told(capsys, EXAMPLES / "city-bikes.blueprint.yaml")


def test_a_table_has_a_row_for_each_stage_and_a_column_for_each_process(capsys: pytest.CaptureFixture[str]) -> None:
    lines = told(capsys, BARBER, "--format", "markdown").splitlines()
    assert lines[:4] == ["## Complaint handling (iso-10002)", "", "| stage | Not happy with the cut |", "| --- | --- |"]
    assert len(lines) == 4 + 11
    assert "| Telling how to complain (`communication`) | kept: sale.pay |" in lines


def test_json_holds_everything(capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(told(capsys, BARBER, "--format", "json"))
    assert (document["version"], document["id"]) == (1, "barber-at-the-bridge")
    (verdict,) = document["coverage"]
    stages = {stage["id"]: stage for stage in verdict["stages"]}
    assert stages["receipt"] == {
        "id": "receipt",
        "title": "Recording the complaint",
        "state": "kept",
        "steps": ["complaints.complain"],
        "skips": {},
        "faults": [],
    }
    (fault,) = stages["recourse"]["faults"]
    assert fault["kind"] == stages["recourse"]["state"] == "missing"
    assert fault["run"] == ["complaints.complain", "complaints.look", "complaints.explain"]


def test_who_follows_nothing_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys, EXAMPLES / "shoeshine.blueprint.yaml").startswith("No process follows a standard")


def test_what_cannot_be_judged_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = BARBER.read_text(encoding="utf-8")
    file = tmp_path / "loop.blueprint.yaml"
    file.write_text(text.replace("ends: Put right", "next: settle"), encoding="utf-8")
    assert "its flow cannot finish; mend that first (blueprint check)" in told(capsys, file)
    unsaid = EXAMPLES / "broken" / "complaints-in-no-order-of-anybody.blueprint.yaml"
    assert "no step says which stages it keeps (realises)" in told(capsys, unsaid)


def test_what_is_no_blueprint_gives_status_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "none.blueprint.yaml"
    file.write_text("title: A\n", encoding="utf-8")
    assert main(["coverage", str(file)]) == 1
    assert "processes" in capsys.readouterr().err


def test_own_standards_are_covered_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "house.yaml").write_text(
        "standard: 1\nid: house\ntitle: House rule\nsource: House\nstages:\n  greet: {title: Greeting, why: It is polite.}\n",
        encoding="utf-8",
    )
    file = tmp_path / "inn.blueprint.yaml"
    file.write_text(
        "blueprint: 1\nid: inn\ntitle: Inn\nstandards: {house: {file: house.yaml}}\nprocesses:\n"
        "  stay:\n    title: Stay\n    phase: in-sale\n    kind: other\n    follows: [house]\n    start: come\n    steps:\n"
        "      come: {lane: frontstage, does: Greets, realises: [house/greet], ends: In}\n",
        encoding="utf-8",
    )
    assert "  + greet  come" in told(capsys, file)
