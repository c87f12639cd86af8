-- How are the units of a draw called? One row per body that is asked about, by id or by code. Cost: as many keys.
select id, code, name
from organisation_body
where id = any(%(ids)s::uuid[]) or code = any(%(codes)s::text[])
order by path
