"""``blueprint convert``: files and folders, what is told, what is never written over."""

from pathlib import Path

import pytest

from blueprint import load
from blueprint.cli import main
from blueprint.interchange.convert import planned
from blueprint.interchange.formats import FORMATS, format_named, suffix_of
from tests.interchange.bpmn.writing import document, flow, tasks

PLAIN = document(tasks("a"))
LOSSY = document(tasks("a", "b") + flow("a", "b", name="quickly"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plain.bpmn").write_bytes(PLAIN)
    (tmp_path / "lossy.bpmn20.xml").write_bytes(LOSSY)
    return tmp_path


def test_a_file_becomes_a_blueprint_and_its_notes_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "lossy.bpmn20.xml", "-o", "new.blueprint.yaml"]) == 0
    assert list(load(folder / "new.blueprint.yaml").processes["work"].steps) == ["does-a", "does-b"]
    assert capsys.readouterr().out == (
        "guessed the phase of each process is taken for in-sale, its kind for other: BPMN\n"
        "  does not say\n"
        "  --> lossy.bpmn20.xml:2:1\n"
        "guessed 'Work' is taken for backstage: nothing tells who sees it; --lane\n"
        '  "Work=ROLE" says otherwise\n'
        "  --> lossy.bpmn20.xml:2:112\n"
        "lost the words 'quickly' at an arrow are left out: nothing is chosen there\n"
        "  --> lossy.bpmn20.xml:2:196\n"
        "new.blueprint.yaml written: 2 steps in 1 process, 1 lost, 2 guessed. Now: blueprint check new.blueprint.yaml\n"
    )


def test_json_and_standard_output(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["convert", "plain.bpmn", "-o", "new.blueprint.json", "--quiet"]) == 0
    assert load(folder / "new.blueprint.json").title == "Test"
    assert capsysbinary.readouterr().out == b""
    assert main(["convert", "new.blueprint.json", "-o", "-"]) == 0
    assert capsysbinary.readouterr().out.startswith(b"blueprint: 1\nid: test\n")


def test_the_user_says_who_is_who(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "plain.bpmn", "-o", "new.yaml", "--lane", "work=frontstage"]) == 0
    assert load("new.yaml").processes["work"].steps["does-a"].lane == "frontstage"
    assert "is taken for frontstage" not in capsys.readouterr().out


def test_a_lane_that_no_file_has_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "plain.bpmn", "-o", "new.yaml", "--lane", "Shop=frontstage"]) == 2
    assert "there is no pool or lane 'shop'" in capsys.readouterr().err
    assert not Path("new.yaml").exists()


def test_strict_writes_nothing_that_is_lossy(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["convert", "lossy.bpmn20.xml", "-o", "new.yaml", "--strict"]) == 1
    assert not Path("new.yaml").exists()
    assert capsys.readouterr().out.endswith("Nothing written: 1 file would lose something (--strict).\n")
    assert main(["convert", "plain.bpmn", "-o", "new.yaml", "--strict"]) == 0
    assert Path("new.yaml").exists()


def test_nothing_is_written_over_without_being_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("new.yaml").write_text("mine")
    assert main(["convert", "plain.bpmn", "-o", "new.yaml"]) == 2
    assert "already there: new.yaml; choose another name, or write over with --force" in capsys.readouterr().err
    assert Path("new.yaml").read_text() == "mine"
    assert main(["convert", "plain.bpmn", "-o", "new.yaml", "--force"]) == 0
    assert Path("new.yaml").read_text().startswith("blueprint: 1")


def test_a_folder_becomes_a_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "in" / "deep").mkdir(parents=True)
    (folder / "plain.bpmn").rename("in/deep/plain.bpmn")
    (folder / "lossy.bpmn20.xml").rename("in/lossy.bpmn20.xml")
    (folder / "in" / "other.xml").write_text("<a/>")
    (folder / "in" / "old.xml").write_bytes(PLAIN)
    (folder / "in" / "mine.blueprint.yaml").write_text("blueprint: 1")
    assert main(["convert", "in", "-o", "out/new"]) == 0
    written = sorted(each.relative_to("out/new").as_posix() for each in Path("out/new").rglob("*.yaml"))
    assert written == ["deep/plain.blueprint.yaml", "lossy.blueprint.yaml", "old.blueprint.yaml"]
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[1/3] in/lossy.bpmn20.xml: 2 steps in 1 process, 1 lost, 2 guessed"
    assert lines[-2:] == [
        "[3/3] in/deep/plain.bpmn: 1 step in 1 process, 2 guessed",
        "3 of 3 files converted into out/new.",
    ]


def test_a_broken_file_does_not_stop_the_others(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("in").mkdir()
    Path("in/a.bpmn").write_text("<a>")
    Path("in/b.bpmn").write_bytes(PLAIN)
    assert main(["convert", "in", "-o", "out"]) == 1
    told = capsys.readouterr()
    assert told.err == "blueprint: in/a.bpmn:1:4: this is not well-formed XML: no element found\n"
    assert told.out.endswith("1 of 2 files converted into out.\n")
    assert Path("out/b.blueprint.yaml").exists()
    assert main(["convert", "in", "-o", "strict", "--strict"]) == 1
    assert not Path("strict").exists()


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["gone.bpmn", "-o", "x.yaml"], "gone.bpmn: there is no such file"),
        (["plain.bpmn", "-o", "x.docx"], "x.docx: convert writes files whose names end in"),
        (["plain.txt", "-o", "x.yaml"], "plain.txt: convert reads files whose names end in"),
        (["plain.bpmn", "-o", "x", "--to", "word"], "there is no format 'word' to write; there is yaml"),
        (["plain.bpmn", "-o", "x.yaml", "--lane", "Shop"], "--lane 'Shop' is not NAME=ROLE"),
        (["empty", "-o", "out"], "empty: there is nothing to convert in this folder"),
        (["twice", "-o", "out"], "twice/a.bpmn and twice/a.bpmn2 would both be written to out/a.blueprint.yaml; rename one"),
        ([".", "-o", "plain.bpmn"], "plain.bpmn: a folder is converted into a folder; name one with -o"),
        (["plain.bpmn", "-o", "plain.bpmn/x.yaml"], "plain.bpmn"),
    ],
)
def test_calls_that_make_no_sense(folder: Path, capsys: pytest.CaptureFixture[str], call: list[str], told: str) -> None:
    Path("empty").mkdir()
    Path("twice").mkdir()
    Path("twice/a.bpmn").write_bytes(PLAIN)
    Path("twice/a.bpmn2").write_bytes(PLAIN)
    assert main(["convert", *call]) == 2
    assert told in capsys.readouterr().err


def test_what_a_terminal_must_not_see_is_cleaned(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("evil.bpmn").write_bytes(document('<task id="a" name="&#x9b;31m"/>' + tasks("b") + flow("a", "b", name="&#x9b;31m")))
    assert main(["convert", "evil.bpmn", "-o", "new.yaml"]) == 0
    assert "\x9b" not in capsys.readouterr().out


def test_every_format_is_found_by_each_of_its_names() -> None:
    for each in FORMATS:
        for suffix in each.suffixes:
            assert suffix_of(f"orders{suffix}", each) == suffix
            assert not each.reads or format_named(f"orders{suffix}") is each
            assert not each.writes or format_named(f"orders{suffix}", writing=True) is each
        assert not each.reads or each.reader
        assert not each.writes or each.writer


def test_a_file_can_go_into_a_folder(folder: Path) -> None:
    (job,) = planned("plain.bpmn", "out/", "json")
    assert job.target == Path("out/plain.blueprint.json")
