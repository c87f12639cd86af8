"""Addresses of decisions and directives."""

from __future__ import annotations

from django.urls import path

from cellwork.decisions.views import (
    amending,
    carrying_out,
    drafting,
    evidence,
    explaining,
    guiding,
    helping,
    mapping,
    overview,
    reading,
    verifying,
)

urlpatterns = [
    path("decisions/", reading.decisions, name="decisions"),
    path("decisions/draft/<uuid:body_id>/", drafting.draft, name="draft"),
    path("decisions/<uuid:decision_id>/", reading.decision, name="decision"),
    path("decisions/<uuid:decision_id>/revise/", drafting.revise, name="revise"),
    path("decisions/<uuid:decision_id>/adopt/", drafting.adopt, name="adopt"),
    path("decisions/<uuid:decision_id>/discard/", drafting.discard, name="discard"),
    path("decisions/<uuid:decision_id>/withdraw/", drafting.withdraw, name="withdraw"),
    path("decisions/<uuid:decision_id>/amend/", amending.amend, name="amend"),
    path("decisions/<uuid:decision_id>/amendment/", amending.amendment, name="amendment"),
    path("decisions/<uuid:decision_id>/amendment/adopt/", amending.adopt, name="adopt_amendment"),
    path("decisions/<uuid:decision_id>/amendment/discard/", amending.discard, name="discard_amendment"),
    path("decisions/<uuid:decision_id>/wordings/<int:number>/", amending.wording, name="wording"),
    path("decisions/<uuid:decision_id>/questions/", explaining.questions, name="questions"),
    path("decisions/explanations/<uuid:explanation_id>/publish/", explaining.publish, name="publish_explanation"),
    path("decisions/<uuid:decision_id>/below/<uuid:body_id>/", overview.overview, name="overview"),
    path("decisions/<uuid:decision_id>/below/<uuid:body_id>/figures/", overview.figures, name="overview_figures"),
    path("decisions/<uuid:decision_id>/below/<uuid:body_id>/every/", overview.every_body, name="every_body"),
    path("decisions/<uuid:decision_id>/below/<uuid:body_id>/map/", mapping.map_, name="map"),
    path("decisions/<uuid:decision_id>/below/<uuid:body_id>/map/letters/", mapping.letters, name="map_letters"),
    path("decisions/<uuid:decision_id>/below/<uuid:body_id>/map/<int:number>/", mapping.one, name="map_one"),
    path("decisions/<uuid:decision_id>/at/<uuid:body_id>/", carrying_out.directive, name="directive"),
    path("decisions/<uuid:decision_id>/at/<uuid:body_id>/accept/", carrying_out.accept, name="accept"),
    path(
        "decisions/<uuid:decision_id>/at/<uuid:body_id>/accept-amendment/",
        carrying_out.accept_anew,
        name="accept_amendment",
    ),
    path("decisions/<uuid:decision_id>/at/<uuid:body_id>/object/", carrying_out.object_, name="object"),
    path("decisions/<uuid:decision_id>/at/<uuid:body_id>/ask/", carrying_out.ask, name="ask"),
    path("decisions/<uuid:decision_id>/at/<uuid:body_id>/clause/<int:clause>/", carrying_out.progress, name="progress"),
    path(
        "decisions/<uuid:decision_id>/at/<uuid:body_id>/clause/<int:clause>/evidence/",
        evidence.add,
        name="add_evidence",
    ),
    path("decisions/<uuid:decision_id>/at/<uuid:body_id>/done/", carrying_out.done, name="done"),
    path("decisions/<uuid:decision_id>/at/<uuid:body_id>/verify/", verifying.verify, name="verify"),
    path("decisions/<uuid:decision_id>/at/<uuid:body_id>/send-back/", verifying.back, name="send_back"),
    path("decisions/<uuid:decision_id>/below/<uuid:body_id>/guidance/", guiding.guidance, name="guidance"),
    path("decisions/at/<uuid:body_id>/help/<uuid:call_id>/", helping.help_call, name="help_call"),
    path("decisions/at/<uuid:body_id>/help/<uuid:call_id>/answer/", helping.answer, name="answer_help"),
    path("decisions/at/<uuid:body_id>/help/<uuid:call_id>/pass/", helping.go_on, name="pass_help"),
    path("decisions/at/<uuid:body_id>/evidence/<uuid:evidence_id>/", evidence.content, name="evidence"),
    path("decisions/at/<uuid:body_id>/evidence/<uuid:evidence_id>/small/", evidence.thumbnail, name="evidence_small"),
    path(
        "decisions/at/<uuid:body_id>/evidence/<uuid:evidence_id>/take-back/",
        evidence.take_back,
        name="take_back_evidence",
    ),
    path("decisions/at/<uuid:body_id>/objection/<uuid:objection_id>/", verifying.objection, name="answer_objection"),
    path("decisions/at/<uuid:body_id>/question/<uuid:question_id>/", explaining.answer, name="answer_question"),
]
