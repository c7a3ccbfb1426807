"""Work shared out: the same report in the same order, whoever does it; a worker that dies is told, and nothing passes."""

import os
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from blueprint import sharing
from blueprint.checking import check_paths
from blueprint.cli import main
from blueprint.config import Override, Settings
from blueprint.errors import PackError
from blueprint.findings import Report
from blueprint.values import Table

BROKEN = Path(__file__).resolve().parents[1] / "examples" / "broken"
SETTINGS = Settings(
    preset="strict",
    today=date(2026, 11, 21),
    severity=Table({"CMP": "info"}),
    root=BROKEN,
    overrides=(Override(paths=("*-data-*",), ignore=("SEC",)),),
)


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "PART", 7)


@pytest.fixture(scope="module")
def serial() -> Report:
    return check_paths([BROKEN], SETTINGS)


class Later(Executor):
    """Does nothing before it is asked for, and then what was submitted last comes first."""

    def submit(self, call: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.result = lambda timeout=None: call(*arguments, **named)  # type: ignore[method-assign]
        return future


EXECUTORS: dict[str, Any] = {
    "processes": lambda: ProcessPoolExecutor(2),
    "threads": lambda: ThreadPoolExecutor(3),
    "later": Later,
}


@pytest.mark.parametrize("make", EXECUTORS.values(), ids=EXECUTORS)
def test_the_report_is_the_same_whoever_checks(make: Any, serial: Report) -> None:
    with make() as executor:
        assert check_paths([BROKEN], SETTINGS, executor=executor) == serial


@pytest.mark.parametrize("make", EXECUTORS.values(), ids=EXECUTORS)
def test_a_broken_pack_stops_a_shared_run_too(make: Any, tmp_path: Path) -> None:
    with make() as executor, pytest.raises(PackError):
        check_paths([BROKEN], Settings(packs=("nowhere.py",), root=tmp_path), executor=executor)


def dying(_: Settings, inputs: Any) -> list[Report]:
    if any("unknown-channel" in each.name for each in inputs):
        os._exit(1)
    return [Report(files=(each.name,)) for each in inputs]


def test_a_worker_that_dies_is_a_crash_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blueprint.checking.check_some", dying)
    with ProcessPoolExecutor(1) as executor:
        report = check_paths([BROKEN], SETTINGS, executor=executor)
    assert report.crashes
    assert all("because a worker failed (BrokenProcessPool)" in each for each in report.crashes)


def test_the_command_takes_a_number_of_processes(capfd: pytest.CaptureFixture[str]) -> None:
    call = ["check", str(BROKEN), "--today", "2026-11-21", "--format", "json"]
    assert main(call) == 1
    alone = capfd.readouterr()
    assert main([*call, "-j", "2"]) == 1
    assert capfd.readouterr() == alone


@pytest.mark.parametrize("number", ["0", "-1", "two", "1000", "1.5"])
def test_a_number_of_processes_that_makes_no_sense_ends_with_two(number: str) -> None:
    assert main(["check", str(BROKEN), f"--jobs={number}"]) == 2
