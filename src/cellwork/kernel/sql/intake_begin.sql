-- What every import needs before its first line: its own tables and the functions that its questions share.
-- Run by: intake.begin, once per import. Gone with the transaction, except the functions, which live as long as the session.
set local work_mem = '256MB';
set local maintenance_work_mem = '512MB';
set local max_parallel_workers_per_gather = 2;
set local max_parallel_maintenance_workers = 2;
-- Checking is long and gives few rows: its parts are worth sharing out even where the planner thinks the rows dear to hand over.
set local parallel_setup_cost = 10;
set local parallel_tuple_cost = 0.01;
-- Half the time of building indexes goes into compressing the log, where the owner may not switch that off.
select set_config('wal_compression', 'off', true) where has_parameter_privilege('wal_compression', 'set');
-- A killed import is noticed while a long statement runs, not only after it.
set local client_connection_check_interval = '2s';

create unlogged table import_fault (line bigint not null, reason text not null);
create unlogged table import_file (name text not null, starts bigint not null, lines bigint not null);
create unlogged table import_word (sort text not null, word text not null, code text not null);

-- Days as people write them: 2020-02-29, 29.02.2020, 20200229, also with a midnight after it; null for anything else.
create or replace function pg_temp.other_day(written text) returns date language sql stable parallel safe as $$
    select case when pg_input_is_valid(iso, 'date') then iso::date end
    from (select case
        when written ~ '^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ]00:00(:00(\.0+)?)?Z?)?$'
            then regexp_replace(written, '^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2}).*$', '\1-\2-\3')
        when written ~ '^\d{1,2}\.\d{1,2}\.\d{4}$'
            then regexp_replace(written, '^(\d{1,2})\.(\d{1,2})\.(\d{4})$', '\3-\2-\1')
        when written ~ '^\d{8}$' then regexp_replace(written, '^(\d{4})(\d\d)(\d\d)$', '\1-\2-\3')
    end as iso) as read
$$;
-- The usual way first, recognised by its shape: a third of what a pattern costs, and asked of every line.
create or replace function pg_temp.as_day(written text) returns date language sql stable parallel safe as $$
    select case when written is null then null
                when written like '____-__-__' and written >= '0' and written < ':' and pg_input_is_valid(written, 'date')
                then written::date
                else pg_temp.other_day(written) end
$$;
-- Why a day could not be read, for the sentence.
create or replace function pg_temp.day_fault(what text, written text) returns text language sql stable parallel safe as $$
    select case when written is null then null
                when translate(written, '123456789./', '000000000--') similar to '(0000-0?0-0?0|0?0-0?0-0000)%'
                then what || ': there is no day ' || left(written, 40) || '. Correct the date.'
                else what || ': "' || left(written, 40) || '" is no date. Write it as 2020-12-31.' end
$$;
-- A UUIDv7 (RFC 9562) with a counter of 32 bits: in order, and a tenth of what uuidv7() costs where the server takes its
-- chance from the operating system for every single one. `number` of `most` lines is spread over all of the counter, since
-- indexes are sorted by the first eight bytes. `moment`: 12 hexadecimal digits; `seed`: of this import alone.
create or replace function pg_temp.new_id(moment text, seed text, number bigint, most bigint) returns uuid
language sql immutable parallel safe as $$
    select (moment || '7' || substr(lpad(to_hex((number << 32) / (most + 1)), 8, '0'), 1, 3)
            || '8' || substr(lpad(to_hex((number << 32) / (most + 1)), 8, '0'), 4) || substr(md5(seed || number), 1, 10))::uuid
$$;
-- Where a line stands, for a sentence: "line 17", or "line 17 of cities.csv" when several files are taken in together.
create or replace function pg_temp.spot(number bigint) returns text language sql stable as $$
    select 'line ' || number - starts || case when name = '' then '' else ' of ' || name end
    from import_file where number > starts and number <= starts + lines
$$
