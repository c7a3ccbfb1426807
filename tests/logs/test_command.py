"""``blueprint conform``: tells how cases ran, gates, draws and learns, and says by its status whether that could be done."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from blueprint.cli import main
from blueprint.documents import dump, load
from blueprint.logs import Log, conform, read_log
from blueprint.logs.learning import lesson
from blueprint.model import Blueprint, Choose
from blueprint.terminal import columns
from tests.logs.played import log_of, played
from tests.logs.test_laws import SHOP
from tests.timing.small import blueprint

ROOT = Path(__file__).parents[2]
BIKES = ROOT / "examples" / "city-bikes.blueprint.yaml"
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Against what really happened\n")[2].partition("\n## ")[0]
ORDERS = """\
Case ID;Activity;Complete Timestamp;Resource
7001;Orders and pays;02.03.2026 09:00;
7001;Checks stock;02.03.2026 09:30;Li
7001;Confirms the order;02.03.2026 10:00;Ann
7001;Books the hand-over;03.03.2026 10:00;Ann
7001;Picks and assembles;04.03.2026 10:00;Li
7001;Hands over and fits the bike;05.03.2026 10:00;Ann
7002;Orders and pays;02.03.2026 11:00;
7002;Confirms the order;02.03.2026 11:30;Ann
7002;Print label;02.03.2026 11:40;Ann
7002;Picks and assembles;04.03.2026 11:00;Li
7002;Hands over and fits the bike;16.03.2026 10:00;Ann
7002;Books the hand-over;17.03.2026 10:00;Ann
"""


@pytest.fixture
def orders(tmp_path: Path) -> str:
    file = tmp_path / "orders.csv"
    file.write_text(ORDERS, encoding="utf-8")
    return str(file)


def said(capsys: pytest.CaptureFixture[str], *call: str | Path, status: int = 0) -> str:
    assert main(["conform", *map(str, call)]) == status
    output = capsys.readouterr()
    return output.err if status == 2 else output.out


def written(log: Log, file: Path) -> str:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["case", "activity", *(["start", "end"] if log.has_starts else ["time"]), "resource"])
        for case in log.cases:
            for event in case.events:
                times = [event.start or "", event.end or ""] if log.has_starts else [event.end]
                writer.writerow([case.id, event.activity, *times, event.resource])
    return str(file)


def test_it_tells_what_deviates(capsys: pytest.CaptureFixture[str], orders: str) -> None:
    told = said(capsys, BIKES, "--log", orders)
    assert max(map(columns, told.splitlines())) <= 80
    plain = " ".join(told.split())
    assert "2 cases with 12 events, the last on 2026-03-17. 1 of them (50%) ran as planned; the fitness is 0.75" in plain
    assert "'Print label' (1 event) is no step of the blueprint, and counts as extra." in plain
    assert "'reserve' skipped; 'hand-over' out of order before 'plan-ride'" in plain
    assert "Not in the log, and so not held against it: 'offer-other', 'decide' and 'repay'." in plain
    assert "reserve: in stock 92% 100% 2" in plain
    assert "(riding-in-time, within 7d): kept in 1 of 2 cases (50%)" in plain


def test_markdown_and_json_tell_the_same(capsys: pytest.CaptureFixture[str], orders: str) -> None:
    assert "## Order and delivery (purchase)" in said(capsys, BIKES, "--log", orders, "--format", "markdown")
    document: Any = json.loads(said(capsys, BIKES, "--log", orders, "--format", "json"))
    assert document["fitting"] == 1
    assert document["unknown"] == [{"activity": "Print label", "events": 1, "hint": ""}]
    (process,) = document["processes"]
    assert {each["id"]: each["skipped"] for each in process["steps"]}["reserve"] == 1
    assert [each["exact"] for each in process["variants"]] == [True, True]
    assert [each["id"] for each in document["cases"]] == ["7001", "7002"]
    assert document["promises"][0]["broken"] == 1


@pytest.mark.parametrize(
    ("demand", "status"),
    [
        ("fitness >= 0.7", 0), ("fitness >= 0.95", 1), ("fitting = 50%", 0), ("skipped(reserve) <= 2%", 1),
        ("late(plan-ride)<1", 0),
        ("kept(riding-in-time) >= 50%", 0), ("purchase: out-of-order(hand-over) < 10%", 1), ("unknown = 0", 1),
        ("extra(pick) = 0", 0),
        ("late(decide) <= 5%", 1),
    ],
)  # fmt: skip
def test_gates_hold_or_not(capsys: pytest.CaptureFixture[str], orders: str, demand: str, status: int) -> None:
    told = said(capsys, BIKES, "--log", orders, "--assert", demand, status=status)
    assert ("DOES NOT HOLD" in told) == bool(status)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["--assert", "fitness"], "is no demand such as 'fitness >= 0.95'"),
        (["--assert", "fittness >= 1"], "there is no figure 'fittness'; did you mean 'fitness'?"),
        (["--assert", "fitness >= 95"], "'fitness' is a share of 1; write one such as 0.95 or 95%"),
        (["--assert", "skipped >= 1"], "'skipped' wants a step in brackets"),
        (["--assert", "skipped(pikc) >= 1"], "there is no step 'pikc'; did you mean"),
        (["--assert", "shop: fitness >= 1"], "there is no process 'shop'"),
        (["--process", "purchas"], "there is no process 'purchas'; did you mean 'purchase'?"),
        (["--map", "Print label"], "write ACTIVITY=STEP"),
        (["--map", "Print label=pcik"], "there is no step 'pcik'; did you mean"),
        (["--map", "Print labels=pick"], "there is no activity 'Print labels'"),
        (["--columns", "kase=1"], "'kase'; did you mean 'case'? does not name a column"),
        (["--only", "pikc"], "there is no step 'pikc'; did you mean 'pick'?"),
        (["--process", "advice"], "no activity is a step of the blueprint"),
        (["--draw", "out.gif"], "drawings are written as .svg, .png, .pdf, .dot"),
        (["--write"], "--write belongs to --learn"),
    ],
)
def test_calls_that_make_no_sense(capsys: pytest.CaptureFixture[str], orders: str, call: list[str], says: str) -> None:
    told = said(capsys, BIKES, "--log", orders, *call, status=2)
    assert says in told
    assert "Traceback" not in told


def test_activities_can_be_named_or_left_out(capsys: pytest.CaptureFixture[str], orders: str) -> None:
    told = " ".join(said(capsys, BIKES, "--log", orders, "--map", "Print label=").split())
    assert "Left out, as asked: 'Print label' (1 event)." in told
    told = " ".join(said(capsys, BIKES, "--log", orders, "--map", "print LABEL=reserve").split())
    assert "'confirm' out of order before 'reserve'; 'hand-over' out of order before 'plan-ride'" in told


def test_a_step_of_several_processes_must_be_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    log = written(log_of("refund"), tmp_path / "log.csv")
    told = said(capsys, BIKES, "--log", log, status=2)
    assert "'refund' (returns or withdrawal)" in told
    assert "--process ID" in told
    assert "(withdrawal)" not in said(capsys, BIKES, "--log", log, "--process", "returns")


def test_what_is_no_blueprint_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path, orders: str) -> None:
    file = tmp_path / "no.blueprint.yaml"
    file.write_text("blueprint: 1\n")
    assert main(["conform", str(file), "--log", orders]) == 1
    assert "no.blueprint.yaml:1:1" in capsys.readouterr().err


def test_limits_in_working_days_keep_the_calendar(tmp_path: Path) -> None:
    service = blueprint(
        "a: {next: b}\nb: {time: {work: 1h, limit: 2wd}, ends: Done}",
        more="calendar: {holidays: [2026-03-09]}\n",
    )
    # From Friday, less the weekend and the holiday: Tuesday is the first working day, Wednesday the second.
    for end, late in (("2026-03-11T23:50:00+00:00", 0), ("2026-03-12T00:10:00+00:00", 1)):
        file = tmp_path / "working.csv"
        file.write_text(f"case,activity,time\n1,a,2026-03-06T09:00:00+00:00\n1,b,{end}\n")
        (process,) = conform(service, read_log(file)).processes
        assert (process.steps["b"].held, process.steps["b"].late) == (1, late), end


def test_it_is_drawn(capsys: pytest.CaptureFixture[str], tmp_path: Path, orders: str) -> None:
    out = tmp_path / "out.svg"
    said(capsys, BIKES, "--log", orders, "--draw", out)
    picture = out.read_text(encoding="utf-8")
    for text in ("92% planned", "100% seen", "skipped 1×", "2 cases", "kept in 1 of 2 cases"):
        assert text in picture.replace("\xa0", " ").replace("&#160;", " "), text


def learned(service: Blueprint, log: Log, folder: Path, capsys: pytest.CaptureFixture[str]) -> Blueprint:
    file = folder / "shop.blueprint.yaml"
    dump(service, file)
    call = [file, "--log", written(log, folder / "log.csv"), "--learn"]
    before = file.read_bytes()
    assert said(capsys, *call).startswith(f"--- a/{str(file).lstrip('/')}")
    assert file.read_bytes() == before
    said(capsys, *call, "--write")
    return load(file)


def test_what_was_played_with_is_learned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = learned(SHOP, played(SHOP, cases=2000), tmp_path, capsys).processes["p"].steps
    stock, close, send, pack = new["stock"].way, new["close"].way, new["send"].time, new["pack"].time
    assert isinstance(stock, Choose)
    assert isinstance(close, Choose)
    assert [float(each.share or 0) for each in stock.options] == pytest.approx([0.8, 0.2], abs=0.03)
    assert [float(each.share or 0) for each in close.options] == pytest.approx([0.7, 0.3], abs=0.05)
    assert float(new["order"].fails[0].likelihood or 0) == pytest.approx(0.1, abs=0.02)
    assert pack is not None
    assert send is not None
    assert (str(send.wait), new["stock"].basis, new["stock"].source) == ("3h", "observed", "event-log")
    assert float(pack.varies or 0) > 0.1


def test_with_ends_alone_the_time_between_is_learned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    service = blueprint("a: {next: b}\nb: {time: {work: 10min}, next: c}\nc: {ends: Done}")
    log = log_of(*["a b c"] * 30)
    new = learned(service, log, tmp_path, capsys).processes["p"].steps
    assert new["b"].time is not None
    assert (str(new["b"].time.wait), str(new["b"].time.work)) == ("50min", "10min")
    assert new["c"].time is not None
    assert str(new["c"].time.wait) == "1h"
    assert new["a"].time is None


def test_every_other_byte_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (
        "# Ours\r\nblueprint: 1\r\nid: small\r\ntitle: 'Small'   # a title\r\nprocesses:\r\n  p:\r\n    title: P\r\n"
        "    phase: in-sale\r\n"
        "    kind: other\r\n    start: a\r\n    steps:\r\n      a:\r\n        lane: frontstage\r\n        does: Looks\r\n"
        "        choose:\r\n        - {when: yes it is, share: 0.5, to: b}   # often\r\n"
        "        - {otherwise: true, share: 50%, to: c}\r\n"
        "      b: {lane: frontstage, does: Nods, ends: Yes}\r\n      c: {lane: frontstage, does: Shakes, ends: 'No'}\r\n"
    )
    file = tmp_path / "small.blueprint.yaml"
    file.write_bytes(("\ufeff" + text).encode())
    log = written(log_of(*["a b"] * 30, *["a c"] * 10), tmp_path / "log.csv")
    said(capsys, file, "--log", log, "--learn", "--write")
    new = file.read_bytes().decode()
    assert "share: 75%, to: b}   # often\r\n" in new
    assert "share: 25%, to: c}\r\n" in new
    kept = [line for line in ("\ufeff" + text).split("\r\n") if "share" not in line and "  b:" not in line and "  c:" not in line]
    assert [line for line in new.split("\r\n") if line in kept] == kept
    assert "\n" not in new.replace("\r\n", "")
    assert said(capsys, file, "--log", log, "--learn") == ""


def test_too_few_cases_teach_nothing() -> None:
    found = conform(SHOP, played(SHOP, cases=5))
    taught = lesson(found, SHOP.plain())
    assert not taught.says
    assert any("seen only" in each for each in taught.left)


def test_the_page_shows_what_is_printed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("orders.csv").write_text(ORDERS, encoding="utf-8")
    told = said(capsys, BIKES, "--log", "orders.csv")
    shown = SECTION.partition("```text\n")[2].partition("```")[0]
    assert shown.strip()
    assert shown in told
