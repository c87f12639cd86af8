"""The tables of reports.

askings    what is asked, of whom, for which period
reports    what one body answers, its draft, its photos and documents
figures    deltas, sums, how long filling in takes
"""

from cellwork.reports.models.askings import Asking
from cellwork.reports.models.figures import Delta, Filling, Sum
from cellwork.reports.models.reports import Attachment, Draft, Report

__all__ = ["Asking", "Attachment", "Delta", "Draft", "Filling", "Report", "Sum"]
