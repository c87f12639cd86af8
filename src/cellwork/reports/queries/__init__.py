"""Named reads of reports.

seeing     who sees which reports, and whose words
reading    askings and reports, for whoever may see them
known      what the house knows and what was answered before: what a form is filled in with
rolling    what the reports of a branch add up to
every      every single report of a branch, and the words beside the numbers
burden     what is asked of a body in a month, line by line
weighing   what a draft of a decision would ask
reviewing  over a long time: who reported, and what went well
waiting    what waits on an office
"""
