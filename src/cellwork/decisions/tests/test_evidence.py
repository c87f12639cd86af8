"""What a cell shows of what it did: who adds, who sees, who takes back."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cellwork.decisions.actions.adopting import withdraw_decision
from cellwork.decisions.actions.carrying_out import AlreadyReported, NotAcceptedYet, NotAskedOfYou
from cellwork.decisions.actions.evidence import (
    MOST_OF_A_CLAUSE,
    EnoughShown,
    add_evidence,
    take_back_evidence,
)
from cellwork.decisions.actions.steps import DecisionWithdrawn
from cellwork.decisions.actions.verifying import send_back
from cellwork.decisions.models import Directive, Evidence
from cellwork.decisions.queries.evidence import evidence_of, evidence_visible_to
from cellwork.decisions.tests.builders import a_cast, a_task, accepted, an_adopted_decision
from cellwork.decisions.tests.test_pictures import A_PDF, a_photo, told_by_a_camera
from cellwork.decisions.tests.test_views import a_task_ahead, browser_of, directive_url
from cellwork.kernel import clock
from cellwork.kernel.guarding import unguarded
from cellwork.kernel.models import Entry
from cellwork.kernel.refusals import NotAllowed, NotVisible, Unfit
from cellwork.offices.models import Term
from cellwork.organisation.tests.builders import SPRING, a_person, acting_as

pytestmark = pytest.mark.django_db
LATER = SPRING + timedelta(hours=2)
STILL_LATER = SPRING + timedelta(hours=5)


def show(cast, decision, *, by=None, cell=None, clause=1, sent=A_PDF, name="minutes.pdf", caption="", at=LATER):
    return add_evidence(
        actor=acting_as(by or cast.secretary), decision_id=decision.pk, body_id=(cell or cast.cell).pk, clause=clause,
        sent=sent, name=name, caption=caption, at=at,
    )  # fmt: skip


def take_back(cast, evidence, *, by=None, at=LATER):
    return take_back_evidence(
        actor=acting_as(by or cast.secretary), body_id=evidence.body_id, evidence_id=evidence.id, at=at
    )


def a_cell_at_work(*clauses):
    cast = a_cast()
    decision = an_adopted_decision(cast, *clauses)
    accepted(cast, decision)
    return cast, decision


def test_a_secretary_shows_a_photo_and_a_document_of_a_clause():
    cast, decision = a_cell_at_work()
    photo = show(cast, decision, sent=a_photo(), name="IMG_1.PNG", caption=" The shelves ")
    show(cast, decision)
    listed = evidence_of(decision.pk, cast.cell.pk)
    assert [(each.kind, each.name, each.caption) for each in listed] == [
        ("photo", "IMG_1.jpg", "The shelves"),
        ("pdf", "minutes.pdf", ""),
    ]
    assert (photo.added_by, photo.size) == (cast.secretary.name, len(photo.content))


def test_adding_and_taking_back_are_in_the_journal_by_the_print_of_what_was_kept():
    cast, decision = a_cell_at_work()
    photo = show(cast, decision, sent=a_photo(exif=told_by_a_camera()), name="Ina at home.jpg", caption="Ina")
    take_back(cast, photo)
    print_ = hashlib.sha256(photo.content).hexdigest()
    added, taken = (Entry.objects.get(fact=fact) for fact in ("EvidenceAdded", "EvidenceTakenBack"))
    assert added.content["sha256"] == taken.content["sha256"] == print_
    assert (added.office, added.body_id, taken.content["clause"]) == ("secretary", cast.cell.pk, 1)
    assert "Ina" not in str(added.content) + str(taken.content)
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("who", ["city_chair", "sibling_secretary", "stranger", "chair"])
def test_nobody_but_the_bodys_own_officers_adds_or_takes_back(who):
    cast, decision = a_cell_at_work()
    mine = show(cast, decision)
    with pytest.raises(NotAllowed):
        show(cast, decision, by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        take_back(cast, mine, by=getattr(cast, who))
    assert Evidence.objects.count() == 1


def test_a_member_without_an_office_sees_but_does_not_add():
    cast, decision = a_cell_at_work()
    member = a_person(cell=cast.cell)
    mine = show(cast, decision)
    assert evidence_visible_to(member.pk, cast.cell.pk, mine.id, at=LATER).content == A_PDF
    with pytest.raises(NotAllowed):
        show(cast, decision, by=member)


def test_a_secretary_whose_term_has_ended_neither_adds_nor_takes_back():
    cast, decision = a_cell_at_work()
    mine = show(cast, decision)
    with unguarded("the term ends"):
        Term.objects.filter(person_id=cast.secretary.pk).update(until=LATER)
    with pytest.raises(NotAllowed):
        show(cast, decision, at=STILL_LATER)
    with pytest.raises(NotAllowed):
        take_back(cast, mine, at=STILL_LATER)


@pytest.mark.parametrize("who", ["secretary", "city_chair", "province_chair", "chair"])
def test_the_body_and_those_above_see_it(who):
    cast, decision = a_cell_at_work()
    photo = show(cast, decision, sent=a_photo())
    seen = evidence_visible_to(getattr(cast, who).pk, cast.cell.pk, photo.id, at=LATER, small=True)
    assert seen.content == bytes(photo.thumbnail)


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger"])
def test_nobody_else_learns_that_it_is_there(who):
    cast, decision = a_cell_at_work()
    photo = show(cast, decision, sent=a_photo())
    browser = browser_of(getattr(cast, who))
    for name in ("evidence", "evidence_small"):
        assert browser.get(reverse(name, args=[cast.cell.pk, photo.id])).status_code == 404
    own_cell = {"sibling_secretary": cast.sibling, "stranger": cast.far_cell}[who]
    for body in (cast.cell, own_cell):  # nor by asking for it at one's own body
        with pytest.raises(NotVisible):
            evidence_visible_to(getattr(cast, who).pk, body.pk, photo.id, at=LATER)


def test_whose_office_above_has_ended_sees_nothing_any_more():
    cast, decision = a_cell_at_work()
    mine = show(cast, decision)
    with unguarded("the term ends"):
        Term.objects.filter(person_id=cast.city_chair.pk).update(until=LATER)
    with pytest.raises(NotVisible):
        evidence_visible_to(cast.city_chair.pk, cast.cell.pk, mine.id, at=STILL_LATER)


def test_a_document_has_no_thumbnail():
    cast, decision = a_cell_at_work()
    with pytest.raises(NotVisible):
        evidence_visible_to(cast.secretary.pk, cast.cell.pk, show(cast, decision).id, at=LATER, small=True)


def test_evidence_comes_after_acceptance():
    cast = a_cast()
    decision = an_adopted_decision(cast)
    with pytest.raises(NotAcceptedYet):
        show(cast, decision)


def test_only_a_task_that_addresses_the_body_takes_evidence():
    cast, decision = a_cell_at_work(
        a_task(), a_task("For farms.", audience="sectors", codes=["farming"]), a_task("Said.", kind="statement")
    )
    for clause in (2, 3, 4):
        with pytest.raises(NotAskedOfYou):
            show(cast, decision, clause=clause)
    assert not Evidence.objects.exists()


def test_once_the_whole_is_reported_nothing_is_added_or_taken_back_until_it_is_sent_back():
    cast, decision = a_cell_at_work()
    mine = show(cast, decision)
    with unguarded("only the state matters here"):
        Directive.objects.filter(body_id=cast.cell.pk).update(state="reported", reported_at=LATER)
    for attempt in (lambda: show(cast, decision), lambda: take_back(cast, mine)):
        with pytest.raises(AlreadyReported):
            attempt()
    send_back(
        actor=acting_as(cast.city_chair), decision_id=decision.pk, body_id=cast.cell.pk, because="Show the roof.",
        clauses=[1], at=STILL_LATER,
    )  # fmt: skip
    take_back(cast, mine, at=STILL_LATER)
    show(cast, decision, at=STILL_LATER)


def test_a_withdrawn_decision_takes_no_evidence_and_what_was_shown_stays_until_it_is_taken_back():
    cast, decision = a_cell_at_work()
    mine = show(cast, decision)
    withdraw_decision(actor=acting_as(cast.chair), decision_id=decision.pk, because="superseded", at=LATER)
    with pytest.raises(DecisionWithdrawn):
        show(cast, decision)
    assert evidence_visible_to(cast.chair.pk, cast.cell.pk, mine.id, at=LATER).content == A_PDF
    take_back(cast, mine, at=LATER)
    assert not Evidence.objects.exists()


def test_the_page_of_a_withdrawn_decision_offers_to_take_evidence_back():
    cast, decision = a_cell_at_work()
    mine = show(cast, decision)
    withdraw_decision(actor=acting_as(cast.chair), decision_id=decision.pk, because="superseded", at=LATER)
    page = browser_of(cast.secretary).get(reverse("directive", args=[decision.pk, cast.cell.pk])).text
    assert reverse("take_back_evidence", args=[cast.cell.pk, mine.id]) in page
    assert reverse("add_evidence", args=[decision.pk, cast.cell.pk, 1]) not in page
    assert (
        "take-back" not in browser_of(cast.city_chair).get(reverse("directive", args=[decision.pk, cast.cell.pk])).text
    )


def test_a_clause_holds_six_and_the_next_clause_six_of_its_own():
    cast, decision = a_cell_at_work(a_task(), a_task())
    first, *_ = (show(cast, decision) for _ in range(MOST_OF_A_CLAUSE))
    with pytest.raises(EnoughShown):
        show(cast, decision)
    show(cast, decision, clause=2)
    take_back(cast, first)
    show(cast, decision)


def test_what_does_not_fit_leaves_nothing_behind():
    cast, decision = a_cell_at_work()
    for sent, caption in ((b"<svg></svg>", ""), (b"", ""), (A_PDF, "x" * 301)):
        with pytest.raises(Unfit):
            show(cast, decision, sent=sent, caption=caption)
    assert not Evidence.objects.exists() and not Entry.objects.filter(fact="EvidenceAdded").exists()


@pytest.mark.parametrize(
    ("sent", "name", "kept"),
    [
        (A_PDF, "photo.jpg", "photo.pdf"),
        (b"words", "program.exe", "program.txt"),
        (A_PDF, "../../etc/pass\r\nwd", "passwd.pdf"),
        (A_PDF, "C:\\home\\Minutes of May.PDF", "Minutes of May.pdf"),
        (A_PDF, "evil\u202efdp.exe", "evilfdp.pdf"),
        (A_PDF, ".pdf", "pdf.pdf"),
        (A_PDF, "", "document.pdf"),
        (A_PDF, "a" * 300 + ".pdf", "a" * 80 + ".pdf"),
        (A_PDF, "протокол.pdf", "протокол.pdf"),
    ],
)
def test_a_file_is_called_by_what_it_is(sent, name, kept):
    cast, decision = a_cell_at_work()
    assert show(cast, decision, sent=sent, name=name).name == kept


def test_no_page_loads_the_content_of_what_it_lists():
    cast, decision = a_cell_at_work()
    show(cast, decision, sent=a_photo())
    browser = browser_of(cast.secretary)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(directive_url(decision, cast.cell)).status_code == 200
    about = [each["sql"] for each in asked if "decisions_evidence" in each["sql"]]
    assert len(about) == 1 and '"content"' not in about[0] and '"thumbnail"' not in about[0]


def upload(sent=None, name="IMG_1.jpg", **typed):
    file = {} if sent is None else {"file": SimpleUploadedFile(name, sent, content_type="image/jpeg")}
    return {**file, **typed}


def at_work_now(*clauses):
    cast = a_cast()
    decision = an_adopted_decision(cast, *(clauses or [a_task_ahead()]), at=clock.now())
    accepted(cast, decision)
    return cast, decision, directive_url(decision, cast.cell, "add_evidence", clause=1)


def test_the_whole_way_of_a_photo_through_the_pages():
    cast, decision, add = at_work_now()
    secretary, above = browser_of(cast.secretary), browser_of(cast.city_chair)
    sent = secretary.post(add, upload(a_photo(exif=told_by_a_camera()), caption="The shelves <b>"))
    assert sent.status_code == 302 and sent.url == directive_url(decision, cast.cell) + "#clause-1"
    photo = Evidence.objects.get()
    page = above.get(directive_url(decision, cast.cell)).text
    assert reverse("evidence_small", args=[cast.cell.pk, photo.id]) in page and "The shelves &lt;b&gt;" in page
    assert "Take back" not in page and 'type="file"' not in page
    for name in ("evidence", "evidence_small"):
        handed = above.get(reverse(name, args=[cast.cell.pk, photo.id]))
        assert (handed["Content-Type"], handed["Content-Disposition"]) == ("image/jpeg", 'inline; filename="IMG_1.jpg"')
        assert handed["X-Content-Type-Options"] == "nosniff" and handed["Cache-Control"] == "private, no-store"
        assert "sandbox" in handed["Content-Security-Policy"] and "Pocket" not in str(handed.content)
    secretary.post(reverse("take_back_evidence", args=[cast.cell.pk, photo.id]))
    assert above.get(reverse("evidence", args=[cast.cell.pk, photo.id])).status_code == 404


@pytest.mark.parametrize(
    ("sent", "kind"), [(A_PDF, "application/pdf"), ("Übrigens: 1 < 2.".encode(), "text/plain; charset=utf-8")]
)
def test_a_document_is_handed_out_to_be_kept_and_never_opened_in_the_page(sent, kind):
    cast, _, add = at_work_now()
    secretary = browser_of(cast.secretary)
    secretary.post(add, upload(sent, "Minutes.html"))
    handed = secretary.get(
        reverse("evidence", args=[cast.cell.pk, Evidence.objects.get().id]), headers={"accept-encoding": "gzip"}
    )
    assert handed["Content-Type"] == kind and handed["Content-Disposition"].startswith("attachment; ")
    assert "sandbox" in handed["Content-Security-Policy"] and handed.content == sent


@pytest.mark.parametrize("who", ["sibling_secretary", "stranger", "city_chair"])
def test_a_form_sent_by_somebody_else_adds_nothing(who):
    cast, _, add = at_work_now()
    assert browser_of(getattr(cast, who)).post(add, upload(a_photo())).status_code == 403
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (None, "No file was chosen."),
        (b"<html></html>", "cannot be kept here"),
        (b"\xff\xd8\xff" + b"0" * 8 * 1024 * 1024, "larger than 8 MB"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_form_and_the_caption_is_kept(sent, said):
    cast, _, add = at_work_now(a_task_ahead(), a_task_ahead())
    page = browser_of(cast.secretary).post(add, upload(sent, caption="The shelves"))
    assert page.status_code == 422 and said in page.text and page.text.count("The shelves") == 1
    assert page.text.count('<details class="disclosure" open>') == 1


@pytest.mark.parametrize("htmx", [{}, {"hx-request": "true"}])
def test_a_request_longer_than_can_be_taken_is_answered_politely(settings, htmx):
    settings.LONGEST_REQUEST = 100_000
    cast, _, add = at_work_now()
    page = browser_of(cast.secretary).post(add, upload(a_photo() + b"0" * 100_000), headers=htmx)
    assert page.status_code == 413
    assert "larger than can be taken" in page.text and "one smaller file" in page.text
    assert not Evidence.objects.exists()


def test_a_text_longer_than_can_be_taken_is_answered_politely():
    cast, _, add = at_work_now()
    page = browser_of(cast.secretary).post(add, upload(a_photo(), caption="x" * 3_000_000))
    assert page.status_code == 413 and "larger than can be taken" in page.text


def test_a_full_clause_says_so_instead_of_offering_the_form():
    cast, decision, add = at_work_now()
    secretary = browser_of(cast.secretary)
    for _ in range(MOST_OF_A_CLAUSE):
        secretary.post(add, upload(A_PDF))
    page = secretary.get(directive_url(decision, cast.cell)).text
    assert "Take one back to add another" in page and 'type="file"' not in page
    assert secretary.post(add, upload(A_PDF)).status_code == 409


def test_the_card_that_answers_progress_shows_the_evidence_too():
    cast, decision, add = at_work_now()
    secretary = browser_of(cast.secretary)
    secretary.post(add, upload(a_photo(), caption="The shelves"))
    card = secretary.post(
        directive_url(decision, cast.cell, "progress", clause=1), {"words": "Begun."}, headers={"hx-request": "true"}
    )
    assert "The shelves" in card.text and "Take back" in card.text
