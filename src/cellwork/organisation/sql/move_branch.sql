-- A body and all below it stand on a new path.
-- Run by: moves. Cost: 25 ms for 5,000 bodies.
update organisation_body
set path = %(new)s || substr(path, length(%(old)s) + 1), since = case when dissolved_on is null then %(at)s else since end
where path >= %(old)s and path < %(end)s
