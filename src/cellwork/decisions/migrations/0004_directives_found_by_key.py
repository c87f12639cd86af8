"""The planner is not told how directives are spread over decisions.

A decision adopted a moment ago is in nobody's statistics. From them the planner would conclude that it has one directive, so
that its index by path finds a single one as cheaply as the primary key does; and each act would walk the whole decision until
the next ANALYZE. Without statistics of this column it expects many for every decision, and takes the key.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_evidence")]

    operations = [
        migrations.RunSQL(
            sql=[
                "alter table decisions_directive alter column decision_id set statistics 0",
                "select pg_clear_attribute_stats('public', 'decisions_directive', 'decision_id', false)",
            ],
            reverse_sql="alter table decisions_directive alter column decision_id set statistics default",
        ),
    ]
