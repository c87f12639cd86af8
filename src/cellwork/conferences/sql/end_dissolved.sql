-- Cancel the conferences under way of dissolved bodies, with the reason.
-- Run by: reconciling, within the act that dissolved a body. One row per conference that ends. Cost: the conferences under way.
with ended as (
    update conferences_conference as conference
    set phase = 'cancelled', cancelled_because = %(because)s, changed_at = %(at)s
    from organisation_body as body
    where body.id = conference.body_id and body.dissolved_on is not null
      and conference.phase not in ('closed', 'published', 'cancelled')
    returning conference.id, old.phase as was, conference.postponed
)
insert into conferences_conferencestep (conference_id, id, was, became, at, by, words, postponed)
select id, uuidv7(), was, 'cancelled', %(at)s, '', %(because)s, postponed
from ended
