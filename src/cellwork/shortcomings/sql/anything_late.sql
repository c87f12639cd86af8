-- Is there anything whose level of lateness is not what its days say?
-- Asked by: the clock, before it opens an act. One row. Cost: the open ones until the first is found.
select exists (
    select from shortcomings_shortcoming
    where turn_id is not null and turn_by < %(today)s
      and climbed <> least(length(turn_path) / 4 - 1, 1 + (%(today)s::date - turn_by - 1) / %(climb_days)s)
) or exists (
    select from shortcomings_help as call
    join organisation_body as body on body.id = call.with_id
    where call.given_at is null and call.answer_by < %(today)s and body.parent_id is not null
) as late
