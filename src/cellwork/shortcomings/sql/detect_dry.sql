-- What would one detector do now? The same as detect.sql, without doing it.
-- Asked by: `cellwork detect --dry-run`. One row of counts.
with found as materialized (
    /* found */
)
select (select count(*) from found where not exists (
            select from shortcomings_shortcoming as one
            where one.body_id = found.body_id and one.detector = %(detector)s and one.subject = found.subject
              and (one.turn_id is not null or one.spell = found.spell)))::int as found,
       (select count(*) from found join shortcomings_shortcoming as one
            on one.body_id = found.body_id and one.detector = %(detector)s and one.subject = found.subject
               and one.state = 'gone' and one.matter_id is null)::int as again,
       (select count(*) from shortcomings_shortcoming as one
        where one.detector = %(detector)s and one.state in ('open', 'under_way', 'gathered')
          and not exists (select from found where found.body_id = one.body_id and found.subject = one.subject))::int as gone,
       (select count(*) from found)::int as standing
