"""Numbers, dates and Markdown in the words of a page. All are Jinja2 filters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

import nh3
from django.utils import timezone
from markdown_it import MarkdownIt
from markupsafe import Markup

DASH = "\u2013"
MINUS = "\u2212"
THIN = "\u202f"  # narrow no-break space: groups digits without looking like a decimal sign in any language
_FEW_DAYS, _FEW_YEARS = 60, 730
"""Up to here people count in days, up to there in months."""
_MEGABYTE = 1_000_000
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_SAFE_TAGS = {
    "p", "br", "em", "strong", "s", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "a",
    "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def number(value: float | Decimal | None, places: int = 0) -> str:
    """`320 412`. None, which means "not known", is a dash and never 0."""
    if value is None:
        return DASH
    return f"{value:,.{places}f}".replace(",", THIN).replace("-", MINUS)


def percent(part: float | None, whole: float | None, places: int = 0) -> str:
    """`62 %` of a whole; a dash when there is no whole. Never rounds up to 100 or down to 0 what is not."""
    if part is None or not whole:
        return DASH
    share, full = 100 * part / whole, 100
    least = 10**-places
    if 0 < share < least:
        return f"<{THIN}{least:g}{THIN}%"
    if full - least < share < full:
        return f">{THIN}{full - least:g}{THIN}%"
    return f"{share:.{places}f}{THIN}%"


def day(value: date | datetime | None) -> str:
    """`24 November 2026`, never broken over two lines."""
    found = _date(value)
    return DASH if found is None else f"{found.day}\u00a0{MONTHS[found.month - 1]}\u00a0{found.year}"


def short_day(value: date | datetime | None) -> str:
    """`24 Nov 2026`, for tables."""
    found = _date(value)
    return DASH if found is None else f"{found.day}\u00a0{MONTHS[found.month - 1][:3]}\u00a0{found.year}"


def moment(value: datetime | None) -> str:
    """`24 November 2026, 14:05`."""
    return DASH if value is None else f"{day(value)}, {_local(value):%H:%M}"


def iso(value: date | datetime | None) -> str:
    """For `<time datetime>` and `<input type=date>`."""
    return "" if value is None else value.isoformat()


def until(value: date | datetime | None, today: date | datetime) -> str:
    """A deadline as people say it: `today`, `in 3 days`, `12 days late`; weeks and months when far."""
    due, now = _date(value), _date(today)
    if due is None or now is None:
        return "no date"
    days = (due - now).days
    if days in (0, 1):
        return ("today", "tomorrow")[days]
    return f"in {_span(days)}" if days > 0 else f"{_span(-days)} late"


def since(value: date | datetime | None, today: date | datetime) -> str:
    """How long ago: `today`, `yesterday`, `5 days ago`."""
    then, now = _date(value), _date(today)
    if then is None or now is None:
        return "never"
    days = (now - then).days
    if days in (0, 1):
        return ("today", "yesterday")[days]
    return f"{_span(days)} ago" if days > 0 else f"in {_span(-days)}"


def markdown(text: str | None) -> Markup:
    """Markdown without HTML, cleaned once more after it was made. Headings begin at level 2 of the page."""
    html = _markdown().render(text or "")
    return Markup(nh3.clean(html, tags=_SAFE_TAGS, url_schemes={"http", "https", "mailto", "tel"}))  # noqa: S704 -- cleaned


def count_of(value: int, one: str, many: str) -> str:
    """`1 cell`, `320 412 cells`: the organisation's words come from its statutes."""
    return f"{number(value)}\u00a0{one if value == 1 else many}"


def file_size(size: int) -> str:
    """`640 kB`, `2.4 MB` of a number of bytes; a kilobyte has 1000. Never 0 for what is not empty."""
    if size >= _MEGABYTE:
        return f"{size / _MEGABYTE:.1f}\u00a0MB"
    return f"{max(round(size / 1000), 1) if size else 0}\u00a0kB"


def capital(text: str) -> str:
    """First letter upper case, the rest as it is."""
    return text[:1].upper() + text[1:]


def _span(days: int) -> str:
    if days < _FEW_DAYS:
        return f"{days} day" if days == 1 else f"{days} days"
    if days < _FEW_YEARS:
        return f"{round(days / 30.4)} months"
    return f"{round(days / 365.25)} years"


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _date(value: date | datetime | None) -> date | None:
    return _local(value).date() if isinstance(value, datetime) else value


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table").enable("strikethrough").disable("image")
    made.add_render_rule("heading_open", _lower_heading)
    made.add_render_rule("heading_close", _lower_heading)
    return made


def _lower_heading(_self: Any, tokens: Any, index: int, _options: Any, _env: Any) -> str:
    level = min(int(tokens[index].tag[1:]) + 1, 6)
    return f"<{'/' if tokens[index].nesting < 0 else ''}h{level}>"


FILTERS: dict[str, Callable[..., Any]] = {
    "number": number,
    "percent": percent,
    "day": day,
    "short_day": short_day,
    "moment": moment,
    "iso": iso,
    "until": until,
    "since": since,
    "markdown": markdown,
    "count_of": count_of,
    "file_size": file_size,
    "capital": capital,
}
