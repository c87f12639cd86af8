"""What may be done with reports."""

from cellwork.statutes.rules import permission

FILE_REPORT = permission("reports.file", "send a report of the body")
JUDGE_REPORT = permission("reports.judge", "accept a report, or return it with a reason", duty=True)
SEE_REPORTS = permission("reports.see", "see reports and what they add up to")
ASK_MORE = permission("reports.ask", "ask the bodies below for more than the reports of the statutes")
