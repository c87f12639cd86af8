"""Marks are counted in the tallies, and amendments name meetings.

What directives bear already is counted as a step of the day on which it came about, as far as that is written down: the
worker folds these steps as any others.
"""

from django.db import migrations, models

COUNT_MARKS = """
insert into decisions_step (body_id, id, decision_id, path, sector, clause, clauses, was, became, at, day, by, words)
select directive.body_id, uuidv7(), directive.decision_id, directive.path, directive.sector, mark.clause, mark.clauses, '', 'received',
       mark.at, (mark.at at time zone 'UTC')::date, '', ''
from decisions_directive as directive
join decisions_decision as decision on decision.id = directive.decision_id
cross join lateral (values
    (-1, 0::bigint, coalesce(directive.accepted_at, directive.state_since), directive.meeting_id is not null and directive.state <> 'closed'),
    (-2, directive.amend_by - date '1970-01-01', coalesce(decision.amended_at, directive.state_since), directive.amend_by is not null)
) as mark (clause, clauses, at, borne)
where mark.borne
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0008_meetings_and_explanations")]

    operations = [
        migrations.AddField("wording", "meeting_id", models.UUIDField(null=True)),
        migrations.AddField("acceptance", "meeting_id", models.UUIDField(null=True)),
        migrations.RunSQL(COUNT_MARKS, migrations.RunSQL.noop),
    ]
