"""Named reads of voices.

own          an author's voices, by account or by code
"""
