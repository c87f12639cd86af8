"""What may be done with voices by office. Saying something needs none: it is open to everybody in or around a cell."""

from cellwork.statutes.rules import permission

ANSWER_VOICES = permission("voices.answer", "acknowledge and answer voices, pass them on, and ask what they mean")
MODERATE_VOICES = permission("voices.moderate", "withhold the words of a voice by the published rules")
SEE_VOICES = permission("voices.see", "see which voices of the branch wait for an answer, and how long")
SHOW_POSTER = permission("voices.poster", "print the poster of a cell, and renew its link")
