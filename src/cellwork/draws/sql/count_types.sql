-- How many people of a list agree in everything that counts? Asked when chances are weighed, around the question
-- `candidates`. One row per type, in the order of the lot. Cost: that of the question.
select found.values, count(*) as people
from (
    {candidates}
) as found
group by found.values
order by found.values collate "C"
