-- Conferences that are over since more than so many days, while it is still kept what their participants needed.
-- Asked by: the worker, every hour. One row per conference, mostly none.
select conference.id as conference_id
from conferences_conference as conference
where conference.phase in ('closed', 'published', 'cancelled')
  and (conference.phase = 'cancelled' or conference.closes_on + %(days)s < %(today)s)
  and exists (select from participants_needs as needs where needs.conference_id = conference.id)
