-- When did a body last meet, for when is it convened, and from which day does the clock of its next meeting run?
-- Asked by: the page of its meetings, "what waits on you". One row. Cost: three key reads.
-- Convened: the earliest that nobody has entered yet, also of a day that has passed.
select body.kind, last.day as last_on,
       (select min(meeting.day) from meetings_meeting as meeting
        where meeting.body_id = body.id and meeting.state = 'convened') as convened_on,
       coalesce(last.day, body.founded_on, (body.since at time zone %(time_zone)s)::date) as counts_from,
       body.dissolved_on is null as lives
from organisation_body as body
left join meetings_lastmeeting as last on last.body_id = body.id
where body.id = %(body_id)s
