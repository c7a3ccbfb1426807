"""The same blueprint gives the same bytes: in one process, in another, and however Python seeds its hashes."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from blueprint.drawing import LAYERS, render
from tests.drawing.services import service

ROOT = Path(__file__).parents[2]
NUMBERS = (6, 13, 18)
CODE = """
import hashlib
from blueprint.drawing import LAYERS, render
from tests.drawing.services import service
for number in (6, 13, 18):
    print(hashlib.sha256(render(service(number), show=LAYERS).svg.encode()).hexdigest())
"""


def digests() -> list[str]:
    return [hashlib.sha256(render(service(number), show=LAYERS).svg.encode()).hexdigest() for number in NUMBERS]


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_whatever_the_seed_of_hashes(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    told = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.split() == digests()


def test_on_repetition() -> None:
    assert digests() == digests()
