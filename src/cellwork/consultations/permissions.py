"""What may be done with consultations by office. Answering needs none: everybody in the branch is asked."""

from cellwork.statutes.rules import permission

ASK_PULSE = permission("consultations.ask_pulse", "ask everybody in the branch how they are, in a few short statements")
READ_WORDS = permission("consultations.read_words", "read the words that came with the answers of many")
