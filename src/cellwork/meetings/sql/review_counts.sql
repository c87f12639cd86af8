-- Which meetings did the bodies of a branch hold since a day?
-- Asked by: the review. One row per body directly below, sector, kind of body and month.
-- Cost: one pass over the meetings of the time, joined with the bodies.
select left(body.path, %(width)s) as unit, body.sector, body.kind, date_trunc('month', meeting.day)::date as month,
       (count(*) filter (where meeting.state = 'held'))::int as held,
       (count(*) filter (where meeting.state = 'held' and meeting.present * 100 >= meeting.members * meeting.quorum_percent))::int as quorate,
       coalesce(sum(meeting.present) filter (where meeting.state = 'held'), 0)::int as present,
       coalesce(sum(meeting.members) filter (where meeting.state = 'held'), 0)::int as members,
       (count(*) filter (where meeting.state = 'called_off'))::int as called_off
from meetings_meeting as meeting
join organisation_body as body on body.id = meeting.body_id
where meeting.day >= %(since)s and meeting.day <= %(today)s and body.path >= %(path)s and body.path < %(end)s
group by unit, body.sector, body.kind, month
