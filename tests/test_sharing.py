"""Work shared out: the same report in the same order, whoever does it; a worker that dies is told, and nothing passes."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from blueprint import sharing
from blueprint.checking import check_inputs, check_paths
from blueprint.cli import main
from blueprint.config import Nearest, Override, Settings
from blueprint.errors import PackError
from blueprint.findings import Report
from blueprint.inputs import find_inputs
from blueprint.runs import Runs
from blueprint.values import Table

BROKEN = Path(__file__).resolve().parents[1] / "examples" / "broken"
SETTINGS = Settings(
    preset="strict",
    today=date(2026, 11, 21),
    severity=Table({"CMP": "info"}),
    root=BROKEN,
    overrides=(Override(paths=("*-data-*",), ignore=("SEC",)),),
)
NEAREST = Nearest(SETTINGS)


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


@contextmanager
def dask() -> Iterator[Executor]:
    """The executor of a cluster of two processes on this machine."""
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        yield client.get_executor()


EXECUTORS: dict[str, Any] = {
    "processes": lambda: ProcessPoolExecutor(2),
    "threads": lambda: ThreadPoolExecutor(3),
    "later": Later,
    "dask": dask,
}


@pytest.mark.parametrize("make", EXECUTORS.values(), ids=EXECUTORS)
def test_the_report_is_the_same_whoever_checks(make: Any, serial: Report) -> None:
    with make() as executor:
        assert check_paths([BROKEN], SETTINGS, executor=executor) == serial


@pytest.mark.parametrize("make", EXECUTORS.values(), ids=EXECUTORS)
def test_a_broken_pack_stops_a_shared_run_too(make: Any, tmp_path: Path) -> None:
    with make() as executor, pytest.raises(PackError):
        check_paths([BROKEN], Settings(packs=("nowhere.py",), root=tmp_path), executor=executor)


@pytest.mark.parametrize("make", EXECUTORS.values(), ids=EXECUTORS)
def test_each_input_is_told_once(make: Any) -> None:
    told: list[str] = []
    with make() as executor:
        report = check_inputs(
            Runs(NEAREST),
            find_inputs([BROKEN], NEAREST),
            executor=executor,
            come_to=lambda each: told.append(each.name),
        )
    assert tuple(told) == report.files


def dying(_: Settings, inputs: Any) -> list[Report]:
    if any("unknown-channel" in each.name for each in inputs):
        os._exit(1)
    return [Report(files=(each.name,)) for each in inputs]


def done(report: Report) -> int:
    """The parts that were checked."""
    return -(-len(report.files) // 7)


def test_a_worker_that_dies_is_a_crash_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blueprint.checking.check_some", dying)
    with ProcessPoolExecutor(1) as executor:
        report = check_paths([BROKEN], SETTINGS, executor=executor)
    assert len(report.crashes) == -(-len(find_inputs([BROKEN], NEAREST)) // 7) - done(report)
    assert all("because a worker failed (BrokenProcessPool)" in each for each in report.crashes)


def test_an_executor_that_takes_no_work_is_a_crash_of_the_report() -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    report = check_paths([BROKEN], SETTINGS, executor=executor)
    assert not report.files
    assert len(report.crashes) == -(-len(find_inputs([BROKEN], NEAREST)) // 7)
    assert all("because a worker failed (RuntimeError)" in each for each in report.crashes)


def test_a_command_whose_worker_dies_ends_with_three(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "house.py").write_text(
        "import os\nfrom blueprint.rules import Severity, rule\n"
        "@rule('HOUSE001', Severity.error, source='House', bad='', good='title: A', spares='All.')\n"
        "def house_rule(view):\n    '''It dies.'''\n    os._exit(9)\n",
        encoding="utf-8",
    )
    (tmp_path / "blueprint.toml").write_text('packs = ["./house.py"]\n', encoding="utf-8")
    assert main(["check", str(BROKEN), "--config", str(tmp_path / "blueprint.toml"), "-j", "2"]) == 3
    out, err = capfd.readouterr()
    assert out == "0 files checked: so nothing was found either.\n"
    assert "Traceback" not in err
    assert all("not checked, because a worker failed (BrokenProcessPool)" in line for line in err.splitlines()[1:])


def test_the_command_takes_a_number_of_processes(capfd: pytest.CaptureFixture[str]) -> None:
    call = ["check", str(BROKEN), "--today", "2026-11-21", "--format", "json"]
    assert main(call) == 1
    alone = capfd.readouterr()
    assert main([*call, "-j", "2"]) == 1
    assert capfd.readouterr() == alone


@pytest.mark.parametrize("number", ["0", "-1", "two", "1000", "1.5"])
def test_a_number_of_processes_that_makes_no_sense_ends_with_two(number: str) -> None:
    assert main(["check", str(BROKEN), f"--jobs={number}"]) == 2
