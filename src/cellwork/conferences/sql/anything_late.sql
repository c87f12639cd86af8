-- Is any line of a plan late whose level may have changed? Asked by: the clock, before it takes locks. One row.
-- Cost: the open lines of plans.
select exists (
    select from conferences_planitem as item
    join conferences_conference as conference on conference.id = item.conference_id
    join organisation_body as body on body.id = item.body_id
    where item.state = 'open' and item.due_on < %(today)s and conference.phase not in ('published', 'cancelled')
      and (item.climbed <> least(length(body.path) / 4, 1 + (%(today)s::date - item.due_on - 1) / %(climb_days)s)
           or item.climbed_path <> left(body.path, length(body.path) - 4 * (item.climbed - 1)))
) as late
