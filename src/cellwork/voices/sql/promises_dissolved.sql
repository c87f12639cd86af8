-- Open promises of a dissolved body are kept or explained by the nearest living body above it. Run by: reorganisation.
update voices_promise as promise
set body_id = above.id
from organisation_body as gone
cross join lateral (
    select body.id
    from generate_series(4, length(gone.path) - 4, 4) as ends
    join organisation_body as body on body.path = left(gone.path, ends)
    where body.dissolved_on is null
    order by ends desc limit 1
) as above
where promise.body_id = gone.id and promise.ended_on is null and gone.dissolved_on is not null
  and (%(body_id)s::uuid is null or gone.id = %(body_id)s::uuid)
