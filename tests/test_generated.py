"""What is committed of generated files is what they would be."""

import blueprint
from tests.generated import ROOT, stale


def test_no_generated_file_is_stale() -> None:
    assert stale() == [], "write them with: python -m tests.generated"


def test_the_readme_names_the_public_api() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in blueprint.__all__)


def test_every_public_name_can_be_imported() -> None:
    assert all(getattr(blueprint, name) is not None for name in blueprint.__all__)
