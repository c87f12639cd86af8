-- What is the fingerprint of each of these entries?
-- Read by: sealing and `cellwork journal verify`.
-- One row per entry that still exists, in the order asked. Cost: one key read an entry.
-- The text is unambiguous: every part is length-prefixed; times are microseconds since 1970. Part 12 stands only where it says
-- something: entries sealed before there was such a column keep their fingerprint.
select wanted.place::int as place,
       sha256(convert_to(string_agg(coalesce(length(part.value)::text || ':' || part.value, '-'), '' order by part.number)
                             filter (where part.number < 12 or part.value <> ''), 'UTF8')) as digest
from unnest(%(ids)s::uuid[]) with ordinality as wanted (id, place)
join kernel_entry as entry on entry.id = wanted.id
cross join lateral (values
    (1, entry.id::text), (2, (extract(epoch from entry.at) * 1000000)::bigint::text), (3, entry.actor_id::text), (4, entry.via),
    (5, entry.office), (6, entry.term_id::text), (7, entry.permission), (8, entry.body_id::text), (9, entry.fact),
    (10, entry.content::text), (11, entry.cites::text),
    (12, entry.in_place_of)) as part (number, value)
group by wanted.place
order by wanted.place
