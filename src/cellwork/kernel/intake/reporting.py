"""What came of an import."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cellwork.kernel.intake.rejecting import Rejected, first_rejected, rejected_lines, write_rejects
from cellwork.kernel.intake.staging import Staged


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


def report_on(
    staged: Sequence[Staged], *, noun: str, taken: int, new: int, changed: int, moved: int = 0, dry_run: bool
) -> Report:
    """Count, and write the rejected lines out. Called while the import's own tables are still there."""
    lines, rejected = sum(one.rows for one in staged), rejected_lines()
    return Report(
        noun=noun,
        files=tuple(one.sheet.name for one in staged),
        lines=lines,
        new=new,
        changed=changed,
        moved=moved,
        unchanged=taken - new - changed - moved,
        rejected=rejected,
        blank=lines - taken - rejected,
        first_rejected=tuple(first_rejected(staged)),
        rejects=tuple(write_rejects(staged)),
        notes=tuple(_noticed(staged)),
        dry_run=dry_run,
    )


def named(staged: Sequence[Staged]) -> str:
    """The files' names, for the journal."""
    return ", ".join(one.sheet.name for one in staged)


def fingerprints(staged: Sequence[Staged]) -> str:
    """The files' sha256, in the same order."""
    return " ".join(one.sheet.fingerprint for one in staged)


def _noticed(staged: Sequence[Staged]) -> list[str]:
    notes = [note for one in staged for note in one.sheet.notes]
    unused = [one for one in staged if one.choice.unused]
    return notes + [
        f"Columns of {one.sheet.name} that were not used: {', '.join(one.choice.unused)}." for one in unused
    ]


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
