-- What is written about clauses, and who acts for each body. Run by: the story, once.
-- A body's actor held office the whole time: whoever leads it, else a deputy. Bodies without one stay silent.
create temporary table demo_words on commit drop as
select (line ->> 0)::smallint as clause, line ->> 1 as topic, (line ->> 2)::int as k, line ->> 3 as words, (line ->> 4)::int as many
from jsonb_array_elements(%(words)s::jsonb) as line;

create temporary table demo_actor on commit drop as
select distinct on (term.body_id) term.body_id, term.person_id, term.person_name, term.office, term.id as term_id
from offices_term as term
join unnest(%(offices)s::text[]) with ordinality as lead (office, rank) on lead.office = term.office
where term.since <= %(since)s and (term.until is null or term.until > %(at)s)
order by term.body_id, lead.rank, term.seat, term.id;

alter table demo_actor add primary key (body_id);
analyze demo_words;
analyze demo_actor
