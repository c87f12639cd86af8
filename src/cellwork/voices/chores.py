"""What the worker does for voices: the duty to answer climbs, and what enough people stand behind comes to an agenda."""

from __future__ import annotations

from cellwork.kernel import clock
from cellwork.kernel.worker import chore
from cellwork.statutes.queries import newest_statutes
from cellwork.voices.actions.climbing import climb_when_due
from cellwork.voices.actions.climbing_matters import climb_matters
from cellwork.voices.actions.matters import raise_supported
from cellwork.voices.actions.opening import open_the_box
from cellwork.voices.actions.returning import let_lapse
from cellwork.voices.actions.words import learn_words


@chore(every=60.0)
def late_voices_climb() -> bool:
    """Voices whose day has passed are late, and lie one level higher when very late."""
    at = clock.now()
    return newest_statutes(at) is not None and climb_when_due(at=at) > 0


@chore(every=60.0)
def supported_voices_come_to_the_agenda() -> bool:
    """Whatever enough people stand behind is a matter for the body it lies with."""
    at = clock.now()
    return newest_statutes(at) is not None and raise_supported(at=at) > 0


@chore(every=60.0)
def late_matters_climb() -> bool:
    """A matter that nobody dealt with by its day stands on the agenda of the body above."""
    at = clock.now()
    return newest_statutes(at) is not None and climb_matters(at=at) > 0


@chore(every=5.0)
def anonymous_voices_come_out_together() -> bool:
    """When enough anonymous messages lie together, all of them go their way."""
    at = clock.now()
    return newest_statutes(at) is not None and open_the_box(at=at) > 0


@chore(every=600.0)
def words_in_use_are_learned() -> bool:
    """A slip of the pen finds what stands in the voices of the last days."""
    at = clock.now()
    return newest_statutes(at) is not None and learn_words(at=at) > 0


@chore(every=60.0)
def unjudged_answers_lapse() -> bool:
    """Answers that their authors did not judge in time count as good enough."""
    at = clock.now()
    return newest_statutes(at) is not None and let_lapse(at=at) > 0
