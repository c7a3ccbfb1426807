"""One line for each finding, as compilers print them."""

from blueprint.findings import Report
from blueprint.terminal import clean


def concise(report: Report) -> str:
    """``file:line:column: severity CODE message``."""
    return "".join(
        f"{clean(each.file)}:{each.line}:{each.column}: {each.severity.value} {each.code} {clean(each.message)}\n"
        for each in report.findings
    )
