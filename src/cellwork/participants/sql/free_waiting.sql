-- Seats of conferences of one body that nobody has since somebody gave them up: a decision is needed for each.
-- Asked by: the first page of whoever may decide that. One row per conference that is not over.
select conference.id as conference_id, conference.title, count(*) as many, min(gone.state_since) as since
from conferences_conference as conference
join participants_place as gone on gone.conference_id = conference.id and gone.state in ('declined', 'withdrawn', 'lapsed')
where conference.body_id = %(body_id)s and conference.phase not in ('closed', 'published', 'cancelled')
  and not exists (
      select from participants_place as other
      where other.conference_id = gone.conference_id and other.seat_id = gone.seat_id
        and (other.state in ('chosen', 'invited', 'accepted') or other.instead_of = gone.person_id)
  )
group by conference.id, conference.title
order by conference.title
