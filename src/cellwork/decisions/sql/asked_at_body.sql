-- What did a body ask about a decision, and what is explained to everybody?
-- Asked by: the page of a directive. One row per own question, and per published explanation that answers none of them.
-- Cost: two index ranges of one decision. `answer_by` is empty for explanations: they are answers.
select true as own, question.body_id, question.id, question.clause, question.text, question.asked_at, question.answer_by,
       question.answer, question.answered_at, question.answered_by, 1 as asked
from decisions_question as question
where question.decision_id = %(decision_id)s and question.body_id = %(body_id)s
union all
select false, null, explanation.id, explanation.clause, '', explanation.given_at, null,
       explanation.text, explanation.given_at, explanation.given_by, explanation.asked
from decisions_explanation as explanation
where explanation.decision_id = %(decision_id)s and explanation.published_at is not null
  and not exists (
    select from decisions_question as own
    where own.decision_id = %(decision_id)s and own.body_id = %(body_id)s and own.explanation_id = explanation.id)
order by asked_at, id
