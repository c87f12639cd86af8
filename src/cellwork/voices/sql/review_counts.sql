-- What was said in the cells of a branch since a day, and what came of it?
-- Asked by: the review. One row per body directly below, sector of the cell and kind of voice. Counts alone: no words, no names,
-- and nothing of who is known by name and who is not.
-- Answers are the latest ones. Cost: the voices of the branch, their steps and their answers, each read once.
with said as (
    select voice.body_id, voice.id, left(voice.cell_path, %(width)s) as unit, voice.kind, voice.state, voice.lateness,
           voice.answer_id, voice.supports, voice.reopened
    from voices_voice as voice
    where voice.cell_path >= %(path)s and voice.cell_path < %(end)s
      and voice.received_on >= %(since)s and voice.received_on <= %(today)s
), happened as (
    select step.body_id, step.voice_id, bool_or(step.what = 'climbed') as climbed, bool_or(step.what = 'passed') as passed,
           bool_or(step.what = 'content') as content, bool_or(step.what = 'not_content') as not_content,
           bool_or(step.what = 'on_the_agenda') as agenda
    from voices_voicestep as step
    where step.what in ('climbed', 'passed', 'content', 'not_content', 'on_the_agenda') and step."on" >= %(since)s
    group by step.body_id, step.voice_id
)
select said.unit, body.sector, said.kind, count(*)::int as said, count(said.answer_id)::int as answered,
       (count(*) filter (where said.state in ('received', 'acknowledged', 'clarifying')))::int as owed,
       (count(*) filter (where said.state in ('received', 'acknowledged', 'clarifying') and said.lateness <> 'waiting'))::int as late,
       (count(*) filter (where happened.climbed))::int as climbed, (count(*) filter (where happened.passed))::int as passed,
       coalesce(sum(said.supports), 0)::int as support,
       (count(*) filter (where happened.content))::int as content,
       (count(*) filter (where happened.not_content))::int as not_content,
       (count(*) filter (where happened.agenda))::int as agenda,
       (count(*) filter (where answer.kind = 'done'))::int as done,
       (count(*) filter (where answer.kind = 'will_do'))::int as will_do,
       (count(*) filter (where answer.kind = 'partly'))::int as partly,
       (count(*) filter (where answer.kind = 'cannot'))::int as cannot,
       (count(*) filter (where answer.kind = 'needs_decision'))::int as needs_decision,
       (count(*) filter (where answer.link_kind = 'clause'))::int as to_clause,
       (count(*) filter (where answer.link_kind = 'shortcoming'))::int as to_shortcoming
from said
join organisation_body as body on body.id = said.body_id
left join happened on happened.body_id = said.body_id and happened.voice_id = said.id
left join voices_answer as answer on answer.body_id = said.body_id and answer.id = said.answer_id
group by said.unit, body.sector, said.kind
