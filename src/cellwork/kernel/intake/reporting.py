"""What came of an import."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cellwork.kernel.intake.rejecting import Rejected


@dataclass(frozen=True, kw_only=True)
class Report:
    """Lines: taken = new + changed + moved + unchanged; all = taken + rejected + blank."""

    noun: str
    files: tuple[str, ...]
    lines: int
    new: int
    changed: int
    moved: int
    unchanged: int
    rejected: int
    blank: int
    first_rejected: tuple[Rejected, ...]
    rejects: tuple[Path, ...]
    notes: tuple[str, ...]
    dry_run: bool

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return asdict(self)


def in_words(report: Report) -> str:
    """For the person at the terminal."""
    taken = f"{report.new:,} new, {report.changed:,} changed, {report.moved:,} moved, {report.unchanged:,} unchanged"
    lines = [f"{report.noun.capitalize()}: {report.lines:,} lines: {taken}, {report.rejected:,} rejected."]
    if report.dry_run:
        lines.append("This was a trial: nothing was kept.")
    lines += report.notes
    for one in report.first_rejected:
        where = f"{one.file}, line {one.line}" if len(report.files) > 1 else f"Line {one.line}"
        lines.append(f"  {where}: {' '.join(one.reasons)}")
    if report.rejected > len(report.first_rejected):
        lines.append(f"  … and {report.rejected - len(report.first_rejected):,} more.")
    for path in report.rejects:
        lines.append(f"Rejected lines with their reasons: {path}. Correct them there and import that file.")
    return "\n".join(lines)
