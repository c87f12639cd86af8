"""Ways of members from one cell to another."""

import cellwork.kernel.ids
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_segment")]

    operations = [
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "body_id", "id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("body_id", models.UUIDField()),
                ("id", models.UUIDField(default=cellwork.kernel.ids.new_id)),
                ("person_id", models.UUIDField()),
                ("name", models.TextField()),
                ("to_id", models.UUIDField()),
                ("reason", models.TextField(blank=True, default="")),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("asked", "Asked"),
                            ("agreed", "Agreed"),
                            ("received", "Received"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("closed", "Closed"),
                        ],
                        default="asked",
                    ),
                ),
                ("with_id", models.UUIDField(null=True)),
                ("climbed", models.SmallIntegerField(default=0)),
                ("answer_by", models.DateField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.TextField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("agreed_by", models.TextField(blank=True, default="")),
                ("agreed_words", models.TextField(blank=True, default="")),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.TextField(blank=True, default="")),
                ("closed_because", models.TextField(blank=True, default="")),
                ("moved_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(condition=Q(("with_id__isnull", False)), fields=["with_id"], name="transfer_owed_by"),
                    models.Index(fields=["person_id"], name="transfer_of_a_person"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("state__in", ["asked", "agreed"])),
                        fields=("body_id", "person_id"),
                        name="one_transfer_of_a_person_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=Q(("state__in", ["asked", "agreed", "received", "refused", "withdrawn", "closed"])),
                        name="a_transfer_is_in_a_known_state",
                    ),
                    models.CheckConstraint(
                        condition=Q(
                            ("answer_by__isnull", False), ("state__in", ["asked", "agreed"]), ("with_id__isnull", False)
                        )
                        | Q(
                            Q(("state__in", ["asked", "agreed"]), _negated=True),
                            ("closed_at__isnull", False),
                            ("with_id__isnull", True),
                        ),
                        name="an_open_transfer_is_owed_by_somebody_by_a_day",
                    ),
                    models.CheckConstraint(
                        condition=Q(("state", "refused"), _negated=True) | Q(("closed_because", ""), _negated=True),
                        name="a_refused_transfer_has_its_reasons",
                    ),
                    models.CheckConstraint(
                        condition=Q(("to_id", models.F("body_id")), _negated=True),
                        name="a_transfer_goes_to_another_cell",
                    ),
                ],
            },
        ),
    ]
