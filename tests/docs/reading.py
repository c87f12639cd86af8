"""What the pages of documentation say: their links, the code and commands they name."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "cellwork"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])

_FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_A_FILE = re.compile(r"[\w.@-]+(?:/[\w.@-]+)*/?(?:\.(?:py|sql|md|toml|html|css|js|conf|service|sh|png|svg))?")


def name_of(page: Path) -> str:
    """As a failing test shows it."""
    return str(page.relative_to(ROOT))


def links(page: Path) -> list[str]:
    """Where a page points to, outside of fenced code."""
    return _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))


def inline_code(page: Path) -> list[str]:
    """Everything in single backticks."""
    return _INLINE.findall(_FENCE.sub("", page.read_text(encoding="utf-8")))


def fenced_code(page: Path) -> list[str]:
    """The lines of all fenced code that is typed at a terminal."""
    blocks = [block.splitlines() for block in _FENCE.findall(page.read_text(encoding="utf-8"))]
    return [line for first, *lines in blocks if first.strip() in {"```sh", "```"} for line in lines[:-1]]


def named_files(page: Path) -> list[tuple[str, str]]:
    """(path, function) for every file or folder named in backticks; the function is empty when only a file is named."""
    found = []
    for code in inline_code(page):
        path, _, function = code.partition(":")
        looks_like_one = _A_FILE.fullmatch(path) and ("/" in path.rstrip("/") or path.endswith((".py", ".sql", ".md")))
        if looks_like_one and not path.startswith("/"):
            found.append((path, function))
    return found


def found_at(path: str, page: Path) -> Path | None:
    """Where a named path is: from the root, below the source, beside the page, or below docs."""
    places = (ROOT / path, SOURCE / path, page.parent / path, DOCS / path)
    return next((place for place in places if place.exists()), None)


def anchors(page: Path) -> set[str]:
    """Every place of a page that a link may name."""
    text = page.read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))
