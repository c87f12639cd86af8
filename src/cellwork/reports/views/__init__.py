"""Pages of reports.

listing    all reports that concern somebody, and those of one body
filing     the form: filled in, drafted, sent; and the report as it was sent
attaching  photos and documents
judging    accepting and returning
rolling    what a branch adds up to, every single report, the words, the paper
asking     burden and extra questions
"""
