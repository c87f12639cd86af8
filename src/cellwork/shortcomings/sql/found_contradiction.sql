-- Which reports that count say something else than the house counted when they were sent? One row per report, with the first
-- figure that differs. Looked at are reports of the last days, and older ones about which a finding is open.
    select report.body_id, body.path, 0 as up, report.asking_id::text as subject, asking.ends_on::text as spell,
           (report.sent_at at time zone %(zone)s)::date as since, ''::text as cause,
           jsonb_build_object('since', (report.sent_at at time zone %(zone)s)::date, 'about', differs.title,
                              'told', differs.told, 'counted', differs.counted, 'allowed', 0) as figures
    from reports_report as report
    join reports_asking as asking on asking.id = report.asking_id
    join organisation_body as body on body.id = report.body_id
    cross join lateral (
        select coalesce(question.asked ->> 'title', known.key) as title,
               case jsonb_typeof(known.value) when 'array' then (known.value ->> 0) || ' of ' || (known.value ->> 1)
                    else known.value #>> '{}' end as counted,
               case jsonb_typeof(report.answers -> known.key)
                    when 'array' then (report.answers -> known.key ->> 0) || ' of ' || (report.answers -> known.key ->> 1)
                    else report.answers ->> known.key end as told
        from jsonb_each(report.known) as known
        left join lateral (
            select asked from jsonb_array_elements(asking.questions) as asked where asked ->> 'code' = known.key limit 1
        ) as question on true
        where report.answers ? known.key and report.answers -> known.key <> known.value
        order by known.key
        limit 1
    ) as differs
    where report.state in ('sent', 'accepted') and body.kind = any(%(kinds)s) and body.dissolved_on is null
      and ((report.sent_at at time zone %(zone)s)::date >= %(today)s::date - %(days)s::int
           or exists (select from shortcomings_shortcoming as one
                      where one.body_id = report.body_id and one.detector = %(detector)s
                        and one.subject = report.asking_id::text and one.turn_id is not null))
