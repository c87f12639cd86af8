-- How many living bodies of each kind stand strictly below this path?
-- Asked by: the page of a body, the preview of a decision. One row per kind. Cost: one range scan.
select kind, count(*)::int as bodies
from organisation_body
where path > %(path)s and path < %(end)s and dissolved_on is null
group by kind
order by kind
