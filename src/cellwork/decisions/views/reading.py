"""The list of decisions and the text of one."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from cellwork.decisions.forms import audience_words
from cellwork.decisions.models import Decision
from cellwork.decisions.permissions import ADOPT_DECISION, ANSWER, DRAFT_DECISION, SEE_EXECUTION, WITHDRAW_DECISION
from cellwork.decisions.queries.amending import amendment_of, wordings_of
from cellwork.decisions.queries.explaining import published_of
from cellwork.decisions.queries.origins import origins_of
from cellwork.decisions.queries.preview import addressed_by, addressing_nobody, weighed
from cellwork.decisions.queries.reading import clauses_of, decision_visible_to, decisions_visible_to, is_put_before
from cellwork.kernel.clock import day_of
from cellwork.kernel.powers import may, spans_of
from cellwork.meetings.permissions import CONVENE
from cellwork.meetings.queries import held_lately, meeting_by_id, members_to_count
from cellwork.organisation.queries import body_at, cell_of
from cellwork.statutes.queries import statutes_at
from cellwork.web import access
from cellwork.web.access import PageRequest, person_of

PAGE = 30


@access.any_member
def decisions(request: PageRequest) -> HttpResponse:
    """All decisions the person may know, newest first; drafts before them."""
    person_id = person_of(request)
    visible = decisions_visible_to(person_id, at=request.at).select_related("body").order_by("-adopted_at", "-id")
    shown = Paginator(visible.exclude(stage=Decision.Stage.DRAFT), PAGE).get_page(request.GET.get("page"))
    drafts = list(visible.filter(stage=Decision.Stage.DRAFT))
    desks = [span.path for span in spans_of(person_id, DRAFT_DECISION, at=request.at) if span.own]
    return render(
        request,
        "decisions/list.html",
        {"shown": shown, "drafts": drafts, "desks": [body_at(path) for path in desks]},
    )


@access.any_member
def decision(request: PageRequest, decision_id: UUID) -> HttpResponse:
    """The text of one decision; of a draft, also whom it would address."""
    person_id = person_of(request)
    found = decision_visible_to(person_id, decision_id, at=request.at)
    clauses = clauses_of(decision_id)
    statutes = statutes_at(request.at)
    path = found.body.path
    draft = found.stage == Decision.Stage.DRAFT
    wordings = wordings_of(decision_id) if found.wording > 1 else []
    may_amend = found.in_force and may(person_id, DRAFT_DECISION, path=path, at=request.at)
    may_adopt = draft and may(person_id, ADOPT_DECISION, path=path, at=request.at)
    addressed = addressed_by(clauses, path=path) if draft else []
    path_seen = next(
        (s.path for s in spans_of(person_id, SEE_EXECUTION, at=request.at) if s.path.startswith(path)), None
    )
    here = body_at(path_seen) if path_seen else None
    branch = here if here and not here.is_cell else None
    cell = None if draft or branch else here or cell_of(person_id)
    return render(
        request,
        "decisions/text.html",
        {
            "decision": found,
            "clauses": [(clause, audience_words(statutes, clause.audience, clause.codes)) for clause in clauses],
            "draft": draft,
            "weighed": weighed(found, clauses, at=request.at) if draft else [],
            "addressed": addressed,
            "addressing_nobody": addressing_nobody(clauses, addressed),
            "origins": origins_of(decision_id),
            "kinds": statutes.kinds,
            "wordings": wordings,
            "fingerprint": wordings[-1].fingerprint if wordings else found.fingerprint,
            "may_amend": may_amend,
            "amendment": amendment_of(found) if may_amend else None,
            "may_revise": draft and may(person_id, DRAFT_DECISION, path=path, at=request.at),
            "may_adopt": may_adopt,
            "meetings": held_lately(found.body_id) if may_adopt else [],
            "may_enter_meeting": may(person_id, CONVENE, path=path, at=request.at),
            "members_now": members_to_count(found.body, at=request.at) if may_adopt else 0,
            "adopted_at_meeting": meeting_by_id(found.body_id, found.meeting_id) if found.meeting_id else None,
            "may_explain": not draft and may(person_id, ANSWER, path=path, at=request.at),
            "explained": [] if draft else published_of(decision_id),
            "today": day_of(request.at, statutes.time_zone),
            "may_withdraw": found.stage == Decision.Stage.ADOPTED
            and may(person_id, WITHDRAW_DECISION, path=path, at=request.at),
            "seen_from": branch,
            "own_cell": cell if cell and is_put_before(decision_id, cell.pk) else None,
        },
    )
