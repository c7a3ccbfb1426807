"""Only what a change brings: git tells what was there, and form means nothing."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from blueprint.cli import main
from blueprint.documents import dumps, loads
from blueprint.documents.writing import json_text

BROKEN = Path(__file__).resolve().parents[1] / "examples" / "broken" / "dangling-references.blueprint.yaml"
TEXT = BROKEN.read_text(encoding="utf-8")
Check = Callable[..., tuple[int, list[str], str]]


def git(*arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one blueprint of several findings, committed."""
    monkeypatch.chdir(tmp_path)
    file = Path("services/shop.blueprint.yaml")
    file.parent.mkdir()
    file.write_text(TEXT, encoding="utf-8")
    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    return file


@pytest.fixture
def check(file: Path, capfd: pytest.CaptureFixture[str]) -> Check:
    def call(*arguments: str) -> tuple[int, list[str], str]:
        status = main(["check", "services", "--format", "concise", "--select", "REF", *arguments])
        printed = capfd.readouterr()
        return status, printed.out.splitlines(), printed.err

    return call


def test_nothing_changed_is_nothing_new(check: Check) -> None:
    status, before, _ = check()
    assert (status, len(before) > 5) == (1, True)
    assert check("--since", "HEAD") == (0, [], f"blueprint: {len(before)} findings left out, older than HEAD\n")


@pytest.mark.parametrize(
    "form", [lambda text: dumps(loads(text)), lambda text: f"# a remark\n\n{text}", lambda text: text.replace("\n", "\r\n")]
)
def test_another_form_is_nothing_new(file: Path, check: Check, form: Callable[[str], str]) -> None:
    file.write_bytes(form(TEXT).encode())
    assert check("--since", "HEAD")[:2] == (0, [])


def test_a_file_that_has_moved_is_nothing_new(file: Path, check: Check) -> None:
    git("mv", str(file), "services/other.blueprint.yaml")
    assert check("--since", "HEAD")[:2] == (0, [])


def test_what_is_new_is_told_and_nothing_else(file: Path, check: Check) -> None:
    before = check()[1]
    file.write_text(TEXT + "systems:\n  nobody-uses-it: {title: New}\n", encoding="utf-8")
    status, new, err = check("--since", "HEAD", "--fail-on", "warning")
    assert status == 1
    assert [line.split()[2] for line in new] == ["REF007"]
    assert f"{len(before)} findings left out" in err
    git("commit", "-am", "two")
    assert check("--since", "HEAD")[1] == []
    assert check("--since", "HEAD~1")[1] == new


def test_an_element_that_says_something_else_shows_its_old_findings(file: Path, check: Check) -> None:
    service = loads(TEXT)
    process = next(iter(service.processes))
    before = check()[1]
    plain = service.plain()
    for name in plain["processes"][process]["steps"]:
        plain["processes"][process]["steps"][name]["does"] += " at once"
    file.write_text(json_text(plain), encoding="utf-8")
    shown = check("--since", "HEAD")[1]
    assert 0 < len(shown) < len(before)


def test_a_file_that_is_new_shows_all(check: Check) -> None:
    Path("services/new.blueprint.yaml").write_text(TEXT.replace("\nid: ", "\nid: new-"), encoding="utf-8")
    assert {line.partition(":")[0] for line in check("--since", "HEAD")[1]} == {"services/new.blueprint.yaml"}


@pytest.mark.parametrize("text", ["title: [\n", "a: 1\n", ""])
def test_a_file_that_cannot_be_read_any_more_shows_it(file: Path, check: Check, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    status, shown, _ = check("--since", "HEAD")
    assert status == 1
    assert shown


def test_a_call_that_cannot_be_carried_out_says_why(
    check: Check, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("nowhere", "--output=x", "HEAD:services", "HEAD\0", "nothing at all"):
        status, _, err = check(f"--since={name}")
        assert status == 2
        assert "git knows no revision" in err
    assert not Path("x").exists()
    with monkeypatch.context() as without:
        without.setenv("PATH", "")
        assert check("--since", "HEAD")[2] == "blueprint: --since asks git, and there is no git here\n"
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    Path("services").mkdir()
    Path("services/a.blueprint.yaml").write_text(TEXT, encoding="utf-8")
    assert check("--since", "HEAD")[2] == "blueprint: --since asks git, and this folder is in no repository of git\n"
    assert main(["check", "-", "--since", "HEAD"]) == 2
