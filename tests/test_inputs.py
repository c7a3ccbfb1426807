"""What is checked: nothing passes because nothing was looked at, and a line is that of the file, whatever it stands in."""

import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.checking import check_paths
from blueprint.cli import main
from blueprint.config import Nearest, Settings
from blueprint.inputs import find_inputs
from blueprint.source import Source, read_source
from blueprint.source.embedded import each_document, in_markdown

SOUND = (Path(__file__).resolve().parents[1] / "blueprint" / "templates" / "minimal.yaml").read_text(encoding="utf-8")
BROKEN = SOUND.replace("next: advise", "next: advice")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the calls are made in, with one sound blueprint."""
    monkeypatch.chdir(tmp_path)
    written("sound.blueprint.yaml", SOUND)
    return tmp_path


def written(name: str, text: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


# Nothing passes in silence.

SILENT: dict[str, tuple[dict[str, str], list[str], int, str]] = {
    "a missing file": ({}, ["nowhere.blueprint.yaml"], 2, "nowhere.blueprint.yaml: there is no such file"),
    "a missing file beside a sound one": ({}, ["sound.blueprint.yaml", "nowhere.blueprint.yaml"], 2, "there is no such file"),
    "a folder without blueprints": ({"empty/notes.txt": ""}, ["empty"], 2, "empty: there is no blueprint in this folder"),
    "a folder with names nearly right": ({"a/shop.yaml": SOUND}, ["a"], 2, "a name ends in .blueprint.yaml"),
    "a folder whose blueprints are all excluded": (
        {"a/b/shop.blueprint.yaml": SOUND, "blueprint.toml": 'exclude = ["a/b"]'},
        ["a"],
        2,
        "a: there is no blueprint in this folder",
    ),
    "a folder whose blueprints git ignores": (
        {"a/shop.blueprint.yaml": SOUND, "a/.gitignore": "*.yaml"},
        ["a"],
        2,
        "a: there is no blueprint in this folder",
    ),
    "a glob that nothing matches": ({}, ["services/*.yaml"], 2, "services/*.yaml: nothing matches this"),
    "a glob that matches no blueprint": ({"a/notes.txt": ""}, ["a/*"], 2, "a/*: nothing matches this, or no blueprint does"),
    "a file that is excluded by force": (
        {"blueprint.toml": 'exclude = ["*.yaml"]'},
        ["--force-exclude", "sound.blueprint.yaml"],
        2,
        "nothing was checked",
    ),
    "another kind of file": ({"notes.txt": ""}, ["notes.txt"], 2, "notes.txt: a blueprint's name ends in"),
    "a page without a blueprint": ({"notes.md": "```yaml\na: 1\n```\n"}, ["notes.md"], 2, "there is no blueprint in this file"),
    "pages of a glob without a blueprint": ({"a/notes.md": "# Notes\n"}, ["a/*.md"], 2, "nothing was checked"),
    "an empty file": ({"e.blueprint.yaml": ""}, ["e.blueprint.yaml"], 1, "SYN008"),
    "a file of comments": ({"e.blueprint.yaml": "# nothing\n"}, ["e.blueprint.yaml"], 1, "SYN008"),
    "an empty document behind a sound one": ({"e.blueprint.yaml": f"{SOUND}---\n"}, ["e.blueprint.yaml"], 1, "SYN009"),
    "a broken document behind a sound one": (
        {"e.blueprint.yaml": f"{SOUND}---\nblueprint: 1\ntitle: [\n"},
        ["e.blueprint.yaml"],
        1,
        "SYN002",
    ),
    "a misspelt command": ({}, ["--chekc"], 2, "--chekc"),
    "an unknown rule": ({}, ["--select", "CMP01"], 2, "did you mean 'CMP001'?"),
    "an unknown rule to ignore": ({}, ["--ignore", "CPM"], 2, "there is no rule 'CPM'"),
    "an unknown rule in the settings": ({"blueprint.toml": 'select = ["CMP01"]'}, [], 2, "did you mean 'CMP001'?"),
    "a misspelt severity": ({"blueprint.toml": 'fail-on = "eror"'}, [], 2, "did you mean 'error'?"),
    "a misspelt severity of the call": ({}, ["--fail-on", "eror"], 2, "eror"),
    "a misspelt severity of a rule": ({"blueprint.toml": '[severity]\nCMP001 = "wrning"'}, [], 2, "did you mean 'warning'?"),
    "a severity of an unknown rule": ({"blueprint.toml": '[severity]\nCMP01 = "info"'}, [], 2, "did you mean 'CMP001'?"),
    "an unknown key in a blueprint": (
        {"k.blueprint.yaml": f"ownr: me\n{SOUND}"},
        ["k.blueprint.yaml"],
        1,
        "SCH001",
    ),
    "settings that build on themselves": (
        {"blueprint.toml": 'extends = "blueprint.toml"'},
        [],
        2,
        "leads back here, in a circle",
    ),
    "settings that build on nothing": ({"blueprint.toml": 'extends = "strickt"'}, [], 2, "did you mean 'strict'?"),
    "a revision without a repository": ({}, ["--since", "main"], 2, "this folder is in no repository of git"),
    "an option of a rule that has none": ({"blueprint.toml": "[options.CMP001]\nx = 1"}, [], 2, "there is no such option"),
    "a misspelt setting": ({"blueprint.toml": 'ingore = ["CMP"]'}, [], 2, "did you mean 'ignore'?"),
    "settings that are no TOML": ({"blueprint.toml": "ignore = ["}, [], 2, "blueprint.toml: is not TOML"),
    "settings that are missing": ({}, ["--config", "none.toml"], 2, "none.toml: cannot be read"),
    "a pack that is missing": ({"blueprint.toml": 'packs = ["./house.py"]'}, [], 2, "there is no such file"),
    "a baseline that is missing": ({}, ["--baseline", "none.json"], 2, "none.json: there is no such baseline"),
    "a standard that is missing": ({"blueprint.toml": 'standards = ["x.standard.yaml"]'}, [], 2, "there is no such file"),
    "a report into a missing folder": ({}, ["--output", "sarif=no/r.sarif"], 2, "the folder no does not exist"),
    "an unknown format": ({}, ["--format", "sraif"], 2, "sraif"),
}


@pytest.mark.parametrize("name", SILENT)
def test_nothing_passes_in_silence(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    files, call, status, said = SILENT[name]
    for file, text in files.items():
        written(file, text)
    assert main(["check", *call, "--format", "concise"] if "--format" not in call else ["check", *call]) == status
    printed = capfd.readouterr()
    assert said in printed.out + printed.err
    assert "Traceback" not in printed.err
    assert printed.err.strip() or printed.out.strip()


EMPTY = [name for name in SILENT if name.startswith(("a folder", "a glob", "pages of", "a file that is excluded"))]


@pytest.mark.parametrize("name", EMPTY)
def test_what_is_empty_may_pass_where_the_call_says_so(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    files, call, _, _ = SILENT[name]
    for file, text in files.items():
        written(file, text)
    assert main(["check", *call, "--allow-empty"]) == 0
    assert capfd.readouterr() == ("0 files checked: so nothing was found either.\n", "")


def test_a_missing_file_does_not_pass_even_then() -> None:
    assert main(["check", "nowhere.blueprint.yaml", "--allow-empty"]) == 2


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_standard_input_does_not_pass(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["check", "-"]) == 1
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["check", "-", "--stdin-filename", "page.md"]) == 2


def test_a_folder_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    written("closed/shop.blueprint.yaml", SOUND)
    scan = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert main(["check", "."]) == 2
    assert "closed: this folder cannot be read (permission denied)" in capfd.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_what_is_no_file_is_told_and_not_waited_for(capfd: pytest.CaptureFixture[str]) -> None:
    os.mkfifo("pipe.blueprint.yaml")
    Path("loop.blueprint.yaml").symlink_to("loop.blueprint.yaml")
    Path("gone.blueprint.yaml").symlink_to("nowhere")
    Path("round").symlink_to(".")
    assert main(["check", "."]) == 2
    out, err = capfd.readouterr()
    assert out == "1 file checked: nothing found.\n"
    assert "pipe.blueprint.yaml: this is no file" in err
    assert "gone.blueprint.yaml: there is no such file" in err
    assert "loop.blueprint.yaml: " in err
    assert err.count("\n") == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for few")
def test_links_in_circles_are_not_followed(capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("a/round", "a/back"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).symlink_to("..")
    for path in (".", "**/*.yaml", "**", "*/**/*", "a/**"):
        assert main(["check", path, "--allow-empty", "--format", "json"]) == 0
        files = json.loads(capfd.readouterr().out)["summary"]["files"]
        assert files == (0 if path in ("*/**/*", "a/**") else 1), path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_gitignore_that_is_a_pipe_is_not_waited_for() -> None:
    os.mkfifo(".gitignore")
    assert main(["check", "."]) == 0


@pytest.mark.parametrize("line", [b"[z-a]", b"!", b"a\\", b"\xff\x00[\xfe-a]", bytes(range(256)) * 40])
def test_lines_of_a_gitignore_that_mean_nothing_are_passed_over(line: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    written("left/out.blueprint.yaml", BROKEN)
    Path(".gitignore").write_bytes(line + b"\nleft/\n")
    assert main(["check", "."]) == 0
    assert capfd.readouterr().err == ""


def test_a_pattern_of_the_settings_that_means_nothing_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    for key in ("exclude", "include"):
        written("blueprint.toml", f'{key} = ["[z-a]"]\n')
        assert main(["check", "."]) == 2
        assert capfd.readouterr().err == "blueprint: '[z-a]' is no pattern as .gitignore writes them\n"


def test_huge_and_binary_files_in_the_tree_do_no_harm(capfd: pytest.CaptureFixture[str]) -> None:
    """Those that are no blueprints by their names are not looked into; of others no more is read than may be."""
    for name in ("film.mp4", "film.blueprint.yaml"):
        with open(name, "wb") as file:
            file.truncate(1_000_000_000)
    Path("picture.blueprint.json").write_bytes(bytes(range(256)) * 100)
    Path("picture.png").write_bytes(bytes(range(256)) * 100)
    assert main(["check", ".", "--format", "concise"]) == 1
    out, err = capfd.readouterr()
    assert [line.split()[:3] for line in out.splitlines()] == [
        ["film.blueprint.yaml:1:1:", "error", "SYN007"],
        ["picture.blueprint.json:3:115:", "error", "SYN001"],
    ]
    assert err == ""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems have no such names")
@pytest.mark.parametrize("format", ["text", "concise", "json", "sarif", "junit", "checkstyle", "gitlab", "github", "markdown"])
def test_names_may_hold_blanks_line_ends_and_what_is_no_text(format: str) -> None:
    for name in (b"a b.blueprint.yaml", b"a\nb.blueprint.yaml", b"\xff.blueprint.yaml", b"\xfe.blueprint.yaml"):
        Path(os.fsdecode(name)).write_text(BROKEN, encoding="utf-8")
    report = check_paths(["."], Settings(select=("REF",)))
    assert len(report.files) == 4  # two of the names look the same
    assert report.codes == ("REF001",) * 4
    assert main(["check", ".", "--format", format, "--output", f"{format}=report"]) == 1
    assert Path("report").read_text(encoding="utf-8")


# Globs.


def test_globs_mean_files_and_what_lies_in_folders() -> None:
    for name in ("a/one.blueprint.yaml", "a/b/two.blueprint.json", "a/b/notes.txt", "c/three.blueprint.yml", "c/page.md"):
        written(name, SOUND)
    written("blueprint.toml", 'exclude = ["a/b/"]')

    nearest = Nearest(Settings(root=Path.cwd(), exclude=("left/",)))

    def names(*paths: str) -> list[str]:
        return [each.name for each in find_inputs(paths, nearest) if not each.trouble]

    assert names("a/*.yaml") == ["a/one.blueprint.yaml"]
    assert names("a/*") == ["a/b/two.blueprint.json", "a/one.blueprint.yaml"]
    assert names("**/*.blueprint.y*ml") == ["a/one.blueprint.yaml", "c/three.blueprint.yml", "sound.blueprint.yaml"]
    assert names("c/*") == ["c/page.md", "c/three.blueprint.yml"]
    assert names("?") == names("[ac]") == ["a/b/two.blueprint.json", "a/one.blueprint.yaml", "c/three.blueprint.yml"]
    written("left/x.blueprint.yaml", SOUND)
    assert names("left/*", "sound.*") == ["sound.blueprint.yaml"]
    assert names("left/x.blueprint.yaml") == ["left/x.blueprint.yaml"]
    written("odd[1].blueprint.yaml", SOUND)
    assert names("odd[1].blueprint.yaml") == ["odd[1].blueprint.yaml"]


def test_settings_can_include_other_names_in_folders(capfd: pytest.CaptureFixture[str]) -> None:
    written("blueprint.toml", 'include = ["docs/*.md"]')
    written("docs/page.md", f"# Page\n\n```yaml\n{BROKEN}```\n")
    written("docs/empty.md", "# Nothing\n")
    written("other/page.md", f"```yaml\n{BROKEN}```\n")
    assert main(["check", ".", "--format", "concise"]) == 1
    assert [line.partition(":")[0] for line in capfd.readouterr().out.splitlines()] == ["docs/page.md"]


# Several documents in a file.


def places(source: Source) -> dict[str, tuple[int, int]]:
    """Where each value of a document stands: its letters, line and column."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [source.tree]
    while waiting:
        node = waiting.pop()
        assert node is not None
        if isinstance(node.children, dict):
            waiting += node.children.values()
        elif isinstance(node.children, list):
            waiting += node.children
        else:
            line, column = source.position(node.start)
            assert source.line(line)[column - 1 :].startswith(source.text[node.start : node.end].splitlines()[0])
            found[source.text[node.start : node.end]] = (line, column)
    return found


def test_each_document_of_a_stream_is_checked_with_the_lines_of_the_file(capfd: pytest.CaptureFixture[str]) -> None:
    second = BROKEN.replace("id: ", "id: second-")
    written("two.blueprint.yaml", f"{SOUND}---\n{second}")
    assert main(["check", "two.blueprint.yaml", "--format", "concise", "--select", "REF001"]) == 1
    line = len(SOUND.splitlines()) + 1 + next(n for n, each in enumerate(BROKEN.splitlines(), 1) if "next: advice" in each)
    assert capfd.readouterr().out.startswith(f"two.blueprint.yaml:{line}:15: error REF001 ")
    report = check_paths(["two.blueprint.yaml"], Settings(select=("REF001",)))
    assert (report.files, len(report.ids)) == (("two.blueprint.yaml",), 2)


def test_a_stream_with_something_else_in_it_is_no_file_of_blueprints() -> None:
    source = read_source(f"{SOUND}---\nnotes: later\n", "x", "yaml")
    assert each_document(source) == (source,)


PAGE = """\
# Page

```yaml
other: 1
```

````markdown
```yaml
blueprint: 1
id: only-shown
```
````

1. In a list:

   ```yaml
   # a remark first
   blueprint: 1
   id: in-a-list
   ```

> Quoted:
>
> ~~~ yml title="x"
> blueprint: 1
> id: quoted
> title: a > b
> ~~~

```json
{
  "blueprint": 1, "id": "in-json"}
```

- ```{.yaml #id}
  blueprint: 1
  id: in-an-item

```yaml
blueprint: 1
id: not-closed
"""


def test_blueprints_in_markdown_keep_their_places() -> None:
    found = in_markdown(PAGE.encode(), "page.md")
    lines = PAGE.splitlines()
    told = {each.data["id"]: each for each in found if each.data}
    assert [*told] == ["in-a-list", "quoted", "in-json", "in-an-item", "not-closed"]
    for source in found:
        for text, (line, column) in places(source).items():
            assert lines[line - 1][column - 1 :].startswith(text)
    assert told["quoted"].data["title"] == "a > b"
    assert told["in-json"].format == "json"


def test_a_page_that_is_no_text_or_too_large_is_found_fault_with() -> None:
    for content in (b"caf\xe9\n```yaml\nblueprint: 1\n```\n", b"x" * 10_000_001):
        (source,) = in_markdown(content, "page.md")
        assert not source.is_readable
        assert source.faults


def test_a_finding_in_a_page_has_the_line_of_the_page(capfd: pytest.CaptureFixture[str]) -> None:
    indented = "".join(f"   {line}" if line.strip() else line for line in BROKEN.splitlines(keepends=True))
    written("page.md", f"1. A service\n\n   ```yaml\n{indented}   ```\n\nThe end.\n")
    assert main(["check", "page.md", "--format", "concise", "--select", "REF001"]) == 1
    line = 3 + next(number for number, each in enumerate(BROKEN.splitlines(), 1) if "next: advice" in each)
    assert capfd.readouterr().out.startswith(f"page.md:{line}:18: error REF001 ")
    assert main(["check", "page.md", "--format", "text", "--select", "REF001"]) == 1
    assert f"{line} |            next: advice" in capfd.readouterr().out


@given(st.text(alphabet="`~> -1.\n{yaml}blueprint: ", max_size=200))
def test_no_page_brings_the_reader_down(text: str) -> None:
    for source in in_markdown(text.encode(), "page.md"):
        assert source.last_line <= text.count("\n") + 1
