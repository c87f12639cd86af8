"""Figures are kept by sector too.

Directives and steps get the sector their body has today: which one it had before, nobody wrote down. The tallies are folded
anew, in a few statements for all decisions: what stands now, less what all steps changed, is what the adoption counted on its
day; to that each day's steps are added as far as they were folded. The watermark stays where it was.
"""

from django.db import migrations, models

_STATES = ("received", "read", "objected", "accepted", "under_way", "reported", "returned", "verified", "closed")
_COLUMNS = ", ".join(_STATES)

TAKE_SECTORS = [
    """
    update decisions_directive as directive set sector = body.sector
    from organisation_body as body where body.id = directive.body_id and body.sector <> ''
    """,
    """
    update decisions_step as step set sector = body.sector
    from organisation_body as body where body.id = step.body_id and body.sector <> ''
    """,
    """
    create temporary table first_day on commit drop as
    select decision_id, min(day) as day from decisions_tallyday group by decision_id
    """,
]

FOLD_ANEW = [
    f"""
    with standing as (
        select decision_id, left(path, -4) as path, sector, 0::smallint as clause, clauses, state, count(*) as many
        from decisions_directive
        group by 1, 2, 3, 4, 5, 6
        union all
        select directive.decision_id, left(directive.path, -4), directive.sector, progress.clause, 0, progress.state, count(*)
        from decisions_directive as directive
        join decisions_progress as progress using (decision_id, body_id)
        where directive.state <> 'closed'
        group by 1, 2, 3, 4, 5, 6
    ), stepped as (
        select decision_id, left(path, -4) as path, day, sector, clause, clauses, change.state, sum(change.many) as many,
               xact < coalesce((select below from decisions_folded where id = 1), '0') as folded
        from decisions_step
        cross join lateral (values (was, -1), (became, 1)) as change (state, many)
        where change.state <> ''
        group by 1, 2, 3, 4, 5, 6, 7, 9
    ), flow as (
        select decision_id, path, first_day.day, sector, clause, clauses, state, many
        from standing join first_day using (decision_id)
        union all
        select decision_id, path, first_day.day, sector, clause, clauses, state, -many
        from stepped join first_day using (decision_id)
        union all
        select decision_id, path, day, sector, clause, clauses, state, many from stepped where folded
    ), near as (
        select decision_id, path, day, sector, clause, clauses, state, sum(many) as many
        from flow
        group by 1, 2, 3, 4, 5, 6, 7
        having sum(many) <> 0
    )
    insert into decisions_tallyday (decision_id, path, day, sector, clause, clauses, {_COLUMNS})
    select decision_id, left(path, level.depth * 4), day, sector, clause, clauses,
           {", ".join(f"coalesce(sum(many) filter (where state = '{state}'), 0)" for state in _STATES)}
    from near
    cross join lateral generate_series(1, length(path) / 4) as level (depth)
    group by 1, 2, 3, 4, 5, 6
    """,
    f"""
    insert into decisions_tally (decision_id, path, sector, clause, clauses, {_COLUMNS})
    select decision_id, path, sector, clause, clauses, {", ".join(f"sum({state})" for state in _STATES)}
    from decisions_tallyday
    group by 1, 2, 3, 4, 5
    """,
]


def _counters() -> list[tuple[str, models.Field]]:
    return [(state, models.IntegerField(db_default=0, default=0)) for state in _STATES]


def _key(*names: str) -> tuple[str, models.CompositePrimaryKey]:
    return "pk", models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_amendments"), ("organisation", "0001_initial")]

    operations = [
        migrations.AddField("directive", "sector", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.AddField("step", "sector", models.TextField(blank=True, default=""), preserve_default=False),
        migrations.RunSQL(TAKE_SECTORS),
        migrations.DeleteModel("Tally"),
        migrations.DeleteModel("TallyDay"),
        migrations.CreateModel(
            "Tally",
            [
                _key("decision_id", "path", "sector", "clause", "clauses"),
                ("decision_id", models.UUIDField()),
                ("path", models.TextField(db_collation="C")),
                ("sector", models.TextField(blank=True)),
                ("clause", models.SmallIntegerField()),
                ("clauses", models.BigIntegerField()),
                *_counters(),
            ],
        ),
        migrations.CreateModel(
            "TallyDay",
            [
                _key("decision_id", "path", "day", "sector", "clause", "clauses"),
                ("decision_id", models.UUIDField()),
                ("path", models.TextField(db_collation="C")),
                ("day", models.DateField()),
                ("sector", models.TextField(blank=True)),
                ("clause", models.SmallIntegerField()),
                ("clauses", models.BigIntegerField()),
                *_counters(),
            ],
        ),
        migrations.RunSQL(FOLD_ANEW),
    ]
