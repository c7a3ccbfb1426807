"""``blueprint test-rules``: it says which rule of a pack does not keep what its examples announce, and where."""

import re
from pathlib import Path

import pytest

from blueprint.cli import main
from blueprint.config import Settings, read_settings
from blueprint.errors import UsageError
from blueprint.packs import all_rules
from blueprint.rules import own_rules
from blueprint.testing import faults_of

HEAD = "from blueprint.rules import Problem, Severity, rule\n\n"
RULE = '''
@rule("{code}", Severity.warning, source="House", bad={bad!r}, good={good!r}, spares="Nothing."{more})
def {name}(view{options}):
    """The title is A."""
    if view.blueprint.title == "A":
        yield Problem("the title is A", ("title",))
'''
TOLD = {
    "a bad example that is not found": ({"bad": "title: B  # !"}, ["the bad example is not found"]),
    "a bad example found elsewhere": (
        {"bad": "title: A\ndescription: x  # !\nversion: x  # !"},
        ["the bad example is found on line 1, but marks lines 2 and 3"],
    ),
    "a bad example that never reaches the rule": (
        {"bad": "titel: A"},
        ["the bad example shows nothing: HOUSE001 is never asked: line 1: SCH001 'titel' is no key"],
    ),
    "a bad example in broken YAML": ({"bad": "title: ["}, ["the bad example shows nothing: HOUSE001 is never asked: line"]),
    "no bad example": ({"bad": ""}, ["there is no bad example; nothing shows what it finds"]),
    "a good example that is found fault with": (
        {"good": "title: A"},
        ["the good example is found fault with: line 1: HOUSE001 the title is A"],
    ),
    "a good example that is no blueprint": ({"good": "title: 3"}, ["the good example is found fault with: line 1: SCH"]),
    "no good example": ({"good": ""}, ["there is no good example"]),
    "a plant that fails": (
        {"more": ", plant=lambda blueprint: blueprint.nothing"},
        ["plant fails on the good example: AttributeError: "],
    ),
    "a plant that plants nothing": (
        {"more": ", plant=lambda blueprint: blueprint"},
        ["what plant puts into the good example shows nothing: it is not found"],
    ),
    "a rule that fails": (
        {"options": ", *, wanted"},
        ["the bad example shows nothing: rule HOUSE001 failed on", "the good example shows nothing: rule HOUSE001 failed on"],
    ),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(code: str = "HOUSE001", name: str = "title_is_a", **said: str) -> str:
    return RULE.format(code=code, name=name, **({"bad": "title: A", "good": "title: B", "more": "", "options": ""} | said))


def test_rules_that_keep_what_they_announce_pass_with_their_number(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "house.py").write_text(HEAD + made() + made("HOUSE002", "another"), encoding="utf-8")
    assert main(["test-rules", "house.py"]) == 0
    assert capfd.readouterr() == ("2 rules of 1 pack tested: all examples show what they announce.\n", "")


@pytest.mark.parametrize("name", TOLD)
def test_a_rule_that_does_not_is_told_with_its_place(name: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said, faults = TOLD[name]
    (folder / "house.py").write_text(HEAD + made("HOUSE002", "sound") + made(**said), encoding="utf-8")
    (folder / "blueprint.toml").write_text('packs = ["./house.py"]\n', encoding="utf-8")
    assert main(["test-rules"]) == 1
    out, err = capfd.readouterr()
    lines = out.splitlines()
    assert lines[0] == "house.py:10: HOUSE001 title-is-a"
    assert lines[-1] == "2 rules of 1 pack tested: 1 of them does not keep what it announces."
    assert max(map(len, lines)) <= 80
    words = " ".join(out.split())
    assert all(each in words for each in faults)
    assert len(re.findall("(?:bad|good) example", words)) == len(faults)
    assert err == ""


EMPTY = {
    "nothing named": ([], "", "there is no rule to test: name a pack"),
    "a folder": (["."], "", ".: this is a folder; name a file of rules in it, such as rules.py"),
    "a file that is missing": (["nowhere.py"], "", "nowhere.py': there is no such file"),
    "a module that is missing": (["nowhere_at_all"], "", "pack 'nowhere_at_all' cannot be loaded: ModuleNotFoundError"),
    "a file without rules": (["house.py"], "x = 1\n", "pack 'house.py' holds no rules"),
    "a file that breaks": (["house.py"], "1 / 0\n", "pack 'house.py' cannot be loaded: ZeroDivisionError"),
    "a code of the library's": (["house.py"], HEAD + made("CMP001"), "two rules have the code CMP001"),
}


@pytest.mark.parametrize("name", EMPTY)
def test_nothing_passes_because_nothing_was_tested(name: str, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    call, text, said = EMPTY[name]
    (folder / "house.py").write_text(text, encoding="utf-8")
    assert main(["test-rules", *call]) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert said in err


def test_every_rule_of_the_library_keeps_what_it_announces_with_its_plant_too() -> None:
    planted = [each for each in own_rules() if each.plant]
    assert len(planted) >= 2
    assert [fault for each in planted for fault in faults_of(each)] == []


# Options.

OPTIONS = ", *, at_most: int = 3, words: tuple = ('a', 'b'), share: float = 0.5, strictly: bool = False, called: str = 'x'"


def settled(folder: Path, options: str) -> Settings:
    (folder / "house.py").write_text(HEAD + made(options=OPTIONS), encoding="utf-8")
    file = folder / "blueprint.toml"
    file.write_text(f'packs = ["./house.py"]\n[options.HOUSE001]\n{options}\n', encoding="utf-8")
    return read_settings(file)


def test_options_reach_the_rule_as_it_takes_them(folder: Path) -> None:
    settings = settled(folder, 'at-most = 5\nwords = ["c"]\nshare = 1\nstrictly = true\ncalled = "y"')
    rule = next(each for each in settings.active(all_rules(settings.packs, folder)) if each.code == "HOUSE001")
    assert rule.options == {"at_most": 5, "words": ("c",), "share": 1.0, "strictly": True, "called": "y"}
    assert main(["config", ".", "--format", "json"]) == 0


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("at-mots = 5", "HOUSE001.at-mots: there is no such option; did you mean 'at-most'?"),
        ("nonsense = 5", "there is no such option; the rule has at-most, words, share, strictly and called"),
        ('at-most = "5"', "HOUSE001.at-most: '5' is not a whole number such as 3"),
        ("at-most = 1.5", "HOUSE001.at-most: 1.5 is not a whole number such as 3"),
        ("at-most = true", "HOUSE001.at-most: true is not a whole number such as 3"),
        ('words = "c"', "HOUSE001.words: 'c' is not a list"),
        ("strictly = 1", "HOUSE001.strictly: 1 is not true or false"),
        ("called = 1", "HOUSE001.called: 1 is not a text such as x"),
        ('share = "half"', "HOUSE001.share: 'half' is not a number such as 0.5"),
    ],
)
def test_options_that_do_not_fit_are_told(option: str, said: str, folder: Path) -> None:
    with pytest.raises(UsageError) as caught:
        settled(folder, option)
    assert f"blueprint.toml: options: {said}" in str(caught.value) or said in str(caught.value)


def test_options_of_a_rule_that_is_not_there_or_takes_none_are_told(folder: Path) -> None:
    for code, said in (
        ("HOUSE01", "there is no rule 'HOUSE01'"),
        ("CMP001", "CMP001.x: there is no such option; the rule has none"),
    ):
        (folder / "blueprint.toml").write_text(f"[options.{code}]\nx = 1\n", encoding="utf-8")
        with pytest.raises(UsageError, match=said):
            read_settings(folder / "blueprint.toml")
        with pytest.raises(UsageError, match=said):
            Settings(options={code: {"x": 1}}).active(own_rules())
