"""Each body has a row by which its meetings are read in a branch; see LastMeeting."""

from datetime import UTC, datetime

from django.db import migrations, models

NOT_YET = datetime(1970, 1, 1, tzinfo=UTC)

FOLLOW = """
insert into meetings_lastmeeting as last (body_id, path, kind, founded_on, since, lives)
select id, path, kind, founded_on, since, dissolved_on is null from organisation_body
on conflict (body_id) do update
set path = excluded.path, kind = excluded.kind, founded_on = excluded.founded_on, since = excluded.since, lives = excluded.lives
"""

# A branch is read from the index alone where the pages of the table are known to be visible to all. A body enters a meeting a
# month: by the usual measure, a fifth of the rows, hardly a page would be.
VACUUM_SOON = "alter table meetings_lastmeeting set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)"
AS_USUAL = "alter table meetings_lastmeeting reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor)"


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("organisation", "0003_transfers")]

    operations = [
        migrations.AddField("lastmeeting", "path", models.TextField(db_collation="C", default=""), preserve_default=False),
        migrations.AddField("lastmeeting", "kind", models.TextField(default=""), preserve_default=False),
        migrations.AddField("lastmeeting", "founded_on", models.DateField(null=True)),
        migrations.AddField("lastmeeting", "since", models.DateTimeField(default=NOT_YET), preserve_default=False),
        migrations.AddField("lastmeeting", "lives", models.BooleanField(default=True), preserve_default=False),
        migrations.AlterField("lastmeeting", "quorate", models.BooleanField(db_default=False, default=False)),
        migrations.RunSQL(FOLLOW, migrations.RunSQL.noop),
        migrations.AddIndex(
            "lastmeeting",
            models.Index(
                condition=models.Q(("lives", True)),
                fields=["kind", "path"],
                include=("day", "quorate", "founded_on", "since", "body_id"),
                name="last_meeting_in_a_branch",
            ),
        ),
        migrations.RunSQL(VACUUM_SOON, AS_USUAL),
    ]
