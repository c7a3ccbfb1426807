"""IGN: accepted findings, in the document and on lines; ignores that are wrong or stale are found."""

from datetime import date
from pathlib import Path

import pytest

from blueprint.checking import check_source
from blueprint.config import Settings
from blueprint.findings import Report
from blueprint.source import read_source
from blueprint.testing import TODAY, example_source

FUTURE = "reviewed: 2999-01-01"  # REV003
PACK = '''\
from blueprint.rules import Problem, Severity, rule

@rule("ACME001", Severity.warning, source="House rules", bad="title: A", good="title: B", spares="Nothing.")
def any_title(view):
    """A title stands here."""
    yield Problem("a title", ("title",))
'''


def report(text: str, today: date = TODAY, **settings: object) -> Report:
    """What the rules on review dates and ignores say, and nothing else."""
    draft = "" if text.startswith("{") else "\nstatus: draft\n"  # of which no review is due yet
    chosen = {"select": ("REV", "IGN"), "today": today, **settings}
    return check_source(example_source(text + draft), Settings(**chosen))  # type: ignore[arg-type]


def said(text: str, today: date = TODAY, **settings: object) -> list[str]:
    checked = report(text, today, **settings)
    assert not checked.skipped, checked.findings
    return [f"{each.code} {each.message}" for each in checked]


REV003 = "REV003 the last review is said to be on 2999-01-01, a day that is still to come"


def document(rule: str = "REV003", at: str = "/reviewed", more: str = "") -> str:
    return f"{FUTURE}\nignore:\n  - {{rule: {rule}, at: {at}, reason: A story of the future{more}}}\n"


# ---- what an ignore covers


@pytest.mark.parametrize(
    "text",
    [
        document(),
        document(at="/"),
        document(rule="REV"),
        f"{FUTURE}  # blueprint: ignore[REV003] a story of the future",
        f"{FUTURE}  # blueprint: ignore[REV] a story of the future",
        f"{FUTURE}  # blueprint:ignore [REV003] a story of the future",
        f"{FUTURE} # see below # blueprint: ignore[REV003] a story of the future",
        f"# blueprint: ignore[REV003] a story of the future\n{FUTURE}",
        f"# blueprint: ignore[REV003] a story of the future\n\n# the day\n\n{FUTURE}",
        f"{FUTURE}  # blueprint: ignore[REV003] ticket #1 of many",
        f"{FUTURE}  # blueprint: ignore[REV003] #1 of many",
    ],
    ids=[
        "pointer", "whole document", "family", "line", "family on a line", "other blanks", "after a comment", "line above",
        "line above with more between", "a number in the reason", "a reason that begins with a number",
    ],
)  # fmt: skip
def test_an_accepted_finding_is_covered_and_counted(text: str) -> None:
    assert said(text) == []
    assert report(text).suppressed == 1


def test_several_rules_may_stand_in_one_bracket() -> None:
    text = f"{FUTURE}  # blueprint: ignore[REV003, LIF004] a story of the future"
    checked = report(text, select=("REV", "LIF004", "IGN"))
    assert (checked.codes, checked.suppressed) == ((), 3)  # one future review, two missing phases
    assert said(text.replace("LIF004", "REV001")) == ["IGN004 the ignore of REV001 covers nothing here; take it out"]


@pytest.mark.parametrize(
    "text",
    [
        document(rule="REV001"),
        document(at="/title"),
        document(at="/review"),
        f"title: Shop  # blueprint: ignore[REV003] a story of the future\n{FUTURE}",
        f"{FUTURE}\n# blueprint: ignore[REV003] a story of the future\ntitle: Shop",
    ],
    ids=["another rule", "another place", "the beginning of a word", "another line", "the line after"],
)
def test_an_ignore_covers_nothing_but_what_it_names(text: str) -> None:
    assert [each.partition(" ")[0] for each in sorted(said(text))] == ["IGN004", "REV003"]


@pytest.mark.parametrize(
    "text",
    [
        f'{FUTURE}\ntitle: "Shop  # blueprint: ignore[REV003] x"',
        f"{FUTURE}\ntitle: 'Shop  # blueprint: ignore[REV003] x'",
        f"{FUTURE}\ndescription: |\n  # blueprint: ignore[REV003] x\n  A shop.",
        f'{FUTURE}\n"x-# blueprint: ignore[REV003] x": yes',
    ],
    ids=["double quotes", "single quotes", "block", "key"],
)
def test_an_ignore_inside_a_text_is_no_comment(text: str) -> None:
    assert said(text) == [REV003]


def test_json_has_no_comments_but_takes_ignores_in_the_document() -> None:
    text = (
        '{"blueprint": 1, "id": "a", "title": "# blueprint: ignore[NOPE] x", "processes": {}, "status": "draft", '
        '"reviewed": "2999-01-01", "ignore": [{"rule": "REV003", "at": "/reviewed", "reason": "A story"}]}'
    )
    assert said(text) == []


def test_text_that_cannot_be_read_is_never_ignored() -> None:
    source = read_source("# blueprint: ignore[SYN] generated\ntitle: a\ntitle: b\n", "a.blueprint.yaml", "yaml")
    assert check_source(source).codes == ("SYN004",)


# ---- IGN001 and IGN002


def test_an_unknown_rule_is_told_with_what_was_perhaps_meant() -> None:
    assert said(f"{FUTURE}  # blueprint: ignore[REV03] a story of the future") == [
        REV003, "IGN001 there is no rule 'REV03'; did you mean 'REV003'?",
    ]  # fmt: skip
    assert said("title: Shop  # blueprint: ignore[XYZQ] why not") == ["IGN001 there is no rule 'XYZQ'"]


@pytest.mark.parametrize("comment", ["# blueprint: ignore", "# blueprint: ignore[] because", "# blueprint: ignore because"])
def test_an_ignore_of_no_rule_is_told_once(comment: str) -> None:
    assert said(f"title: Shop  {comment}") == ["IGN001 the ignore names no rule; write ignore[CODE] and the reason"]


@pytest.mark.parametrize("reason", ["", "   ", "# TODO", " (until 2999-01-01)", " (until 2999-01-01)  # TODO"])
def test_an_ignore_without_a_reason_still_covers_but_is_told(reason: str) -> None:
    text = f"{FUTURE}  # blueprint: ignore[REV003]{reason}"
    assert said(text) == ["IGN002 the ignore of REV003 gives no reason; write it behind the bracket"]
    assert report(text).suppressed == 1


# ---- IGN003


@pytest.mark.parametrize(
    "text",
    [
        document(more=", until: 2026-11-21"),
        f"{FUTURE}  # blueprint: ignore[REV003] a story (until 2026-11-21)",
        f"{FUTURE}  # blueprint: ignore[REV003] a story (until 2026-11-21)  # see the wall",
    ],
    ids=["document", "line", "before another comment"],
)
def test_the_last_day_itself_still_covers(text: str) -> None:
    assert said(text, today=date(2026, 11, 21)) == []
    assert sorted(said(text, today=date(2026, 11, 22))) == [
        "IGN003 the ignore of REV003 ended on 2026-11-21; mend what it covered, or set a new day", REV003,
    ]  # fmt: skip


def test_a_second_ignore_that_has_not_expired_covers_all_the_same() -> None:
    text = document(more=", until: 2020-01-01").replace(FUTURE, f"{FUTURE}  # blueprint: ignore[REV003] a story")
    assert [each.partition(" ")[0] for each in said(text)] == ["IGN003"]


@pytest.mark.parametrize("day", ["soon", "2026-02-30", "31.12.2026", ""])
def test_a_last_day_that_cannot_be_read_is_told(day: str) -> None:
    assert said(f"{FUTURE}  # blueprint: ignore[REV003] a story (until {day})") == [
        "IGN003 the last day of the ignore of REV003 cannot be read; end it with (until 2027-03-31)"
    ]


def test_a_reason_of_a_document_may_speak_of_days_as_it_likes() -> None:
    assert said(document().replace("A story", "A story (until soon)")) == []


# ---- IGN004


def test_an_ignore_that_covers_nothing_is_told() -> None:
    assert said("title: Shop  # blueprint: ignore[REV003] a slip") == [
        "IGN004 the ignore of REV003 covers nothing here; take it out"
    ]
    assert said("ignore: [{rule: REV, at: /, reason: A slip}]") == ["IGN004 the ignore of REV covers nothing here; take it out"]


def test_an_expired_ignore_is_not_called_unused_as_well() -> None:
    assert [each[:6] for each in said("title: Shop  # blueprint: ignore[REV003] a slip (until 2020-01-01)")] == ["IGN003"]


@pytest.mark.parametrize("rule", ["CMP001", "CMP", "REV"])
def test_an_ignore_of_rules_that_are_left_out_is_not_called_unused(rule: str) -> None:
    assert said(f"title: Shop  # blueprint: ignore[{rule}] a slip", select=("REV001", "REV002", "IGN")) == []


def test_a_family_of_which_one_rule_is_advice_is_unused_only_under_strict() -> None:
    whole = "".join(
        f"  {phase}: {{title: P, phase: {phase}, kind: guidance, start: a, "
        "steps: {a: {lane: frontstage, does: Helps, ends: Ok}}}\n"
        for phase in ("pre-sale", "in-sale", "after-sale")
    )
    source = example_source(f"title: Shop  # blueprint: ignore[LIF] small\nprocesses:\n{whole}")
    assert "IGN004" not in check_source(source, Settings(preset="recommended")).codes
    assert "IGN004" in check_source(source, Settings(preset="strict")).codes


def test_ignores_can_be_left_out_as_a_family() -> None:
    assert said("title: Shop  # blueprint: ignore[NOPE]", ignore=("IGN",)) == []


# ---- packs


def test_a_rule_of_a_pack_can_be_ignored_and_is_known(tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text(PACK, encoding="utf-8")
    text = "title: Shop  # blueprint: ignore[ACME001] our house\nx-more: 1  # blueprint: ignore[ACME] nothing here"
    settings = {"select": ("ACME", "IGN"), "packs": ("./rules.py",), "root": tmp_path}
    assert said(text, **settings) == ["IGN004 the ignore of ACME covers nothing here; take it out"]
    assert said(text)[0].startswith("IGN001 there is no rule 'ACME001'")
