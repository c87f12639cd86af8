-- What did a body promise for today or an earlier day, and has not yet said what came of it?
-- Asked by: "what waits on you". One row per promise, the first day first. Cost: one range of the promises of the body.
select promise.id, promise.body_id, promise.words, promise.due_on
from voices_promise as promise
where promise.body_id = %(body_id)s and promise.ended_on is null and promise.due_on <= %(today)s
order by promise.due_on, promise.id
limit %(limit)s
