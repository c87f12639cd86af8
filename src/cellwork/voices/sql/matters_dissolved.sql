-- Open matters of a dissolved body stand on the agenda of the nearest living body above it; where the same voices are a matter
-- there already, that one is enough. Run by: reorganisation.
update voices_matter as matter
set body_id = above.id
from organisation_body as gone
cross join lateral (
    select body.id
    from generate_series(4, length(gone.path) - 4, 4) as ends
    join organisation_body as body on body.path = left(gone.path, ends)
    where body.dissolved_on is null
    order by ends desc limit 1
) as above
where matter.body_id = gone.id and matter.ended_on is null and gone.dissolved_on is not null
  and (%(body_id)s::uuid is null or gone.id = %(body_id)s::uuid)
  and not exists (
      select from voices_matter as other
      where other.body_id = above.id
        and (other.likeness_id = matter.likeness_id or other.voice_id = matter.voice_id)
  )
