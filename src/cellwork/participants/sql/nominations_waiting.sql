-- Nominations that were consented to and wait for the approval of one body, by conference: how many, and since when.
-- Asked by: the first page of whoever may approve there. One row per conference.
select nomination.conference_id, conference.title, count(*) as many, min(nomination.consented_at) as since
from participants_nomination as nomination
join conferences_conference as conference on conference.id = nomination.conference_id
where nomination.state = 'consented' and nomination.path > %(path)s and nomination.path < %(path)s || '~'
  and length(nomination.path) = length(%(path)s) + 4
group by nomination.conference_id, conference.title
order by min(nomination.consented_at)
