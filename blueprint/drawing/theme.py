"""Colours and line styles. No meaning rests on a colour alone: shape, dashes or words always say it too."""

from typing import Final

INK: Final = "#1f2933"
SOFT: Final = "#52606d"
RED: Final = "#b42318"
PAPER: Final = "white"

BAND: Final = {
    "evidence": "#fbf9f4",
    "outside": "#f6f3fb",
    "customer": "#eff6fc",
    "frontstage": "#eff8f1",
    "backstage": "#fdf7ea",
    "support": "#f3f4f6",
    "unknown": "#f7eeee",
}
HEAD: Final = {
    "evidence": "#efe9dc",
    "outside": "#e3dbf2",
    "customer": "#d3e5f5",
    "frontstage": "#d2ead8",
    "backstage": "#f6e6c1",
    "support": "#dcdfe4",
    "unknown": "#ecd6d6",
}
BORDER: Final = {
    "evidence": "#a39775",
    "outside": "#7a65a8",
    "customer": "#3c7fb8",
    "frontstage": "#3d8f57",
    "backstage": "#b98a24",
    "support": "#6b7480",
    "unknown": "#a05252",
}
HEADER: Final = {"phase": "#2f4b6e", "process": "#e4eaf1", "stage": "#f4f6f9"}

STRIP: Final = {
    "time": (PAPER, SOFT, ""),
    "repeat": (PAPER, SOFT, ""),
    "hand-over": ("#eef1f5", "#2f4b6e", ""),
    "option": ("#fff1c9", "#6b4e00", "#d9a514"),
    "fail": ("#fdecea", RED, "#e0a49e"),
    "late": ("#f3ecfa", "#5b3a86", "#b9a2d6"),
    "success": ("#dff3e4", "#1d6b37", ""),
    "partly": ("#eef3d8", "#55641a", ""),
    "refused": ("#fbe3e0", "#8e2a20", ""),
    "withdrawn": ("#e9e9ec", "#41464d", ""),
    "passed-on": ("#e2ecf7", "#23507c", ""),
    "failed": ("#f6cfcb", "#7f1d16", ""),
    "continues": ("#2f4b6e", PAPER, ""),
}
"""For each kind of strip: its fill, its text, its border (none: the fill)."""

EDGE: Final = {
    "next": f'color="{SOFT}"',
    "option": f'color="{SOFT}"',
    "fork": f'color="{SOFT}"',
    "start": f'color="{SOFT}"',
    "recover": f'color="{RED}" style=dashed arrowhead=vee arrowsize=0.75',
    "late": 'color="#6a3fa0" style=dotted penwidth=1.7 arrowhead=empty',
    "moment": f'color="{SOFT}" dir=both',
    "evidence": 'color="#a39775" style=dotted dir=none',
}
MARK: Final = {
    "fail": ("F", "circle", RED),
    "wait": ("W", "box", "#7a5b00"),
    "truth": ("M", "hexagon", "#1d5fa8"),
    "trail": ("1", "circle", "#9a3412"),
    "fault": ("!", "octagon", RED),
}
"""For each mark: its letter, its shape, its colour."""
TRAIL: Final = ("#9a3412", "#fff1e6")
"""The lines of a run that is shown, and the fill of its steps."""
