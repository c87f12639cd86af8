"""What may be done with decisions."""

from cellwork.statutes.rules import permission

DRAFT_DECISION = permission("decisions.draft", "draft a decision")
ADOPT_DECISION = permission("decisions.adopt", "adopt a decision")
WITHDRAW_DECISION = permission("decisions.withdraw", "withdraw a decision")
ACCEPT_DECISION = permission("decisions.accept", "accept a decision for carrying out")
CARRY_OUT = permission("decisions.carry_out", "report how a decision is carried out")
VERIFY = permission("decisions.verify", "verify what was reported done, or send it back", duty=True)
GUIDE = permission("decisions.guide", "add guidance and an earlier date to a decision from above")
HELP = permission("decisions.help", "answer calls for help, or pass them on", duty=True)
ANSWER = permission("decisions.answer", "answer questions and objections about a decision", duty=True)
SEE_EXECUTION = permission("decisions.see", "see how decisions are carried out")
