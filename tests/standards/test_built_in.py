"""The standards that come with the library: valid, whole, and read only when they are needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import blueprint.standards
from blueprint import loads
from blueprint.cli import main
from blueprint.documents import mistakes_in, read_file
from blueprint.flow.graph import components
from blueprint.schema import schema_of
from blueprint.standards import BUILT_IN, KNOWN, Stage, StageModel, Standards, built_in
from blueprint.view import View

FOLDER = Path(blueprint.standards.__file__).parent
each_standard = pytest.mark.parametrize("name", BUILT_IN)


def seen_in(name: str) -> set[str]:
    return {stage for stage, each in built_in(name).stages.items() if each.seen}


@each_standard
def test_a_built_in_standard_is_valid(name: str) -> None:
    assert mistakes_in(read_file(FOLDER / f"{name}.yaml", of="standard"), StageModel) == ()


@each_standard
def test_a_built_in_standard_is_known_by_its_id_and_kinds(name: str) -> None:
    assert built_in(name).id == name
    assert built_in(name).kinds == BUILT_IN[name]


def test_every_file_is_known() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(BUILT_IN) == set(KNOWN)
    assert len(KNOWN) == len(BUILT_IN)


@each_standard
def test_reading_and_writing_lose_nothing(name: str) -> None:
    assert StageModel.read(built_in(name).plain()) == built_in(name)


@each_standard
def test_a_built_in_standard_names_only_stages_that_it_has(name: str) -> None:
    stages = built_in(name).stages
    named = {other for each in stages.values() for other in each.before}
    named |= {each.within.from_ for each in stages.values() if each.within and each.within.from_}
    assert named <= set(stages)


@each_standard
def test_the_order_of_a_built_in_standard_can_be_kept(name: str) -> None:
    stages = built_in(name).stages
    names = list(stages)
    after = [[names.index(other) for other in each.before] for each in stages.values()]
    assert all(len(part) == 1 and part[0] not in after[part[0]] for part in components(range(len(names)), after))


@each_standard
def test_order_is_asked_only_of_what_happens_in_a_run(name: str) -> None:
    stages = built_in(name).stages
    ordered = {other for each in stages.values() for other in each.before} | {key for key, each in stages.items() if each.before}
    assert {stages[each].holds for each in ordered} <= {"in-run"}


@each_standard
def test_every_stage_says_why_in_a_sentence_or_two(name: str) -> None:
    for stage in built_in(name).stages.values():
        assert 20 < len(stage.why) < 140
        assert stage.why.endswith(".")
        assert stage.why[0].isupper()


def owed(name: str, outcome: str) -> set[str]:
    """The stages that a run with this outcome owes, what stands outside of runs left out."""
    return {
        key
        for key, each in built_in(name).stages.items()
        if each.required == "always" and each.holds == "in-run" and outcome in each.outcomes
    }


def test_what_a_complaint_owes_depends_on_how_it_ends() -> None:
    first = {"receipt", "acknowledgement", "initial-assessment", "investigation", "decision"}
    assert owed("iso-10002", "success") == first | {"response", "closing"}
    assert owed("iso-10002", "partly") == first | {"response", "closing", "recourse"}
    assert owed("iso-10002", "refused") == first | {"recourse"}
    assert owed("iso-10002", "withdrawn") == {"receipt"}
    assert owed("iso-10002", "passed-on") == owed("iso-10002", "failed") == {"receipt", "acknowledgement"}


def test_what_a_customer_must_see_of_a_complaint() -> None:
    assert seen_in("iso-10002") == {"communication", "acknowledgement", "decision", "recourse"}


def test_a_withdrawal_pays_back_within_14_days_of_the_word() -> None:
    refund = built_in("eu-withdrawal").stages["refund"]
    assert refund.within is not None
    assert (str(refund.within.limit), refund.within.from_, refund.seen) == ("14d", "withdraw", True)
    assert owed("eu-withdrawal", "refused") == {"withdraw", "acknowledge"}
    assert owed("eu-withdrawal", "withdrawn") == set()


def test_what_every_return_owes() -> None:
    every = {"request", "authorise", "hand-over", "receive", "inspect", "notify", "close"}
    assert owed("scor-return", "success") == every | {"refund"}
    assert owed("scor-return", "refused") == {"request", "notify"}
    exits = {key: each.exits for key, each in built_in("scor-return").stages.items() if each.exits}
    assert exits == {
        "eligibility": ("not authorised",),
        "authorise": ("not authorised",),
        "receive": ("never received",),
        "inspect": ("fails inspection",),
    }


@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("service-recovery", "detection apology explanation voice remedy return-to-service record prevention"),
        ("itil-incident", "identify log categorise prioritise respond close"),
    ],
)
def test_standards_that_no_kind_implies_have_these_stages(name: str, stages: str) -> None:
    assert " ".join(built_in(name).stages) == stages
    assert not built_in(name).kinds


def test_a_name_that_is_none_is_a_key_error() -> None:
    assert "iso-9001" not in KNOWN
    assert KNOWN.get("iso-9001") is None
    with pytest.raises(KeyError):
        KNOWN["iso-9001"]


def test_own_standards_hide_built_in_ones() -> None:
    mine = StageModel(
        id="iso-10002", title="Ours", source="House", kinds=("objection",), stages={"a": Stage(title="A", why="B.")}
    )
    standards = Standards({"iso-10002": mine})
    assert standards["iso-10002"] is mine
    assert standards.implied_by("objection") == ("iso-10002",)
    assert standards.implied_by("complaint-handling") == ()
    assert len(standards) == len(list(standards)) == len(KNOWN)


def test_a_check_that_needs_no_standard_reads_none(tmp_path: Path) -> None:
    code = (
        "import sys; from blueprint import check_paths; from blueprint.standards import built_in;"
        "report = check_paths(['shop.blueprint.yaml']); sys.exit(len(report.unread) + 10 * built_in.cache_info().currsize)"
    )
    text = "blueprint: 1\nid: a\ntitle: A\nprocesses: {sale: {title: Sale, phase: in-sale, kind: other, start: b, steps: {}}}\n"
    (tmp_path / "shop.blueprint.yaml").write_text(text, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(FOLDER.parents[1])}, check=False)
    assert done.returncode == 0


# What a process owes.


def view(kind: str = "complaint-handling", follows: str = "[]", top: str = "", standards: Standards = KNOWN) -> View:
    text = (
        f"blueprint: 1\nid: a\ntitle: A\n{top}\nprocesses:\n"
        f"  care: {{title: Care, phase: after-sale, kind: {kind}, follows: {follows}, start: a, steps: {{}}}}\n"
    )
    return View(loads(text), standards=standards)


@pytest.mark.parametrize(
    ("kind", "owes"),
    [("complaint-handling", "iso-10002"), ("withdrawal", "eu-withdrawal"), ("return", "scor-return"), ("support", "")],
)
def test_some_kinds_owe_a_standard_without_saying_so(kind: str, owes: str) -> None:
    assert view(kind).standards_of("care") == tuple(owes.split())


def test_what_a_process_follows_it_owes_once() -> None:
    assert view(follows="[service-recovery, iso-10002]").standards_of("care") == ("service-recovery", "iso-10002")


def test_an_unknown_standard_is_owed_by_nobody() -> None:
    assert view("support", follows="[iso-9001]").standards_of("care") == ()


@pytest.mark.parametrize(
    ("personas", "owes"),
    [
        ("{}", True),
        ("{a: {title: A}}", True),
        ("{a: {title: A, kind: consumer}}", True),
        ("{a: {title: A, kind: business}, b: {title: B, kind: consumer}}", True),
        ("{a: {title: A, kind: business}, b: {title: B}}", True),
        ("{a: {title: A, kind: business}, b: {title: B, kind: citizen}}", False),
    ],
)
def test_what_is_owed_to_consumers_is_owed_where_there_may_be_some(personas: str, owes: bool) -> None:
    assert view("withdrawal", top=f"personas: {personas}").standards_of("care") == (("eu-withdrawal",) if owes else ())


def test_who_follows_a_standard_owes_it_to_whomever_it_serves() -> None:
    top = "personas: {a: {title: A, kind: business}}"
    assert view("withdrawal", "[eu-withdrawal]", top).standards_of("care") == ("eu-withdrawal",)


@pytest.mark.parametrize("follows", ["[]", "[iso-10002]"])
def test_what_does_not_apply_is_not_owed(follows: str) -> None:
    top = "standards: {iso-10002: {not-applied: Too small a house}}"
    assert view(follows=follows, top=top).standards_of("care") == ()


@pytest.mark.parametrize(("kinds", "follows"), [(("complaint-handling",), "[]"), ((), "[house]")])
def test_what_an_own_standard_extends_is_not_owed_beside_it(kinds: tuple[str, ...], follows: str) -> None:
    house = StageModel(id="house", title="House", source="House", extends="iso-10002", kinds=kinds)  # type: ignore[arg-type]
    standards = Standards({"house": house})
    assert view(follows=follows, standards=standards).standards_of("care") == ("house",)
    assert list(standards.bases("house")) == ["iso-10002"]


def test_unless_it_is_followed_in_so_many_words() -> None:
    standards = Standards({"house": StageModel(id="house", title="House", source="House", extends="iso-10002")})
    assert view(follows="[house, iso-10002]", standards=standards).standards_of("care") == ("house", "iso-10002")


# Its schema.


def test_the_schema_of_standards_is_printed_and_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--standard"]) == 0
    printed = capsys.readouterr().out
    assert json.loads(printed) == schema_of(StageModel)
    assert main(["schema", "--standard", "-o", str(tmp_path)]) == 0
    assert (tmp_path / "standard-1.schema.json").read_text(encoding="utf-8") == printed
