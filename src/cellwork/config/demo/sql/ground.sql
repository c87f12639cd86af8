-- What the demo is drawn from: chance that is the same every time, and the words of names.
-- Run by: build_world, first. Everything here is temporary and ends with the transaction.
create or replace function pg_temp.chance(n bigint, salt integer) returns double precision
language sql immutable strict parallel safe
return ((hashint8extended(n, salt) & 4294967295)::double precision / 4294967296.0);

create or replace function pg_temp.place_in(count integer, n bigint, salt integer) returns integer
language sql immutable strict parallel safe
return (1 + floor(count * ((hashint8extended(n, salt) & 4294967295)::double precision / 4294967296.0)))::integer;

create or replace function pg_temp.spread(mid double precision, width double precision, n bigint, salt integer) returns double precision
language sql immutable strict parallel safe
-- The logistic distribution: most near the middle, some far off. Sums of such delays make the S-shaped course of real work.
return (mid + width * ln((pg_temp.chance(n, salt) + 0.004) / (1.004 - pg_temp.chance(n, salt))));

create or replace function pg_temp.moment(days double precision, day0 date, zone text) returns timestamptz
language sql stable parallel safe
-- Not strict: a strict one with a case inside would not be inlined, and a call costs ten times the arithmetic.
-- Days since the morning a decision was adopted, as a moment at which people are awake (7 to 21; on day 0 from half past ten).
return (day0 + floor(days)::integer + make_interval(
    secs => 3600 * case when days < 1 then 10.6 + 10.3 * days else 7.0 + 14.0 * (days - floor(days)) end)) at time zone zone;

create temporary table demo_work on commit drop as
select work.sector, work.k::int as k, work.words, count(*) over (partition by work.sector)::int as many
from jsonb_each(%(works)s::jsonb) as given (sector, list)
cross join lateral (select given.sector, item.k, item.words from jsonb_array_elements_text(given.list) with ordinality as item (words, k)) as work;

create temporary table demo_unit on commit drop as
select unit.sector, unit.k::int as k, unit.words, count(*) over (partition by unit.sector)::int as many
from jsonb_each(%(units)s::jsonb) as given (sector, list)
cross join lateral (select given.sector, item.k, item.words from jsonb_array_elements_text(given.list) with ordinality as item (words, k)) as unit;

create temporary table demo_mix on commit drop as
select kinds.kind, parts.sector,
       coalesce(sum(parts.share::int) over before, 0) / 100.0 as low,
       (coalesce(sum(parts.share::int) over before, 0) + parts.share::int) / 100.0 as high
from jsonb_each(%(mix)s::jsonb) as kinds (kind, shares)
cross join lateral jsonb_each_text(kinds.shares) as parts (sector, share)
window before as (partition by kinds.kind order by parts.sector rows between unbounded preceding and 1 preceding);

create temporary table demo_given on commit drop as
select k::int as k, word from unnest(%(given)s::text[]) with ordinality as given (word, k);

create temporary table demo_family on commit drop as
select ((b.k - 1) * cardinality(%(ends)s::text[]) + e.k)::int as k, b.word || e.word as word
from unnest(%(begins)s::text[]) with ordinality as b (word, k)
cross join unnest(%(ends)s::text[]) with ordinality as e (word, k);

create temporary table demo_body (
    n bigint primary key, level int, kind text, parent bigint, k int, path text collate "C", code text, name text, short text,
    place text, sector text, production_site boolean, founded_on date, weight double precision, top bigint, mid bigint,
    below int default 0
) on commit drop
