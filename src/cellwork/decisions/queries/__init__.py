"""Named reads of decisions.

reading    texts and directives, for whoever may see them
overview   figures of a branch, now and on any past day
guidance   guidance of the bodies between, calls for help
waiting    what waits on an office
"""
