-- What the reports of one asking add up to, for every body above. Run by: the story, once an asking.
-- Between the brackets stands the recount of reports itself: nothing of this asking waits to be folded yet.
insert into reports_sum (asking_id, path, slots)
select %(asking_id)s, again.path, again.slots
from ({recount}) as again
on conflict (asking_id, path) do update set slots = excluded.slots
