"""Standards of one's own: where they are named, what they build on, and every mistake in them with its place."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from blueprint import check_paths, loads
from blueprint.checking import check, check_source
from blueprint.cli import main
from blueprint.config import Settings, find_settings
from blueprint.documents import dumps
from blueprint.errors import UsageError
from blueprint.findings import Report
from blueprint.runs import start
from blueprint.source import read_source
from blueprint.standards import KNOWN, Standards
from blueprint.standards.draft import Named
from blueprint.standards.own import read_own
from blueprint.templates import filled

HEAD = "standard: 1\nid: {0}\ntitle: House rule\nsource: House book, 4\n"
STAGES = "stages:\n  thank: {title: Thanks, why: It is polite.}\n  call: {title: Calls back, why: It is kind., before: [thank]}\n"
SERVICE = """\
blueprint: 1
id: shop
title: Shop
standards:
  house: {file: rules/house.standard.yaml}
processes:
  care:
    title: Care
    phase: after-sale
    kind: care
    follows: [house]
    start: call
    steps:
      call: {lane: frontstage, does: Calls, realises: [house/call], next: thank}
      thank: {lane: frontstage, does: Thanks, realises: [house/thnak], ends: Thanked}
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write files into an empty folder, which is the working folder."""
    monkeypatch.chdir(tmp_path)

    def put(name: str, text: str) -> Path:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    return put


def read(*files: Path | str, beside: Standards = KNOWN) -> tuple[Standards, tuple[str, ...]]:
    return read_own([Named(Path(file), "blueprint.toml") for file in files], beside)


def house(more: str = STAGES, name: str = "house") -> str:
    return HEAD.format(name) + more


# What they build on.


def test_a_standard_of_ones_own_stands_beside_the_others(write: Write) -> None:
    standards, mistakes = read(write("house.standard.yaml", house()))
    assert mistakes == ()
    assert list(standards["house"].stages) == ["thank", "call"]
    assert set(standards) == {*KNOWN, "house"}


def test_it_may_be_json(write: Write) -> None:
    plain = {"standard": 1, "id": "house", "title": "A", "source": "B", "stages": {"a": {"title": "A", "why": "B"}}}
    standards, mistakes = read(write("house.standard.json", json.dumps(plain)))
    assert (list(standards["house"].stages), mistakes) == (["a"], ())


def test_stages_are_taken_over_replaced_and_dropped(write: Write) -> None:
    more = "extends: eu-withdrawal\ndrops: [send-back]\nstages:\n  inform: {title: Ours, why: So., holds: standing}\n"
    standards, mistakes = read(write("house.standard.yaml", house(more)))
    base, own = KNOWN["eu-withdrawal"], standards["house"]
    assert mistakes == ()
    assert set(own.stages) == set(base.stages) - {"send-back"}
    assert own.stages["inform"].title == "Ours"
    assert own.stages["refund"] == base.stages["refund"]
    assert own.stages["withdraw"].before == ("acknowledge", "refund")
    assert (own.owed_to, own.since, own.kinds) == (base.owed_to, base.since, ())


def test_a_built_in_standard_can_be_mended_under_its_own_name(write: Write) -> None:
    more = "extends: iso-10002\nstages:\n  call: {title: Calls back, why: It is kind., before: [closing]}\n"
    standards, mistakes = read(write("iso.standard.yaml", house(more, "iso-10002")))
    assert mistakes == ()
    assert set(standards["iso-10002"].stages) == {*KNOWN["iso-10002"].stages, "call"}
    assert standards.implied_by("complaint-handling") == ("iso-10002",)
    assert "call" not in KNOWN["iso-10002"].stages


@pytest.mark.parametrize("turn", [1, -1])
def test_one_builds_on_another_whatever_their_order(write: Write, turn: int) -> None:
    first = write("a.standard.yaml", house("extends: iso-10002\ndrops: [tracking]\n", "a"))
    second = write("b.standard.yaml", house("extends: a\ndrops: [prevention]\n", "b"))
    standards, mistakes = read(*(first, second)[::turn])
    assert mistakes == ()
    assert set(standards["b"].stages) == set(KNOWN["iso-10002"].stages) - {"tracking", "prevention"}
    assert list(standards.bases("b")) == ["a", "iso-10002"]


def test_naming_a_file_twice_is_no_mistake(write: Write) -> None:
    file = write("rules/house.standard.yaml", house())
    assert read(file, file.parent / ".." / "rules" / file.name)[1] == ()


# What can be wrong with them.


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("stages:\n  - thank\n", ["5:1: a list stands where keys and values belongs"]),
        ("stages: [\n", ["6:1: a value is missing here, or a bracket is not closed"]),
        (
            "stagse: {}\nstages:\n  thank: {title: Thanks, whyy: So, requird: always}\n",
            [
                "5:1: 'stagse' is no key of a standard; did you mean 'stages'?",
                "7:26: 'whyy' is no key of a stage; did you mean 'why'?",
                "7:36: 'requird' is no key of a stage; did you mean 'required'?",
            ],
        ),
        (
            "stages: {thank: {title: A, why: B, within: {limit: soon, form: a}}}\n",
            ["'soon' is not a duration", "'form' is no key"],
        ),
        ("extends: iso-1002\n", ["5:10: there is no standard 'iso-1002' to extend; did you mean 'iso-10002'?"]),
        ("extends: zzz\n", ["5:10: there is no standard 'zzz' to extend; known are eu-withdrawal, iso-10002, itil-incident"]),
        ("drops: [thank]\n" + STAGES, ["5:9: 'thank' cannot be dropped: say which standard it comes from (extends)"]),
        (
            "extends: iso-10002\ndrops: [tracking, recipt]\n",
            ["6:19: 'iso-10002' has no stage 'recipt'; did you mean 'receipt'?"],
        ),
        (
            "extends: eu-withdrawal\ndrops: [withdraw]\n",
            ["6:9: 'refund' counts its time from 'withdraw'; keep that, drop both, or give 'refund' another limit"],
        ),
        (
            STAGES.replace("[thank]", "[thnak, zzz]"),
            [
                "7:56: there is no stage 'thnak'; did you mean 'thank'?",
                "7:63: there is no stage 'zzz'; known here: call and thank",
            ],
        ),
        (
            STAGES.replace("before: [thank]", "within: {limit: 2d, from: thnak}"),
            ["7:73: there is no stage 'thnak'; did you mean 'thank'?"],
        ),
        (
            STAGES.replace("polite.", "polite., before: [call]"),
            ["7:47: 'call' and 'thank' each stand before the other, so none can come first; take one 'before' out"],
        ),
        (
            STAGES.replace("before: [thank]", "before: [call]"),
            ["7:47: 'call' stands before itself; take that out of its 'before'"],
        ),
        (
            "extends: iso-10002\nstages:\n  closing: {title: Closing, why: So., before: [receipt]}\n",
            ["each stand before the other"],
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(write: Write, more: str, told: list[str]) -> None:
    write("house.standard.yaml", house(more))
    standards, mistakes = read("house.standard.yaml")
    assert len(mistakes) == len(told)
    for mistake, wanted in zip(mistakes, told, strict=True):
        assert mistake.startswith("house.standard.yaml:")
        assert wanted in mistake
    assert "house" not in standards


def test_a_built_in_id_is_taken_only_by_what_builds_on_it(write: Write) -> None:
    write("house.standard.yaml", house(STAGES, "iso-10002"))
    assert read("house.standard.yaml")[1] == (
        "house.standard.yaml:2:5: 'iso-10002' is built in; build on it (extends: iso-10002), or take another id",
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("hose.standard.yaml", "blueprint.toml: hose.standard.yaml: there is no such file; did you mean 'house.standard.yaml'?"),
        ("rules", "blueprint.toml: rules: this is a folder; name a file in it"),
        ("house.txt", "blueprint.toml: house.txt: a standard's name ends in .standard.yaml, .standard.yml or .standard.json"),
        ("empty.standard.yaml", "empty.standard.yaml:1:1: the file holds nothing"),
        ("latin.standard.yaml", "latin.standard.yaml:3:8: the byte 0xe9 is not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(write: Write, name: str, told: str) -> None:
    write("house.standard.yaml", house())
    write("rules/other.yaml", house())
    write("house.txt", house())
    write("empty.standard.yaml", "")
    Path("latin.standard.yaml").write_bytes(b"standard: 1\nid: a\ntitle: \xe9\n")
    (mistake,) = read(name)[1]
    assert mistake.startswith(told)


@pytest.mark.parametrize(
    ("name", "told"), [("a\0.standard.yaml", "embedded null byte"), ("a" * 5000 + ".standard.yaml", "file name too long")]
)
def test_a_name_that_no_file_can_have_is_told(write: Write, name: str, told: str) -> None:
    write("shop.blueprint.json", json.dumps(loads(SERVICE).plain() | {"standards": {"house": {"file": name}}}))
    (reason,) = check_paths(["."]).unread
    assert reason.endswith(f"cannot be read ({told})")


def test_two_files_with_one_id_are_told(write: Write) -> None:
    write("a.standard.yaml", house())
    write("b.standard.yaml", house())
    told = "b.standard.yaml:2:5: 'house' is the id of a.standard.yaml too; give each standard an id of its own"
    assert read("a.standard.yaml", "b.standard.yaml")[1] == (told,)


def test_a_circle_of_standards_is_told_once(write: Write) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "b"), ("d", "d")):
        write(f"{name}.standard.yaml", house(f"extends: {base}\n", name))
    standards, mistakes = read(*(f"{name}.standard.yaml" for name in "abcd"))
    assert mistakes == (
        "b.standard.yaml:5:10: 'b' extends 'c' extends 'b': a standard cannot rest on itself; take one 'extends' out",
        "d.standard.yaml:5:10: 'd' extends 'd': a standard cannot rest on itself; take one 'extends' out",
    )
    assert not standards.own


@pytest.mark.parametrize("broken", ["extends: zzz\n", "drops: [x]\n", "stagse: {}\n", "stages: [\n"])
def test_who_builds_on_a_broken_standard_is_not_called_wrong(write: Write, broken: str) -> None:
    write("a.standard.yaml", house(broken, "a"))
    write("b.standard.yaml", house("extends: a\ndrops: [y]\n", "b"))
    standards, mistakes = read("b.standard.yaml", "a.standard.yaml")
    assert [mistake.partition(":")[0] for mistake in mistakes] == ["a.standard.yaml"] * len(mistakes) != []
    assert not standards.own


# Named by the settings.


def test_settings_name_standards_from_their_own_folder(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("rules/house.standard.yaml", house())
    write("blueprint.toml", 'standards = ["./rules/house.standard.yaml"]\nselect = ["REF"]\n')
    service = write(
        "deep/down/shop.blueprint.yaml", SERVICE.replace("standards:\n  house: {file: rules/house.standard.yaml}\n", "")
    )
    monkeypatch.chdir(service.parent)
    assert [each.message for each in check_paths([service])] == ["'house' has no stage 'thnak'; did you mean 'house/thank'?"]


def test_every_mistake_in_the_standards_of_the_settings_is_told_at_once(write: Write, capfd: pytest.CaptureFixture[str]) -> None:
    write("a.standard.yaml", house("extends: zzz\ndrops: [x]\n", "a"))
    write("b.standard.yaml", house("stagse: {}\n", "b"))
    write("blueprint.toml", 'standards = ["a.standard.yaml", "b.standard.yaml", "c.standard.yaml"]\n')
    write("shop.blueprint.yaml", filled("minimal", "shop"))
    assert main(["check"]) == 2
    told = capfd.readouterr()
    assert told.out == ""
    for wanted in (
        "a.standard.yaml:5:10: there is no standard 'zzz'",
        "b.standard.yaml:5:1: 'stagse' is no key",
        "blueprint.toml: c.",
    ):
        assert wanted in told.err
    with pytest.raises(UsageError, match="there is no standard 'zzz'"):
        start(find_settings())


def test_standards_of_the_settings_are_a_list_of_texts(write: Write) -> None:
    write("blueprint.toml", 'standards = "house.standard.yaml"\n')
    with pytest.raises(UsageError, match=r"standards: 'house\.standard\.yaml' stands where a list belongs"):
        find_settings()


# Named by a blueprint.


def messages(report: Report, family: str = "REF") -> list[str]:
    return [each.message for each in report if each.code.startswith(family)]


def test_a_blueprint_names_standards_from_its_own_folder(write: Write) -> None:
    write("a/rules/house.standard.yaml", house())
    write("a/shop.blueprint.yaml", SERVICE)
    report = check_paths(["a"])
    assert report.unread == ()
    assert messages(report) == ["'house' has no stage 'thnak'; did you mean 'house/thank'?"]


def test_from_the_working_folder_where_it_has_none(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write("rules/house.standard.yaml", house())
    for report in (check(loads(SERVICE)), check_source(read_source(SERVICE, "elsewhere/shop.blueprint.yaml", "yaml"))):
        assert (report.unread, len(messages(report))) == ((), 1)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SERVICE.encode())))
    assert main(["check", "-", "--select", "REF", "--format", "concise"]) == 1


def test_a_standard_of_a_blueprint_may_build_on_one_of_the_settings(write: Write) -> None:
    write("ours.standard.yaml", house(name="ours"))
    write("rules/house.standard.yaml", house("extends: ours\ndrops: [call]\n"))
    run = start(Settings(standards=("ours.standard.yaml",), root=Path.cwd()))
    report = run.check(read_source(SERVICE, "shop.blueprint.yaml", "yaml"))
    assert report.unread == ()
    assert messages(report) == [
        "'house' has no stage 'call', but another standard has: write ours/call",
        "'house' has no stage 'thnak'; did you mean 'house/thank'?",
    ]


def test_a_standard_of_a_blueprint_takes_no_id_of_the_settings(write: Write) -> None:
    write("ours.standard.yaml", house())
    write("rules/house.standard.yaml", house().replace("polite", "nice"))
    run = start(Settings(standards=("ours.standard.yaml",), root=Path.cwd()))
    (told,) = run.check(read_source(SERVICE, "shop.blueprint.yaml", "yaml")).unread
    assert (
        told == "rules/house.standard.yaml:2:5: 'house' is the id of another standard, which the settings name; take another one"
    )


@pytest.mark.parametrize("more", [STAGES, "extends: iso-10002\ndrops: [tracking]\n"])
@pytest.mark.parametrize("name", ["house", "iso-10002"])
def test_settings_and_a_blueprint_may_name_the_same_standard(write: Write, name: str, more: str) -> None:
    text = house(more if name == "house" else f"extends: iso-10002\n{STAGES}", name)
    write("rules/house.standard.yaml", text)
    run = start(Settings(standards=("rules/house.standard.yaml",), root=Path.cwd()))
    service = SERVICE.replace("house: {", f"{name}: {{").replace("follows: [house]", f"follows: [{name}]")
    assert run.check(read_source(service, "shop.blueprint.yaml", "yaml")).unread == ()


def test_a_broken_standard_of_one_blueprint_stops_neither_its_rules_nor_the_others(
    write: Write, capfd: pytest.CaptureFixture[str]
) -> None:
    write("a.blueprint.yaml", SERVICE.replace("lane: frontstage, does: Calls", "lane: frontstgae, does: Calls"))
    write("b.blueprint.yaml", filled("minimal", "shop"))
    write("rules/house.standard.yaml", house("stagse: {}\nextend: x\n"))
    assert main(["check", "--format", "json", "--select", "REF"]) == 2
    out, err = capfd.readouterr()
    assert err.count("blueprint: rules/house.standard.yaml:") == 2
    findings = json.loads(out)["findings"]
    assert [(each["file"], each["code"]) for each in findings] == [("a.blueprint.yaml", "REF004")]
    assert json.loads(out)["summary"]["files"] == 2


def test_a_missing_standard_is_told_where_the_blueprint_names_it(write: Write) -> None:
    write("shop.blueprint.yaml", SERVICE)
    assert check_paths(["."]).unread == ("shop.blueprint.yaml:5:17: rules/house.standard.yaml: there is no such file",)


def test_the_id_is_the_key_it_is_known_by(write: Write) -> None:
    write("shop.blueprint.yaml", SERVICE)
    write("rules/house.standard.yaml", house(name="home"))
    assert check_paths(["."]).unread == (
        "rules/house.standard.yaml:2:5: the id is 'home', but shop.blueprint.yaml:5:17 knows it as 'house'; make them the same",
    )


def test_what_names_a_standard_is_written_and_read_again() -> None:
    assert loads(dumps(loads(SERVICE))) == loads(SERVICE)


# What the README shows.


def shown(first: str) -> str:
    """The example of the README that has this line in it."""
    text = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    return next(block.partition("```")[0] for block in text.split("```yaml\n")[1:] if first in block.partition("```")[0])


def test_the_standard_in_the_readme_can_be_used(write: Write) -> None:
    standards, mistakes = read(write("house.standard.yaml", shown("standard: 1")))
    assert mistakes == ()
    own = standards["house-complaints"]
    assert set(own.stages) == set(KNOWN["iso-10002"].stages) - {"tracking"}
    assert own.stages["acknowledgement"].within is not None
