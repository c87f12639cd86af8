-- How many shortcomings below have climbed to the body on this path?
-- Asked by: "what waits on you". One row. Cost: one range of the index of what climbed.
select count(*)::int as late
from shortcomings_shortcoming as one
where one.climbed_path = %(path)s and one.climbed > 0 and one.turn_by < %(today)s
