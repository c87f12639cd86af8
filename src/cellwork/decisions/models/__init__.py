"""The tables of decisions.

texts        decisions and clauses
directives   one decision at one body: plan, progress
evidence     photos and documents that a body shows of a clause
judging      reports made by somebody who could judge them as well
talking      objections, questions, guidance, calls for help
figures      steps and tallies
wordings     each wording of a decision, and the draft of the next
"""

from cellwork.decisions.models.directives import Directive, PlanItem, Progress
from cellwork.decisions.models.evidence import Evidence
from cellwork.decisions.models.figures import Folded, Step, Tally, TallyDay, TransactionId
from cellwork.decisions.models.judging import ReportFromAbove
from cellwork.decisions.models.talking import Explanation, Guidance, HelpCall, HelpPass, Objection, Question
from cellwork.decisions.models.texts import Clause, Decision
from cellwork.decisions.models.wordings import Acceptance, Amendment, Wording

__all__ = [
    "Acceptance",
    "Amendment",
    "Clause",
    "Decision",
    "Directive",
    "Evidence",
    "Explanation",
    "Folded",
    "Guidance",
    "HelpCall",
    "HelpPass",
    "Objection",
    "PlanItem",
    "Progress",
    "Question",
    "ReportFromAbove",
    "Step",
    "Tally",
    "TallyDay",
    "TransactionId",
    "Wording",
]
