"""Settings: the nearest file wins, every mistake is told at once; packs are loaded where they are named, or stop the run."""

import sys
from pathlib import Path

import pytest

from blueprint.checking import check_source
from blueprint.config import Settings, find_settings, read_settings
from blueprint.errors import PackError, UsageError
from blueprint.packs import all_rules
from blueprint.rules import own_rules
from blueprint.source import read_source

SERVICE = "blueprint: 1\nid: a\ntitle: A\nprocesses: {}\n"
PACK = """\
from collections.abc import Iterator
from blueprint.rules import Problem, Severity, View, rule

@rule("{code}", Severity.warning, source="House rules, 4", bad="title: A", good="title: B", spares="Drafts.")
def {name}(view: View) -> Iterator[Problem]:
    '''A service has no owner.

    Nobody would know whom to ask.
    '''
    if not view.blueprint.owner:
        {body}
"""


def pack(code: str = "ACME001", name: str = "service_without_owner", body: str = 'yield Problem("no owner", ("title",))') -> str:
    return PACK.format(code=code, name=name, body=body)


def written(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


# Where settings come from.


def test_without_a_file_the_settings_are_the_usual_ones(tmp_path: Path) -> None:
    assert find_settings(tmp_path).preset == "recommended"


def test_the_nearest_file_wins(tmp_path: Path) -> None:
    written(tmp_path, "blueprint.toml", 'preset = "strict"\n')
    written(tmp_path / "a", "pyproject.toml", '[tool.blueprint]\npreset = "correctness"\n')
    (tmp_path / "a" / "b").mkdir()
    (tmp_path / "c").mkdir()
    assert find_settings(tmp_path / "a" / "b").preset == "correctness"
    assert find_settings(tmp_path / "a" / "b" / "shop.blueprint.yaml").preset == "correctness"
    assert find_settings(tmp_path / "c").preset == "strict"
    assert find_settings(tmp_path / "a" / "b").root == tmp_path / "a"


def test_blueprint_toml_wins_over_pyproject_beside_it(tmp_path: Path) -> None:
    written(tmp_path, "pyproject.toml", '[tool.blueprint]\npreset = "correctness"\n')
    written(tmp_path, "blueprint.toml", 'preset = "strict"\n')
    assert find_settings(tmp_path).preset == "strict"


def test_a_pyproject_that_does_not_speak_of_blueprints_is_passed_by(tmp_path: Path) -> None:
    written(tmp_path, "blueprint.toml", 'preset = "strict"\n')
    written(tmp_path / "a", "pyproject.toml", "[tool.ruff]\nline-length = 130\n")
    assert find_settings(tmp_path / "a").preset == "strict"


def test_a_named_file_wins_over_the_nearest(tmp_path: Path) -> None:
    written(tmp_path, "blueprint.toml", 'preset = "strict"\n')
    other = written(tmp_path / "a", "other.toml", 'select = ["CMP", "RET001"]\nfail-on = "never"\n')
    settings = find_settings(tmp_path, config=other)
    assert (settings.preset, settings.select, settings.fail_on) == ("recommended", ("CMP", "RET001"), "never")


# Mistakes in them.


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    file = written(
        tmp_path, "blueprint.toml", 'preset = "strickt"\nfail_on = "error"\nselect = "CMP"\nignore = [1]\npakcs = []\nzzz = 1\n'
    )
    with pytest.raises(UsageError) as caught:
        read_settings(file)
    assert str(caught.value).replace(f"{file}: ", "").split("; ", 1)[0] == (
        "'preset' is one of correctness, recommended or strict, not 'strickt'"
    )
    for said in (
        "did you mean 'strict'?",
        "there is no setting 'fail_on'; did you mean 'fail-on'?",
        "'select' is a list of texts, not 'CMP'",
        "'ignore' is a list of texts, not [1]",
        "there is no setting 'pakcs'; did you mean 'packs'?",
        "there is no setting 'zzz'; there is select, ignore, packs, exclude, preset and fail-on",
    ):
        assert said in str(caught.value)
    assert str(caught.value).count(str(file)) == 6


@pytest.mark.parametrize("text", ["preset =", "preset = 'strict'\npreset = 'strict'", "\ufeff\ufeff", "é = 1"])
def test_what_is_not_toml_is_told_with_the_file(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, "blueprint.toml", text)
    with pytest.raises(UsageError, match="is not TOML") as caught:
        read_settings(file)
    assert str(caught.value).startswith(str(file))


@pytest.mark.parametrize("text", ["[tool]\nblueprint = 3\n", "[[tool.blueprint]]\n"])
def test_settings_are_a_table(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="is a table of settings"):
        read_settings(written(tmp_path, "pyproject.toml", text))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.toml: cannot be read \(no such file or directory\)"):
        find_settings(config=tmp_path / "nowhere.toml")


def test_every_unknown_rule_is_told_with_what_was_perhaps_meant() -> None:
    with pytest.raises(UsageError) as caught:
        check_source(read_source(SERVICE, "a", "yaml"), Settings(select=("CMP01", "lif"), ignore=("QQQ999",)))
    assert str(caught.value) == (
        "there is no rule 'CMP01'; did you mean 'CMP001'?; there is no rule 'lif'; did you mean 'LIF'?; there is no rule 'QQQ999'"
        " (blueprint rules lists them)"
    )


# Packs.


def test_a_pack_is_a_file_beside_the_settings(tmp_path: Path) -> None:
    written(tmp_path, "rules.py", pack())
    written(tmp_path, "blueprint.toml", 'packs = ["./rules.py"]\nselect = ["ACME"]\n')
    report = check_source(read_source(SERVICE, "a", "yaml"), find_settings(tmp_path))
    assert [(each.code, each.name, each.line) for each in report] == [("ACME001", "service-without-owner", 3)]


def test_a_pack_is_a_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "acme_rules_of_a_test.py", pack())
    monkeypatch.syspath_prepend(tmp_path)
    assert {each.code for each in all_rules(["acme_rules_of_a_test"])} - {each.code for each in own_rules()} == {"ACME001"}
    assert "acme_rules_of_a_test" in sys.modules


def test_only_packs_that_are_named_are_loaded(tmp_path: Path) -> None:
    written(tmp_path, "rules.py", "raise AssertionError('loaded')")
    assert all_rules((), tmp_path) == own_rules()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import nowhere_to_be_found", "cannot be loaded: ModuleNotFoundError: No module named 'nowhere_to_be_found'"),
        ("1 +", "cannot be loaded: SyntaxError"),
        ("1 / 0", "cannot be loaded: ZeroDivisionError: division by zero"),
        ("raise SystemExit(0)", "cannot be loaded: SystemExit: 0"),
        ("x = 1", "holds no rules"),
        (pack("CMP001"), "two rules have the code CMP001: 'no-complaint-handling' and 'service-without-owner'"),
        (pack() + pack(name="another"), "two rules have the code ACME001: 'service-without-owner' and 'another'"),
        (pack().replace("Drafts.", ""), "rule ACME001 must say"),
    ],
)
def test_a_broken_pack_stops_the_run(tmp_path: Path, text: str, said: str) -> None:
    written(tmp_path, "rules.py", text)
    with pytest.raises(PackError) as caught:
        check_source(read_source(SERVICE, "a", "yaml"), Settings(packs=("rules.py",), root=tmp_path))
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["nowhere.py", "nowhere_at_all"])
def test_a_pack_that_is_not_there_stops_the_run(tmp_path: Path, name: str) -> None:
    with pytest.raises(PackError, match="nowhere"):
        all_rules([name], tmp_path)


def test_two_packs_with_one_code_stop_the_run(tmp_path: Path) -> None:
    written(tmp_path, "one.py", pack())
    written(tmp_path, "two.py", pack(name="another"))
    with pytest.raises(PackError, match="two rules have the code ACME001"):
        all_rules(["one.py", "two.py"], tmp_path)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise KeyError('x')", "KeyError: 'x'"),
        ("yield 'no problem'", "AttributeError"),
        ("yield Problem('x', 3)", "TypeError"),
        ("raise SystemExit(0); yield", "SystemExit: 0"),
        ("yield from view.nonsense", "AttributeError"),
        ("def find(): yield from find()\n        yield from find()", "RecursionError"),
    ],
)
def test_a_rule_that_fails_is_told_and_the_others_still_run(tmp_path: Path, body: str, said: str) -> None:
    written(tmp_path, "rules.py", pack(body=body))
    source = read_source(SERVICE, "a", "yaml")
    report = check_source(source, Settings(packs=("rules.py",), root=tmp_path))
    assert len(report.crashes) == 1
    assert report.crashes[0].startswith(f"rule ACME001 failed on a: {said}")
    assert report.findings == check_source(source, Settings()).findings
    assert len(report) > 0
