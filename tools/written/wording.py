"""How all written pages look."""

from __future__ import annotations

from collections.abc import Sequence

NOTICE = "<!-- Written from the code by tools/write-docs: change the code, then run it. -->"


def heading(title: str, *paragraphs: str) -> list[str]:
    """The beginning of a page."""
    lines = [f"# {title}", "", NOTICE, ""]
    for paragraph in paragraphs:
        lines += [paragraph, ""]
    return lines


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table, with an empty line after it."""
    lines = [_row(columns), "|" + "---|" * len(columns), *(_row(row) for row in rows)]
    return [*lines, ""]


def page(lines: Sequence[str]) -> str:
    """All lines as one text that ends with one line end."""
    return "\n".join(lines).rstrip("\n") + "\n"


def first_paragraph(text: str | None) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join((text or "").strip().split("\n\n")[0].split())


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
