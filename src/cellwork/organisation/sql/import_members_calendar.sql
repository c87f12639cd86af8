-- The days of the last 130 years as they are mostly written.
-- Run by: imports of members, before the lines are read. One row per day.
create unlogged table import_day as
select %(today)s::date - back as day, to_char(%(today)s::date - back, 'YYYY-MM-DD') as written
from generate_series(0, 47482) as back
