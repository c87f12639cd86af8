-- By category: who holds a mandate that counts, who of all with a mandate was ever let in, who is in the hall.
-- Read by: the page of the door, the quorum. One row per category with somebody. Cost: one pass over the places.
select place.category as key, coalesce(category.plural, place.category) as plural,
       (count(*) filter (where place.state in ('chosen', 'invited', 'accepted')))::int as mandates,
       (count(*) filter (where there.ever))::int as admitted,
       (count(*) filter (where there.now))::int as present
from participants_place as place
left join seats_category as category on category.conference_id = place.conference_id and category.key = place.category
left join (
    select person_id, true as ever, bool_or(until is null) as now
    from accreditation_presence
    where conference_id = %(conference_id)s
    group by person_id
) as there on there.person_id = place.person_id
where place.conference_id = %(conference_id)s
group by place.category, category.plural, category.nth
order by category.nth nulls last, place.category
