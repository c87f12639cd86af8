"""From a voice to a shortcoming, and back to whoever spoke: the desk, the form, the answer, the author's page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.kernel import clock
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotVisible
from cellwork.kernel.worker import do_all_due
from cellwork.offices.tests.builders import in_office
from cellwork.organisation.actions.reorganising import dissolve_body
from cellwork.organisation.tests.builders import STATUTES, a_person, acting_as
from cellwork.shortcomings.actions.checking import close_checked
from cellwork.shortcomings.models import Shortcoming
from cellwork.shortcomings.tests.builders import a_cast, corrected, fresh, raised
from cellwork.shortcomings.tests.test_pages import browser_of
from cellwork.voices.models import Answer
from cellwork.voices.queries.public import public_answers
from cellwork.voices.tests.desks import HEARING, a_voice, the

pytestmark = pytest.mark.django_db

LISTENER = """
[offices.listener]
title = "Listener"
plural = "Listeners"
at = { city = 1 }

[[powers]]
office = "listener"
may = ["voices.answer"]
where = ["own"]
"""
BUTTON = "Raise a shortcoming from this"
RAISED = "A shortcoming was raised from this"


@pytest.fixture
def cast():
    return a_cast(HEARING.removeprefix(STATUTES), LISTENER)


def said(cast, **fields):
    """A voice of today: pages look at the real clock."""
    return a_voice(cast, **({"on": clock.now().date()} | fields))


def page_of(cast, key, *, by=None, body=None):
    url = reverse("desk_voice", args=[(body or cast.city).pk, key.cell_id, key.voice_id])
    return browser_of(by or cast.city_chair).get(url)


def form_of(cast, key):
    return reverse("raise_shortcoming", args=[cast.city.pk]) + f"?voice={key.voice_id}&cell={key.cell_id}"


def raise_from(cast, key, *, by=None, what="No lamp in three stairs.", **told):
    """As the form of the city sends it."""
    typed = {"voice": key.voice_id, "cell": key.cell_id, "what": what, "cause": "no_room", "weight": "small"}
    browser = browser_of(by or cast.city_chair)
    return browser.post(reverse("raise_shortcoming", args=[cast.city.pk]), typed | told)


def answer(cast, key, link, *, by=None, **typed):
    said = {
        "kind": "partly",
        "words": "It stands in the register.",
        "link": link,
        "voices": f"{key.cell_id}:{key.voice_id}",
    }
    return browser_of(by or cast.city_chair).post(reverse("desk_answer", args=[cast.city.pk]), said | typed)


def test_from_a_voice_a_shortcoming_is_raised_and_its_desk_knows_of_it(cast):
    key = said(cast)
    page = page_of(cast, key).text
    assert BUTTON in page
    assert RAISED not in page
    assert form_of(cast, key).replace("&", "&amp;") in page
    form = browser_of(cast.city_chair).get(form_of(cast, key))
    assert "The stairs are dark since autumn." in form.text
    back = raise_from(cast, key)
    assert back.url == reverse("desk_voice", args=[cast.city.pk, key.cell_id, key.voice_id])
    one = Shortcoming.objects.get()
    assert (one.source, one.origin_id, one.body_id) == ("voice", key.voice_id, cast.city.pk)
    page = page_of(cast, key).text
    assert RAISED in page
    assert reverse("shortcoming", args=[one.body_id, one.id]) in page
    assert re.search(rf'value="shortcoming:{one.id}" selected', page), (
        "the answer points there unless one chooses otherwise"
    )
    assert RAISED not in page_of(cast, said(cast)).text, "another voice knows nothing of it"


def test_whoever_may_not_raise_is_offered_nothing_and_whoever_may_not_see_learns_nothing(cast):
    key = said(cast)
    raise_from(cast, key)
    listener = in_office("listener", cast.city)
    page = page_of(cast, key, by=listener)
    assert page.status_code == 200
    for hidden in (BUTTON, RAISED, "No lamp in three stairs.", "shortcoming:"):
        assert hidden not in page.text
    assert browser_of(listener).get(form_of(cast, key)).status_code in (403, 404)
    for who in ("province_chair", "secretary", "far_city_chair", "stranger"):
        assert browser_of(getattr(cast, who)).get(form_of(cast, key)).status_code in (403, 404), who


def test_whoever_raises_and_does_not_answer_does_not_read_the_voice(cast):
    key = said(cast)
    form = browser_of(cast.city_deputy).get(form_of(cast, key))
    assert form.status_code == 200
    assert "The stairs are dark" not in form.text
    raised_at = raise_from(cast, key, by=cast.city_deputy)
    one = Shortcoming.objects.get()
    assert raised_at.url == reverse("shortcoming", args=[one.body_id, one.id])


def test_a_voice_of_another_desk_gives_rise_to_nothing_here(cast):
    key = said(cast, lies_with=cast.far_city)
    assert browser_of(cast.city_chair).get(form_of(cast, key)).status_code == 404
    assert raise_from(cast, key).status_code == 404
    with pytest.raises(NotVisible):
        raised(cast, at_body=cast.city, by=cast.city_chair, voice_id=key.voice_id, at=clock.now())
    assert not Shortcoming.objects.exists()


def test_what_is_raised_from_an_anonymous_voice_keeps_its_id_and_nothing_else(cast):
    key = said(cast, manner="anonymous", cell=cast.sibling)
    raise_from(cast, key)
    one = Shortcoming.objects.get()
    kept = {str(value) for value in vars(one).values()}
    assert str(key.voice_id) in kept
    assert not kept & {str(key.cell_id), cast.sibling.path, the(key).words}
    entry = Entry.objects.filter(fact="ShortcomingRaised").get()
    assert not any(each in str(vars(entry)) for each in (str(key.cell_id), str(key.voice_id)))


def test_what_does_not_fit_comes_back_with_the_voice_it_came_of(cast):
    key = said(cast)
    faulty = raise_from(cast, key, what="")
    assert faulty.status_code == 422
    assert f'name="voice" value="{key.voice_id}"' in faulty.text
    assert f'name="cell" value="{key.cell_id}"' in faulty.text


def test_open_shortcomings_and_matters_of_the_body_are_offered_and_those_of_others_are_not(cast):
    now = clock.now()
    own = raised(cast, "Ours is open.", at_body=cast.city, by=cast.city_chair, at=now)
    raised(cast, "That of a cell.", at=now)
    raised(cast, "That of another city.", at_body=cast.far_city, by=cast.far_city_chair, at=now)
    done = raised(cast, "Ours is done.", at_body=cast.city, by=cast.city_chair, at=now, cause="habit")
    corrected(cast, done, by=cast.city_chair, at=now)
    close_checked(actor=acting_as(cast.province_chair), body_id=done.body_id, shortcoming_id=done.id, at=now)
    page = page_of(cast, said(cast)).text
    assert "Open shortcomings of Harbour City" in page
    assert f"shortcoming:{own.id}" in page
    for other in ("That of a cell.", "That of another city.", "Ours is done."):
        assert other not in page


def test_an_answer_points_only_at_what_is_offered(cast):
    key = said(cast)
    far = raised(cast, "That of another city.", at_body=cast.far_city, by=cast.far_city_chair, at=clock.now())
    refused = answer(cast, key, f"shortcoming:{far.id}")
    assert refused.status_code == 422
    assert "The answer cannot point there any more." in refused.text
    assert "It stands in the register." in refused.text, "what was typed is kept"
    assert not Answer.objects.exists()


def test_whoever_spoke_reads_that_it_was_corrected_and_checked(cast):
    author = a_person("Kim Novak", cell=cast.cell)
    key = said(cast, author=author)
    raise_from(cast, key)
    one = Shortcoming.objects.get()
    assert answer(cast, key, f"shortcoming:{one.id}").status_code == 302
    told = Answer.objects.get()
    assert (told.link_kind, told.link_id, told.link_title) == ("shortcoming", one.id, "No lamp in three stairs.")
    own_page = reverse("own_voice", args=[key.cell_id, key.voice_id])
    assert "See: No lamp in three stairs." in browser_of(author).get(own_page).text
    corrected(cast, one, by=cast.city_chair, at=clock.now())
    do_all_due()
    assert "It is corrected; somebody else checks it now." in browser_of(author).get(own_page).text
    close_checked(actor=acting_as(cast.province_chair), body_id=one.body_id, shortcoming_id=one.id, at=clock.now())
    do_all_due()
    do_all_due()
    page = browser_of(author).get(own_page).text
    assert page.count("It was checked and closed.") == 1
    assert fresh(one).state == "closed"


def test_whoever_spoke_reads_that_it_ended_with_its_body(cast):
    author = a_person("Kim Novak", cell=cast.sibling)
    key = said(cast, author=author, cell=cast.sibling, lies_with=cast.cell)
    one = raised(cast, "No lamp.", at=clock.now())
    typed = {"kind": "partly", "words": "It stands in the register.", "link": f"shortcoming:{one.id}"}
    typed |= {"voices": f"{key.cell_id}:{key.voice_id}"}
    assert browser_of(cast.secretary).post(reverse("desk_answer", args=[cast.cell.pk]), typed).status_code == 302
    dissolve_body(
        actor=acting_as(cast.chair), body_id=cast.cell.pk, because="The mill closed.", members_to=cast.third.pk,
        at=clock.now(),
    )  # fmt: skip
    do_all_due()
    page = browser_of(author).get(reverse("own_voice", args=[key.cell_id, key.voice_id])).text
    assert page.count("It ended: the body it was of is dissolved.") == 1


def test_what_an_answer_points_at_in_the_register_is_not_on_the_public_page(cast):
    key = said(cast)
    raise_from(cast, key)
    answer(cast, key, f"shortcoming:{Shortcoming.objects.get().id}", published="on")
    (shown,) = public_answers(cast.city.pk)
    assert (shown.words, shown.link_title) == ("It stands in the register.", "")


@pytest.mark.parametrize("many", [1, 3])
def test_no_page_asks_more_for_more(cast, many):
    key = said(cast)
    for n in range(many):
        raise_from(cast, key, what=f"No lamp, number {n}.")
        raised(cast, at_body=cast.city, by=cast.city_chair, at=clock.now())
    browser = browser_of(cast.city_chair)
    voice_page = reverse("desk_voice", args=[cast.city.pk, key.cell_id, key.voice_id])
    for url, most in ((voice_page, 25), (form_of(cast, key), 20)):
        browser.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(url).status_code == 200
        assert len(asked) <= most, "\n".join(each["sql"][:150] for each in asked)
