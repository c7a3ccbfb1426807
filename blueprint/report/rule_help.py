"""What a rule says for itself, for tools that show it beside a finding."""

from blueprint.rules import Rule


def as_text(rule: Rule) -> str:
    """The help without any marks."""
    parts = [rule.title, *_paragraphs(rule.why)]
    parts += [f"Not so:\n{_visible(rule.bad)}"] if rule.bad else []
    return "\n\n".join([*parts, f"But so:\n{_visible(rule.good)}", f"Not flagged: {rule.spares}", f"Source: {rule.source}"])


def as_markdown(rule: Rule) -> str:
    """The help as Markdown, the examples as blocks of code."""
    parts = [f"**{rule.title}**", *_paragraphs(rule.why)]
    parts += [f"Not so:\n\n{_block(rule.bad)}"] if rule.bad else []
    return "\n\n".join([*parts, f"But so:\n\n{_block(rule.good)}", f"*Not flagged:* {rule.spares}", f"*Source:* {rule.source}"])


def _paragraphs(text: str) -> list[str]:
    return [" ".join(each.split()) for each in text.split("\n\n") if each.strip()]


def _block(example: str) -> str:
    language = "json" if example.lstrip().startswith("{") else "yaml"
    return f"```{language}\n{_visible(example)}\n```"


def _visible(example: str) -> str:
    """An example with its mark in words; what cannot be shown is written as an escape."""
    letters = (each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in example.replace("\r", ""))
    return "".join(letters).replace("# !", "# <- here").rstrip("\n")
