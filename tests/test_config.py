"""Settings: the nearest file wins, every mistake is told at once; packs are loaded where they are named, or stop the run."""

import json
import sys
from pathlib import Path

import pytest

from blueprint.checking import check_paths, check_source
from blueprint.cli import main
from blueprint.config import Settings, find_settings, read_settings
from blueprint.config.file import SettingsTable
from blueprint.errors import PackError, UsageError
from blueprint.packs import all_rules
from blueprint.records import properties
from blueprint.rules import own_rules
from blueprint.source import read_source

SERVICE = "blueprint: 1\nid: a\ntitle: A\nprocesses: {}\n"
SALE = SERVICE.replace(
    "processes: {}",
    "processes: {sale: {title: Sale, phase: in-sale, kind: purchase, start: buy, "
    "steps: {buy: {lane: customer, does: Buys, ends: Bought}}}}",
)
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
    written(tmp_path, "base.toml", "patiense = 3\n")
    file = written(
        tmp_path,
        "blueprint.toml",
        'extends = ["base.toml", "strikt"]\npreset = "strickt"\nfail_on = "error"\nselect = "CMP"\nignore = [1]\npakcs = []\n'
        'zzz = 1\npatience = 2026-01-01\nseverity = {CMP001 = "eror"}\n[[overrides]]\npath = "a"\n',
    )
    with pytest.raises(UsageError) as caught:
        read_settings(file)
    for said in (
        f"{tmp_path / 'base.toml'}: 'patiense' is no key of the settings; did you mean 'patience'?",
        f"{file}: extends: {tmp_path / 'strikt'}: cannot be read (no such file or directory); did you mean 'strict'?",
        f"{file}: preset: 'strickt' is not one of correctness, recommended or strict; did you mean 'strict'?",
        "'fail_on' is no key of the settings; did you mean 'fail-on'?",
        "select: 'CMP' stands where a list belongs; write [\"CMP\"]",
        "ignore.1: 1 stands where a text belongs",
        "'pakcs' is no key of the settings; did you mean 'packs'?",
        "'zzz' is no key of the settings; known here: baseline, exclude, extends, ",
        "patience: '2026-01-01' is not a duration",
        "severity.CMP001: 'eror' is not one of error, warning or info; did you mean 'error'?",
        "'path' is no key of an override; did you mean 'paths'?",
    ):
        assert said in str(caught.value)
    assert str(caught.value).count(f"{file}: ") == 10
    assert "\n" not in str(caught.value)


def test_every_unknown_rule_is_told_with_its_place(tmp_path: Path) -> None:
    written(tmp_path, "base.toml", 'ignore = ["CPM"]\n')
    written(tmp_path, "rules.py", pack())
    file = written(
        tmp_path,
        "blueprint.toml",
        'extends = "base.toml"\npacks = ["./rules.py"]\nselect = ["CMP01", "ACME001"]\npatience = "long"\n'
        '[severity]\nREF01 = "info"\n[[overrides]]\npaths = ["a"]\nignore = ["LFI"]\n',
    )
    with pytest.raises(UsageError) as caught:
        read_settings(file)
    assert "patience: 'long' is not a duration" in str(caught.value)
    file.write_text(file.read_text(encoding="utf-8").replace('"long"', '"2d"'), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_settings(file)
    assert str(caught.value).split("; did")[0] == f"{file}: select: there is no rule 'CMP01'"
    for said in (
        f"{tmp_path / 'base.toml'}: ignore: there is no rule 'CPM'",
        f"{file}: severity: there is no rule 'REF01'",
        f"{file}: override 1: ignore: there is no rule 'LFI'",
    ):
        assert said in str(caught.value)
    assert "ACME001" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ['ignore = ["SYN002"]', '[severity]\nSCH001 = "info"', '[[overrides]]\npaths = ["a"]\nignore = ["SYN001"]']
)
def test_what_nothing_can_silence_is_told(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="stays an error: without a text that can be read, nothing else is checked"):
        read_settings(written(tmp_path, "blueprint.toml", text))


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


# What settings build on.


def test_what_a_file_says_wins_over_what_it_extends(tmp_path: Path) -> None:
    written(tmp_path / "house", "base.toml", 'preset = "strict"\nignore = ["LIF"]\n[severity]\nCMP = "info"\nRET = "info"\n')
    file = written(
        tmp_path / "a", "blueprint.toml", 'extends = "../house/base.toml"\nignore = ["VIS"]\n[severity]\nCMP = "warning"\n'
    )
    settings = read_settings(file)
    assert (settings.preset, settings.ignore) == ("strict", ("VIS",))
    assert settings.severity == {"CMP": "warning", "RET": "info"}
    assert settings.root == tmp_path / "a"
    assert settings.origins["preset"].endswith("house/base.toml")
    assert settings.origins["ignore"].endswith("a/blueprint.toml")


def test_a_preset_can_be_built_on_and_a_later_base_wins(tmp_path: Path) -> None:
    written(tmp_path, "base.toml", 'extends = "correctness"\nfail-on = "info"\n')
    assert read_settings(written(tmp_path, "one.toml", 'extends = ["base.toml", "strict"]\n')).preset == "strict"
    settings = read_settings(written(tmp_path, "two.toml", 'extends = ["strict", "base.toml"]\n'))
    assert (settings.preset, settings.fail_on) == ("correctness", "info")


def test_paths_of_a_base_are_those_of_its_folder(tmp_path: Path) -> None:
    written(tmp_path / "house", "rules.py", pack())
    written(tmp_path / "house", "base.toml", 'packs = ["./rules.py"]\nbaseline = "known.json"\nstandards = ["s.standard.yaml"]\n')
    settings = read_settings(written(tmp_path / "a", "blueprint.toml", 'extends = "../house/base.toml"\nselect = ["ACME"]\n'))
    assert settings.baseline is not None
    assert settings.baseline.resolve() == tmp_path / "house" / "known.json"
    assert [(settings.root / each).resolve() for each in settings.standards] == [tmp_path / "house" / "s.standard.yaml"]
    assert {each.code for each in settings.active(all_rules(settings.packs, settings.root)) if not each.is_firm} == {"ACME001"}


@pytest.mark.parametrize("names", [["a"], ["a", "b"], ["a", "b", "c"]])
def test_settings_that_build_on_themselves_are_told(tmp_path: Path, names: list[str]) -> None:
    for name, base in zip(names, [*names[1:], names[0]], strict=True):
        written(tmp_path, f"{name}.toml", f'extends = "{base}.toml"\n')
    with pytest.raises(UsageError, match=r"extends: .*a\.toml leads back here, in a circle"):
        read_settings(tmp_path / "a.toml")


def test_one_base_may_be_built_on_twice(tmp_path: Path) -> None:
    written(tmp_path, "base.toml", 'fail-on = "info"\n')
    written(tmp_path, "other.toml", 'extends = "base.toml"\n')
    assert read_settings(written(tmp_path, "c.toml", 'extends = ["base.toml", "other.toml"]\n')).fail_on == "info"


# Some files, and some rules.


def test_overrides_hold_for_their_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = SALE + "actors: {never-used: {title: A, kind: customer}}\n"
    for name in ("new/a", "old/b", "old/strict/c"):
        written(
            tmp_path / Path(name).parent, f"{Path(name).name}.blueprint.yaml", text.replace("id: a", f"id: {Path(name).name}")
        )
    written(
        tmp_path,
        "blueprint.toml",
        'select = ["REF007", "CMP001"]\n[[overrides]]\npaths = ["old/"]\nignore = ["CMP"]\nseverity = {REF007 = "error"}\n'
        '[[overrides]]\npaths = ["old/strict/*"]\nselect = ["REF", "CMP"]\n'
        '[[overrides]]\npaths = ["c.*"]\nseverity = {REF = "info"}\n',
    )
    report = check_paths(["."])
    assert [(each.file, each.code, each.severity.value) for each in report] == [
        ("new/a.blueprint.yaml", "CMP001", "error"),
        ("new/a.blueprint.yaml", "REF007", "warning"),
        ("old/b.blueprint.yaml", "REF007", "error"),
        ("old/strict/c.blueprint.yaml", "REF007", "error"),
    ]


def test_a_severity_weighs_and_turns_nothing_on_or_off() -> None:
    source = read_source(SALE, "a", "yaml")
    usual = check_source(source, Settings())
    weighed = check_source(source, Settings(severity={"CMP": "info", "CMP001": "warning", "PPL": "error", "SYN": "info"}))
    assert weighed.codes == usual.codes
    assert {each.code: each.severity.value for each in weighed if each.code == "CMP001"} == {"CMP001": "warning"}
    unread = check_source(read_source("a: [", "a", "yaml"), Settings(severity={"SYN": "info"}))
    assert [each.severity.value for each in unread] == ["error"]


def test_an_ignore_of_a_weighed_rule_is_still_of_use() -> None:
    text = SERVICE + "reviewed: 2999-01-01  # blueprint: ignore[REV003] a story of the future\n"
    report = check_source(read_source(text, "a", "yaml"), Settings(severity={"REV003": "error"}))
    assert "IGN004" not in report.codes
    assert report.suppressed == 1


# What is in force.


def test_the_command_shows_what_is_in_force_and_from_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, "base.toml", 'preset = "strict"\n')
    written(tmp_path / "old", "a.blueprint.yaml", SERVICE)
    written(
        tmp_path, "blueprint.toml", 'extends = "base.toml"\nignore = ["LIF"]\n[[overrides]]\npaths = ["old"]\nignore = ["CMP"]\n'
    )
    assert main(["config", "old/a.blueprint.yaml"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "settings in blueprint.toml"
    assert lines[1:4] == [
        "preset     strict  (base.toml)",
        "select     -",
        "ignore     LIF, CMP  (blueprint.toml and an override in blueprint.toml)",
    ]
    at = next(at for at, line in enumerate(lines) if line.startswith("rules      "))
    assert "CMP:" not in " ".join(lines[at:])
    assert "CHN:" in lines[at]
    assert max(map(len, lines)) <= 80
    assert main(["config", ".", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["file"] == "blueprint.toml"
    assert told["settings"]["ignore"] == {"value": ["LIF"], "from": "blueprint.toml"}
    assert told["settings"]["fail-on"] == {"value": "error", "from": None}
    assert told["rules"]["CMP001"] == "error"
    assert main(["config", "nowhere"]) == 2
    assert "nowhere: there is no such file or folder" in capsys.readouterr().err


def test_the_command_shows_every_setting() -> None:
    from blueprint.cli.config import KEYS

    assert {*KEYS, "extends", "overrides"} == {each.key for each in properties(SettingsTable)}


def test_the_usual_settings_are_those_the_schema_tells(tmp_path: Path) -> None:
    for each in properties(SettingsTable):
        usual = getattr(Settings(), each.attribute, None)
        assert each.default in (usual, None) or each.attribute == "extends"


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


def test_patience_is_a_duration(tmp_path: Path) -> None:
    assert str(find_settings(tmp_path).patience) == "3d"
    assert str(read_settings(written(tmp_path, "blueprint.toml", 'patience = "2wd"\n')).patience) == "2wd"
    for mistake in ('"three days"', "3"):
        with pytest.raises(UsageError, match=r"patience: .*(is not a duration|stands where a text belongs)"):
            read_settings(written(tmp_path, "blueprint.toml", f"patience = {mistake}\n"))


def test_the_settings_of_the_readme_are_settings(tmp_path: Path) -> None:
    text = (Path(__file__).resolve().parents[1] / "README.md").read_text(encoding="utf-8")
    shown = text.partition("```toml\n#:schema")[2].partition("```")[0].partition("\n")[2]
    written(tmp_path / "house", "blueprint.toml", 'preset = "correctness"\n')
    written(tmp_path / "a", "house_rules.py", pack())
    settings = read_settings(written(tmp_path / "a", "blueprint.toml", shown))
    assert (settings.preset, settings.severity, settings.overrides[0].ignore) == ("strict", {"CHN": "info"}, ("PRM",))
