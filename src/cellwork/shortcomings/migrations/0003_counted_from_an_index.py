"""A shortcoming knows the kind of its body, so that a branch is counted from an index alone; see Shortcoming."""

from django.db import migrations, models
from django.db.models import Q

OPEN = ["corrected", "explained", "gathered", "gone", "open", "under_way"]

KNOW = """
update shortcomings_shortcoming as one set kind = body.kind from organisation_body as body where body.id = one.body_id
"""

# A branch is read from the index alone where the pages of the table are known to be visible to all.
VACUUM_SOON = "alter table shortcomings_shortcoming set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)"
AS_USUAL = (
    "alter table shortcomings_shortcoming reset (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor)"
)


class Migration(migrations.Migration):
    dependencies = [("shortcomings", "0002_branches_and_reports"), ("organisation", "0003_transfers")]

    operations = [
        migrations.AddField("shortcoming", "kind", models.TextField(default=""), preserve_default=False),
        migrations.RunSQL(KNOW, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "shortcoming",
            models.CheckConstraint(condition=~Q(kind=""), name="a_shortcoming_is_of_a_kind_of_body"),
        ),
        migrations.RemoveIndex("shortcoming", "shortcoming_open_in_branch"),
        migrations.RemoveIndex("shortcoming", "shortcoming_in_branch"),
        migrations.AddIndex(
            "shortcoming",
            models.Index(
                fields=["path"],
                include=("cause", "kind", "source", "state", "turn_by", "turn_path", "raised_at"),
                condition=Q(state__in=OPEN),
                name="shortcoming_open_in_branch",
            ),
        ),
        migrations.AddIndex(
            "shortcoming",
            models.Index(
                fields=["path", "state_since"],
                include=("cause", "kind", "source", "state", "raised_at"),
                condition=~Q(state__in=OPEN),
                name="shortcoming_ended_in_branch",
            ),
        ),
        migrations.AddIndex("shortcoming", models.Index(fields=["path", "id"], name="shortcoming_in_branch")),
        migrations.AddIndex(
            "shortcoming",
            models.Index(fields=["origin_id"], condition=Q(source="voice"), name="shortcoming_of_voice"),
        ),
        migrations.RunSQL(VACUUM_SOON, AS_USUAL),
    ]
