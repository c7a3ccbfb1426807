"""Themes: what is drawn can be seen, the same things are drawn in each, and a theme of one's own says what is wrong with it."""

import re
from pathlib import Path

import pytest

from blueprint.documents import load
from blueprint.drawing import render
from blueprint.drawing.theme import THEMES, contrast, faint, find_theme, read_theme
from blueprint.errors import UsageError

PURCHASE = load(Path(__file__).parent.parent / "examples" / "city-bikes.blueprint.yaml")
each_theme = pytest.mark.parametrize("name", THEMES)


@each_theme
def test_every_text_and_line_can_be_seen(name: str) -> None:
    assert faint(find_theme(name)) == []


def test_high_contrast_is_high() -> None:
    assert faint(find_theme("contrast"), text=7, line=4.5) == []
    assert faint(find_theme("light"), text=7) != []


def test_print_has_no_colour_but_greys() -> None:
    picture = render(PURCHASE, process="purchase", theme="print").dot
    colors = set(re.findall("#[0-9a-f]{6}", picture))
    assert len(colors) > 5
    assert all(color[1:3] == color[3:5] == color[5:7] for color in colors)


@each_theme
def test_a_theme_changes_nothing_but_colours(name: str) -> None:
    light, other = (
        re.sub('color="[^"]*"', "", render(PURCHASE, process="purchase", theme=theme).dot) for theme in ("light", name)
    )
    assert light == other


@each_theme
def test_every_colour_that_is_drawn_comes_from_the_theme(name: str) -> None:
    drawn = set(re.findall('color="([^"]*)"', render(PURCHASE, theme=name).dot))
    known = Path(__file__).parent.parent.joinpath("blueprint", "drawing", "themes", f"{name}.toml").read_text(encoding="utf-8")
    assert drawn <= set(re.findall("#[0-9a-f]{6}", known))


def test_black_on_white_is_the_highest_contrast() -> None:
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1


def test_a_theme_of_ones_own_starts_from_another(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text('base = "dark"\nink = "#ABCDEF"\n[band]\ncustomer = "#000000"\n', encoding="utf-8")
    theme, dark = read_theme(file), find_theme("dark")
    assert (theme.ink, theme.band["customer"]) == ("#ABCDEF", "#000000")
    assert (theme.soft, theme.band["support"], theme.mark) == (dark.soft, dark.band["support"], dark.mark)
    assert "#abcdef" in render(PURCHASE, process="purchase", theme=str(file)).svg.lower()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('imk = "#000000"', "there is no colour 'imk'; did you mean 'ink'"),
        ("ink = 3", "'ink' is a colour such as #1f2933, not 3"),
        ('ink = "black"', "'ink' is a colour such as #1f2933, not 'black'"),
        ('band = "#000000"', "'band' is a table of colours, not '#000000'"),
        ('[band]\ncustomr = "#000000"', "there is no colour 'band.customr'; did you mean 'customer'"),
        ('[mark]\nfail = ["#000000"]', "'mark.fail' is a list of 2 colours such as"),
        ('base = "drak"', "'base' is one of light, dark, print or contrast, not 'drak'; did you mean 'dark'"),
        ("base = [", "is not TOML"),
    ],
)
def test_a_broken_theme_says_what_is_wrong(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=re.escape(message)):
        read_theme(file)


def test_all_mistakes_of_a_theme_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "house.toml"
    file.write_text('ink = 3\nimk = "#000000"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"house.toml: 'ink' .*; .*house.toml: there is no colour 'imk'"):
        read_theme(file)


def test_an_unknown_theme_is_told_with_what_was_perhaps_meant(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no theme 'lihgt'; did you mean 'light'"):
        find_theme("lihgt")
    with pytest.raises(UsageError, match=r"nowhere.toml: cannot be read"):
        find_theme(str(tmp_path / "nowhere.toml"))
