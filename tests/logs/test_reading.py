"""Reading logs: what tools and people write is understood; what cannot be read is told with its line, none of it dropped."""

import gzip
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.errors import UsageError
from blueprint.logs import Log, LogError, read_log
from blueprint.logs import reading as reading_module
from blueprint.logs.stamps import order_of, stamp_reader
from tests.effort import tries

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <global scope="event"><string key="concept:name" value="never"/></global>
  <trace>
    <string key="concept:name" value="1"/>
    <event>
      <string key="concept:name" value="order"/>
      <string key="lifecycle:transition" value="start"/>
      <date key="time:timestamp" value="2026-03-01T09:00:00.000+01:00"/>
    </event>
    <event>
      <string key="concept:name" value="order"/>
      <string key="lifecycle:transition" value="complete"/>
      <string key="org:resource" value="Ann"/>
      <date key="time:timestamp" value="2026-03-01T09:05:00.000+01:00"/>
    </event>
    <event>
      <string key="concept:name" value="ship"/>
      <string key="lifecycle:transition" value="suspend"/>
      <date key="time:timestamp" value="2026-03-01T09:06:00.000+01:00"/>
    </event>
  </trace>
  <trace><event><string key="concept:name" value="ship"/><date key="time:timestamp" value="2026-03-02T09:00:00Z"/></event></trace>
</log>
"""


def read(folder: Path, text: str | bytes, name: str = "log.csv", **options: object) -> Log:
    file = folder / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_log(file, **options)  # type: ignore[arg-type]


def refused(folder: Path, text: str | bytes, name: str = "log.csv", **options: object) -> str:
    with pytest.raises(UsageError) as caught:
        read(folder, text, name, **options)
    return str(caught.value).replace(str(folder) + "/", "")


@pytest.mark.parametrize(
    "text",
    [
        "case:concept:name,concept:name,time:timestamp\n1,order,2026-03-01 09:00:00+00:00\n",
        "Case ID;Activity;Complete Timestamp\n1;order;01.03.2026 09:00\n",
        "sep=|\ncase|activity|time\n1|order|2026-03-01T09:00:00Z\n",
        "\ufeffcase_id\tactivity_name\tevent_time\n1\torder\t2026/03/01 09:00\n",
        "\n\ncase,activity,end\n\n1,order,2026-03-01T09:00\n\n",
        "Ticket,What,When\n1,order,3/1/2026 9:00 AM\n2,order,3/14/2026 9:00 AM\n".replace(
            "Ticket,What,When", "ticket,status,date"
        ),
    ],
)
def test_tables_are_read_as_tools_write_them(tmp_path: Path, text: str) -> None:
    log = read(tmp_path, text)
    event = log.cases[0].events[0]
    assert (log.cases[0].id, event.activity, event.end) == ("1", "order", datetime(2026, 3, 1, 9, tzinfo=UTC))


def test_a_table_may_be_of_another_code(tmp_path: Path) -> None:
    text = "case;activity;time\n1;Prüfen;01.03.2026\n"
    assert read(tmp_path, text.encode("utf-16")).cases[0].events[0].activity == "Prüfen"
    log = read(tmp_path, text.encode("cp1252"))
    assert log.cases[0].events[0].activity == "Prüfen"
    assert "Windows-1252" in log.notes[0]


def test_columns_can_be_named(tmp_path: Path) -> None:
    text = "Nr,Was,Wann,Bis\n1,order,2026-03-01T09:00,2026-03-01T10:00\n"
    log = read(tmp_path, text, columns={"case": "nr", "activity": "Was", "start": "Wann", "end": "Bis"})
    event = log.cases[0].events[0]
    assert event.start is not None
    assert event.end is not None
    assert event.end - event.start == timedelta(hours=1)
    assert "there is no column for case, activity or time among 'Nr', 'Was', 'Wann' and 'Bis'" in refused(tmp_path, text)
    assert "there is no column 'Nrr'; did you mean 'Nr'?" in refused(tmp_path, text, columns={"case": "Nrr"})


def test_events_out_of_order_are_sorted_and_told(tmp_path: Path) -> None:
    log = read(tmp_path, "case,activity,time\n1,b,2026-03-02\n1,a,2026-03-01\n2,a,2026-03-01\n")
    assert [each.activity for each in log.cases[0].events] == ["a", "b"]
    assert log.notes == ("The events of 1 of 2 cases were not in order of time; they were sorted.",)


def test_offsets_may_be_mixed_but_not_with_none(tmp_path: Path) -> None:
    log = read(tmp_path, "case,activity,time\n1,a,2026-03-01T12:00+02:00\n1,b,2026-03-01T10:30Z\n")
    assert [each.activity for each in log.cases[0].events] == ["a", "b"]
    told = refused(tmp_path, "case,activity,time\n1,a,2026-03-01T12:00\n1,b,2026-03-01T10:30Z\n")
    assert "the time in line 2 has no time zone, and that in line 3 has one" in told


def test_days_that_may_be_two_are_refused(tmp_path: Path) -> None:
    text = "case,activity,time\n1,a,03/04/2026\n"
    assert "--dates day-first or --dates month-first" in refused(tmp_path, text)
    assert read(tmp_path, text, dates="day-first").cases[0].events[0].end == datetime(2026, 4, 3, tzinfo=UTC)
    assert read(tmp_path, text, dates="month-first").cases[0].events[0].end == datetime(2026, 3, 4, tzinfo=UTC)


def test_broken_rows_are_told_with_their_lines(tmp_path: Path) -> None:
    text = (
        'case,activity,time\n1,a,2026-03-01\n,b,2026-03-01\n1,,2026-03-01\n1,"c\nd",soon\n1,e,\n1,f,2026-02-30\n1,g,2026-03-02\n'
    )
    told = refused(tmp_path, text)
    assert "5 rows cannot be read (--skip-broken goes on without them):" in told
    for line in (
        "line 3: there is no case",
        "line 4: there is no activity",
        "line 6: 'soon' is no time",
        "line 7: there is no time",
    ):
        assert line in told
    log = read(tmp_path, text, skip_broken=True)
    assert log.events == 2
    assert log.notes == ("5 rows that cannot be read left out, such as line 3: there is no case.",)


def test_a_step_is_not_over_before_it_begins(tmp_path: Path) -> None:
    told = refused(tmp_path, "case,activity,start,end\n1,a,2026-03-02,2026-03-01\n")
    assert "line 2: it is over (2026-03-01) before it begins (2026-03-02)" in told


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("", "log.csv", "this file is empty"),
        ("case,activity,time\n", "log.csv", "there is no event in this log"),
        ('case,activity,time\n1,"a', "log.csv", "1 row cannot be read"),
        ("x", "log.txt2", "the name of an event log ends in .csv or .xes"),
        (b"\x00\x01\x02", "log.csv.gz", "this is no .gz file"),
        (
            gzip.compress(b"case,activity,time\n1,a,2026-03-01\n", mtime=0)[:-9],
            "log.csv.gz",
            "the end of this .gz file is missing",
        ),
        (b"", "log.xes.gz", "this file is empty"),
        ("<log><trace></log>", "log.xes", "log.xes:1:15: this is not well-formed XML: mismatched tag"),
        ("<html/>", "log.xes", "this is no event log: it begins with <html>"),
        ("<log/>", "log.xes", "there is no event in this log"),
        ('<!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>', "log.xes", "a document type (<!DOCTYPE>) is not read"),
        ("<log>" + "<list>" * 80, "log.xes", "nested more than 60 deep"),
    ],
)
def test_what_is_no_log_is_told(tmp_path: Path, text: str | bytes, name: str, says: str) -> None:
    assert says in refused(tmp_path, text, name)


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    assert "swells to more than 300 times its size" in refused(tmp_path, gzip.compress(b"0" * 80_000_000), "log.csv.gz")


def test_a_log_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_module, "MOST_BYTES", 100)
    assert "larger than 0 MB" in refused(tmp_path, "case,activity,time\n" + "1,a,2026-03-01\n" * 20)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        read_log(tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(UsageError, match="this is a folder"):
        read_log(tmp_path / "folder.csv")


def test_xes_is_read(tmp_path: Path) -> None:
    for log in (read(tmp_path, XES, "log.xes"), read(tmp_path, gzip.compress(XES.encode()), "log.xes.gz")):
        assert [case.id for case in log.cases] == ["1", "case 2"]
        (order,) = log.cases[0].events
        assert (order.activity, order.resource) == ("order", "Ann")
        assert order.start is not None
        assert order.end is not None
        assert order.end - order.start == timedelta(minutes=5)
        assert log.has_starts
        assert any("1 events of the kind 'suspend'" in note for note in log.notes)
        assert any("1 case without a name" in note for note in log.notes)


def test_events_of_xes_without_a_time_are_told(tmp_path: Path) -> None:
    text = XES.replace('<date key="time:timestamp" value="2026-03-02T09:00:00Z"/>', "")
    assert "line 23: there is no time (time:timestamp)" in refused(tmp_path, text, "log.xes")


def test_starts_and_ends_in_rows_of_their_own_are_one_event(tmp_path: Path) -> None:
    text = (
        "case,activity,lifecycle:transition,time\n1,a,start,2026-03-01T09:00\n1,a,START,2026-03-01T09:01\n"
        "1,a,complete,2026-03-01T09:05\n1,a,complete,2026-03-01T09:09\n1,b,complete,2026-03-01T09:10\n"
    )
    events = read(tmp_path, text).cases[0].events
    assert sorted((each.activity, each.start is not None) for each in events) == [("a", True), ("a", True), ("b", False)]


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)))
def test_times_are_read_as_they_are_written(time: datetime) -> None:
    time = time.replace(microsecond=0)
    for form in ("%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d.%m.%Y %H:%M:%S", "%Y-%m-%d %H:%M:%S.000"):
        assert stamp_reader(None)(time.strftime(form)) == time
    assert stamp_reader("day-first")(time.strftime("%d/%m/%Y %H:%M:%S")) == time
    assert stamp_reader("month-first")(time.strftime("%m/%d/%Y %I:%M:%S %p")) == time


def test_one_clear_day_tells_the_order_of_all() -> None:
    assert order_of(["03/04/2026", "2026-01-01", "14/04/2026"]) == "day-first"
    assert order_of(["03.04.2026"]) is None
    assert stamp_reader(None)("03.04.2026") == datetime(2026, 4, 3)


@settings(max_examples=tries(150), deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode), st.sampled_from([".csv", ".xes", ".csv.gz", ".xes.gz"]))
def test_anything_given_in_ends_in_a_message(content: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"log{suffix}"
        file.write_bytes(content)
        with suppress(UsageError):
            read_log(file, skip_broken=True)


def test_log_errors_are_usage_errors() -> None:
    assert issubclass(LogError, UsageError)
