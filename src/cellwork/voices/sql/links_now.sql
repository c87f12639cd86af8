-- Which cells do these links lead to, and are they good?
-- Asked by: whoever takes what comes in anonymously, for all that came at one moment. One row per known link. Cost: two key reads each.
select link.token as token, link.body_id as cell_id, body.name as cell_name,
       link.ended_at is null and body.dissolved_on is null as good
from voices_link as link
join organisation_body as body on body.id = link.body_id
where link.token = any(%(tokens)s)
