"""Values that are hard to write, hard to read, or right in one place and wrong in the next."""

from decimal import Decimal
from typing import Any, Final

NASTY_TEXTS: Final = (
    "yes", "no", "on", "null", "~", "true", "y", "=", "<<", ".inf", ".NaN", "1", "1.10", "1e3", "+1", "0x1F", "0o17", "1_000",
    "10:30", "2026-02-29", "2001-12-14t21:59:43.10-05:00", "---", "--- a", "...", "- a", "-", "? a", "a: b", ": ", ":", "a #b",
    "#", "# a", "&a", "*a", "!a", "!!str", "%a", "@a", "`a", "|", ">", "|-", "{a", "[a", "}", "]", ",", "'", '"', "\\",
    "''", '"a"',    " a", "a ",
    "a\n", "\na", "a\n\nb", "a\r\nb", "a\tb", "\ta", "a\u0085b", "a\u2028b", "\u2029a", "\ufeffa", "a\ufeff", "\0",
    "\x07", "\x7f", "\x80",
    "\u00a0", "\u200b", "\ufffe", "\uffff", "é", "e\u0301", "😀", "👩\u200d👩\u200d👧", "服务蓝图", "مخطط الخدمة",
    "\u202eright to left", "a" * 200, "word " * 40, "/", "a~1b", "x-",
)  # fmt: skip
NASTY_NUMBERS: Final = tuple(map(Decimal, ("0", "-0.0", "0E-10", "1.0", "1.10", "1E+3", "1E-7", "9" * 39, f"0.{'1' * 38}")))
NEAR_MISSES: Final[tuple[Any, ...]] = (
    None, "", " ", "a", "A", "x\n", "a-b", "Ab", "a.b", "a.b.c", "a/b", True, False, 0, -1, 1, Decimal("1.0"), Decimal("1.5"),
    Decimal("-0.0"), Decimal("1E+3"), 3, 10**39, "3",
    "8%", "8%\n", "100.0%", "101%", "-1%", "30s", "30", "30s\n", "1.s", "2026-02-29",
    "2024-02-29", "1900-02-29", "2000-02-29", "2030-02-29", "2038-02-29", "2100-02-29", "0001-01-01", "10000-01-01",
    "2026-01-01\n", "09:00-17:00", "24:00-25:00", "EUR",
    "eur", "en", "nl-BE", "CMP001", "cmp001", "/", "/a\n", "mon", "customer", "in-sale", [], ["a"], ["a", "a"], ["a", 1], [None],
    ["mon", "mon"], [{}], {}, {"a": 1}, {"a": "b"}, {"a": None}, {"x-a": 1}, {"A": "b"}, {"": "b"},
)  # fmt: skip
"""Plain values that are right in one place and wrong in the next."""
