"""The tables of voices.

voices       a voice, and what happened to it
answers      what bodies answer, and what the answer points at
joining      support ("I too") and groups of alike voices
keeping      attachments, moderation, the links and posters of cells
duties       promises, matters on an agenda and at meetings, which voices a decision came from
"""

from cellwork.voices.models.answers import Answer
from cellwork.voices.models.duties import Citation, Gathered, Matter, Point, Promise
from cellwork.voices.models.joining import Likeness, Support
from cellwork.voices.models.keeping import Attachment, Link, ModerationEntry
from cellwork.voices.models.voices import Voice, VoiceStep, Word

__all__ = [
    "Answer",
    "Attachment",
    "Citation",
    "Gathered",
    "Likeness",
    "Link",
    "Matter",
    "ModerationEntry",
    "Point",
    "Promise",
    "Support",
    "Voice",
    "VoiceStep",
    "Word",
]
