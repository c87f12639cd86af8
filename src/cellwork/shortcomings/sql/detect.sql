-- What has one detector found that is not in the register yet, what is found again, and what is gone?
-- Run by: the nightly chore and `cellwork detect`. One row of counts. `found` is the question of the detector's kind (found_*.sql):
-- body_id, path, up (levels to whoever answers), subject, spell, since, cause ('': the detector's), figures.
-- Cost: the detector's question, and one probe per finding.
-- A finding is raised once: not while one about the same thing is open, and never twice for the same spell, however the first
-- one ended. A cause that is gone is to be checked by the body above the owner; coming back before that, it is open again.
-- A cell that acts meanwhile is waited for: the state is looked at again once its row is free.
-- `owners`: which office answers at a body, or else at the nearest one above where there is any.
with found as materialized (
    /* found */
), owners as (
    select body.path as body_path, coalesce(near.id, body.id) as id, coalesce(near.path, body.path) as path,
           coalesce(near.office, %(offices)s::jsonb ->> body.kind) as office
    from organisation_body as body
    left join lateral (
        select above.id, above.path, %(offices)s::jsonb ->> above.kind as office
        from organisation_body as above
        where not %(offices)s::jsonb ? body.kind and %(offices)s::jsonb ? above.kind
          and above.path = any(array(select left(body.path, 4 * depth) from generate_series(1, length(body.path) / 4) as depth))
        order by length(above.path) desc
        limit 1
    ) as near on true
), fresh as (
    select found.*, coalesce(nullif(found.cause, ''), %(cause)s) as put_under
    from found
    where not exists (
        select from shortcomings_shortcoming as one
        where one.body_id = found.body_id and one.detector = %(detector)s and one.subject = found.subject
          and (one.turn_id is not null or one.spell = found.spell))
), raised as (
    insert into shortcomings_shortcoming
        (body_id, id, path, kind, what, weight, cause, source, detector, subject, spell, figures, appeared_on, raised_at, state,
         state_since, owner_id, owner_office, owner_up, due_on, turn_id, turn_path, turn_office, turn_up, turn_by, earlier_id,
         repeats)
    select fresh.body_id, uuidv7(), fresh.path, body.kind, %(what)s, %(weight)s, fresh.put_under, 'system', %(detector)s, fresh.subject,
           fresh.spell, fresh.figures || jsonb_build_object('kind', %(kind)s::text), fresh.since, %(at)s, 'open', %(at)s, owner.id, owner.office,
           (length(fresh.path) - length(owner.path)) / 4, %(due_on)s, owner.id, owner.path, owner.office,
           (length(fresh.path) - length(owner.path)) / 4, %(due_on)s, earlier.id, coalesce(earlier.repeats + 1, 0)
    from fresh
    join organisation_body as body on body.id = fresh.body_id
    join owners as owner on owner.body_path = left(fresh.path, greatest(length(fresh.path) - 4 * fresh.up, 4))
    left join lateral (
        select before.id, before.repeats
        from shortcomings_shortcoming as before
        where before.body_id = fresh.body_id and before.cause = fresh.put_under
          and (fresh.put_under <> %(other)s or before.detector = %(detector)s) -- "something else" is nothing in common
        order by before.raised_at desc, before.id desc
        limit 1
    ) as earlier on true
    on conflict do nothing
    returning body_id, id, ''::text as was, 'open'::text as became, ''::text as words
), again as (
    update shortcomings_shortcoming as one
    set state = 'open', state_since = %(at)s, spell = found.spell, figures = found.figures || jsonb_build_object('kind', %(kind)s::text), due_on = %(due_on)s,
        turn_id = one.owner_id, turn_path = left(one.path, length(one.path) - 4 * one.owner_up),
        turn_office = one.owner_office, turn_up = one.owner_up, turn_by = %(due_on)s, climbed = 0, climbed_path = '',
        repeats = one.repeats + 1
    from found
    where one.body_id = found.body_id and one.detector = %(detector)s and one.subject = found.subject
      and one.state = 'gone' and one.matter_id is null
    returning one.body_id, one.id, 'gone'::text as was, 'open'::text as became, 'It is so again.'::text as words
), gone as (
    update shortcomings_shortcoming as one
    set state = 'gone', state_since = %(at)s, turn_id = checks.id, turn_path = checks.path, turn_office = checks.office,
        turn_up = (length(one.path) - length(checks.path)) / 4, turn_by = %(check_by)s, climbed = 0, climbed_path = ''
    from shortcomings_shortcoming as same
    join owners as checks on checks.body_path = left(same.path, greatest(length(same.path) - 4 * (same.owner_up + 1), 4))
    where same.detector = %(detector)s and same.state in ('open', 'under_way', 'gathered')
      and not exists (select from found where found.body_id = same.body_id and found.subject = same.subject)
      and one.body_id = same.body_id and one.id = same.id and one.state in ('open', 'under_way', 'gathered')
    returning one.body_id, one.id, old.state as was, 'gone'::text as became, 'The cause is gone.'::text as words
), changed as (
    select * from raised union all select * from again union all select * from gone
), steps as (
    insert into shortcomings_shortcomingstep (body_id, id, shortcoming_id, was, became, at, words)
    select body_id, uuidv7(), id, was, became, %(at)s, words
    from changed
)
select (select count(*) from raised)::int as found, (select count(*) from again)::int as again,
       (select count(*) from gone)::int as gone, (select count(*) from found)::int as standing
