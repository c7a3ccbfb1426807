"""``blueprint fix`` as users meet it: what it writes, what it says, with which status it ends."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copy, which

import pytest

from blueprint.checking import check_paths
from blueprint.cli import main
from blueprint.fix import MENDS
from blueprint.rules import own_rules
from blueprint.source import MAX_BYTES

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "examples" / "broken"
SOUND = (ROOT / "blueprint" / "templates" / "minimal.yaml").read_text(encoding="utf-8")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Call `blueprint fix` in an empty folder: its status, what it printed, what it said beside that."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        status = main(["fix", *(str(each) for each in arguments)])
        printed = capfd.readouterr()
        return status, printed.out, printed.err

    return call


def a_copy(name: str) -> Path:
    """A broken example in the working folder."""
    return Path(copy(BROKEN / f"{name}.blueprint.yaml", "."))


def codes(path: Path) -> tuple[str, ...]:
    return check_paths([path]).codes


def test_it_writes_what_is_missing_and_says_so(run: Run) -> None:
    file = a_copy("no-complaint-handling")
    assert run(file, "--select", "CMP") == (
        0,
        "no-complaint-handling.blueprint.yaml:\n"
        "  CMP001 the process 'complaints' is added, and opened from 'Sale'\n"
        "1 file looked at: 1 finding mended.\n",
        "",
    )
    assert "CMP001" not in codes(file)
    assert run(file, "--select", "CMP") == (0, "1 file looked at: nothing to mend.\n", "")


def test_a_difference_can_be_seen_before_and_applied_by_others(run: Run) -> None:
    file = a_copy("nothing-but-the-sale")
    before = file.read_bytes()
    status, out, err = run(file, "--diff")
    assert status == 0
    assert file.read_bytes() == before
    assert out.startswith("--- a/nothing-but-the-sale.blueprint.yaml\n+++ b/nothing-but-the-sale.blueprint.yaml\n@@ ")
    assert "+  complaints:\n" in out
    assert err.endswith("1 file looked at: 4 findings can be mended.\n")
    assert max(map(len, err.splitlines())) <= 80
    run(file)
    after = file.read_bytes()
    if which("patch"):
        file.write_bytes(before)
        subprocess.run(["patch", "-p1"], input=out.encode(), check=True, stdout=subprocess.DEVNULL)
        assert file.read_bytes() == after


@pytest.mark.parametrize("end", ["\n", ""], ids=["with", "without"])
def test_a_difference_tells_of_a_missing_line_end(run: Run, end: str) -> None:
    file = a_copy("no-return")
    file.write_bytes(file.read_bytes().rstrip() + end.encode())
    _, out, _ = run(file, "--diff")
    assert ("\\ No newline at end of file" in out) == (not end)


def test_bytes_at_the_beginning_and_at_the_ends_of_lines_stay(run: Run) -> None:
    file = a_copy("no-return")
    before = b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(before)
    assert run(file)[0] == 0
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf# Readers pay")
    assert after.count(b"\n") == after.count(b"\r\n") > before.count(b"\n")


def test_only_what_is_selected_is_mended(run: Run) -> None:
    file = a_copy("nothing-but-the-sale")
    assert run(file, "--select", "REC001,RET")[1] == (
        "nothing-but-the-sale.blueprint.yaml:\n"
        "  RET001 the process 'returns' is added, and opened from 'Order'\n"
        "  RET002 the process 'withdrawal' is added, and opened from 'Order'\n"
        "  REC001 the step 'recover-pay' is added, which makes up for what goes wrong at\n"
        "    'Orders and pays'\n"
        "1 file looked at: 3 findings mended.\n"
    )
    assert "CMP001" in codes(file)


def test_advice_is_followed_where_it_is_selected(run: Run) -> None:
    file = a_copy("no-return")
    assert "CHN008" in run(file, "--select", "CHN008")[1]
    assert "kind: feedback" in file.read_text(encoding="utf-8")


def test_what_cannot_be_mended_cannot_be_selected(run: Run) -> None:
    status, _, err = run(a_copy("no-return"), "--select", "LIF001,CMP")
    assert status == 2
    assert "fix does not mend LIF001; it mends CMP001, " in err


def test_a_file_that_cannot_be_read_as_a_blueprint_is_left_alone_and_told(run: Run) -> None:
    file = a_copy("unfinished-line")
    before = file.read_bytes()
    status, out, _ = run(file)
    assert status == 1
    assert "error SYN010 'owner' has no value" in out
    assert out.endswith("1 file looked at: nothing to mend, and 1 file left alone because it cannot be read.\n")
    assert file.read_bytes() == before


def test_what_is_left_is_told_with_the_reason(run: Run) -> None:
    text = SOUND[: SOUND.index("processes:")] + (
        "x-processes: &all\n"
        "  sale: {title: Sale, phase: in-sale, kind: other, start: buy, steps: {buy: {lane: customer, does: Buys, ends: Done}}}\n"
        "processes: *all\n"
    )
    file = Path("aliased.blueprint.yaml")
    file.write_text(text, encoding="utf-8")
    status, out, _ = run(file, "--select", "CMP")
    assert status == 1
    assert "CMP001 in line" in out
    assert "is left: /processes is repeated from elsewhere by an" in out
    assert out.endswith("1 file looked at: nothing to mend, and 1 finding left.\n")
    assert file.read_text(encoding="utf-8") == text


def test_folders_and_several_paths_are_taken_as_check_takes_them(run: Run) -> None:
    Path("deep").mkdir()
    a_copy("no-return").rename("deep/one.blueprint.yaml")
    a_copy("no-complaint-handling").rename("two.blueprint.yaml")
    assert run(".", "--select", "CMP,RET")[1].endswith("2 files looked at: 2 findings mended.\n")
    assert run("--select", "CMP,RET")[1] == "2 files looked at: nothing to mend.\n"
    assert run("two.blueprint.yaml", "three.blueprint.yaml", "--select", "CMP") == (
        2,
        "1 file looked at: nothing to mend.\n",
        "blueprint: three.blueprint.yaml: there is no such file\n",
    )


def test_standard_input_goes_to_standard_output(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    content = (BROKEN / "no-return.blueprint.yaml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    status, out, err = run("-")
    assert status == 0
    assert "  returns:\n    title: Return\n" in out
    assert err.startswith("stdin.blueprint.yaml:\n  RET001")
    assert len(content) < MAX_BYTES


def test_json_stays_json(run: Run) -> None:
    text = (
        '{"blueprint":1,"id":"a","title":"A","processes":{"sale":{"title":"Sale","phase":"in-sale","kind":"other","start":"buy",'
        '"steps":{"buy":{"lane":"customer","does":"Buys","ends":"Bought"}}}}}'
    )
    file = Path("a.blueprint.json")
    file.write_text(text, encoding="utf-8")
    assert run(file, "--select", "CMP")[0] == 0
    after = file.read_text(encoding="utf-8")
    assert '"kind":"other","opens":["complaints"],"start":"buy"' in after
    assert "\n" not in after
    assert "CMP001" not in codes(file)


def test_rules_and_explanations_say_what_can_be_mended(capfd: pytest.CaptureFixture[str]) -> None:
    main(["rules"])
    listed = capfd.readouterr().out
    assert listed.count("[fix]") == len(MENDS) + 1
    for code in ("CMP001", "LIF001"):
        main(["explain", code])
        assert ("blueprint fix PATH --select CMP001" in capfd.readouterr().out) == (code in MENDS)


def test_the_readme_names_what_can_be_mended() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text[text.index("## Mend what is missing") :].partition("\n## ")[0]
    assert all(code in part for code in MENDS)
    assert set(MENDS) <= {rule.code for rule in own_rules()}
