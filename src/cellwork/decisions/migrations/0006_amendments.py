"""Amendments: every wording of a decision is kept for ever.

The words of decisions adopted before are written down as their first wording.
"""

import django.db.models.deletion
from django.db import migrations, models

from cellwork.decisions.fingerprints import words_of
from cellwork.kernel.guarding import unguarded


def write_first_wordings(apps, schema_editor):
    decisions = apps.get_model("decisions", "Decision").objects.exclude(stage="draft").select_related("body")
    clauses, wordings = apps.get_model("decisions", "Clause").objects, apps.get_model("decisions", "Wording").objects
    with unguarded("the words of decisions adopted before are written down"):
        for decision in decisions:
            found = list(clauses.filter(decision=decision).order_by("number"))
            wordings.create(
                decision=decision, number=1, words=words_of(decision, found, body_code=decision.body.code),
                fingerprint=decision.fingerprint, adopted_at=decision.adopted_at, adopted_by=decision.adopted_by,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_reports_from_above"), ("organisation", "0001_initial")]

    operations = [
        migrations.AddField("decision", "wording", models.SmallIntegerField(db_default=1, default=1)),
        migrations.AddField("decision", "amended_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=models.Q(("wording", 1), ("amended_at__isnull", False), _connector="OR"),
                name="an_amended_decision_says_when",
            ),
        ),
        migrations.AddField("clause", "since", models.SmallIntegerField(db_default=1, default=1)),
        migrations.AddField("directive", "wording", models.SmallIntegerField(db_default=1, default=1)),
        migrations.AddField("directive", "amend_by", models.DateField(null=True)),
        migrations.AddIndex(
            "directive",
            models.Index(
                condition=models.Q(("amend_by__isnull", False)),
                fields=["decision_id", "path"],
                name="directive_to_accept_anew",
            ),
        ),
        migrations.AddConstraint(
            "directive",
            models.CheckConstraint(
                condition=models.Q(
                    ("amend_by__isnull", True),
                    ("state__in", ["accepted", "under_way", "reported", "returned", "verified"]),
                    _connector="OR",
                ),
                name="only_who_accepted_is_asked_to_accept_anew",
            ),
        ),
        migrations.RemoveConstraint("progress", "a_touched_clause_is_in_a_known_state"),
        migrations.AddConstraint(
            "progress",
            models.CheckConstraint(
                condition=models.Q(("state__in", ["under_way", "reported", "returned", "verified", "closed"])),
                name="a_touched_clause_is_in_a_known_state",
            ),
        ),
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "decision_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wordings",
                        to="decisions.decision",
                    ),
                ),
                ("number", models.SmallIntegerField()),
                ("words", models.JSONField()),
                ("fingerprint", models.TextField()),
                ("adopted_at", models.DateTimeField()),
                ("adopted_by", models.TextField()),
                ("because", models.TextField(blank=True, default="")),
                ("changed", models.BigIntegerField(default=0)),
                ("struck", models.BigIntegerField(default=0)),
                ("again", models.BigIntegerField(default=0)),
                ("accept_by", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="wordings_are_numbered_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("fingerprint", ""), _negated=True),
                        name="a_wording_is_fixed_by_a_fingerprint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number", 1),
                            models.Q(models.Q(("because", ""), _negated=True), ("accept_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_amendment_says_why_and_asks_by_a_day",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "decision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="amendment",
                        serialize=False,
                        to="decisions.decision",
                    ),
                ),
                ("amends", models.SmallIntegerField()),
                ("because", models.TextField(blank=True, default="")),
                ("clauses", models.JSONField()),
                ("drafted_by", models.UUIDField(null=True)),
                ("revised_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "decision_id",
                        "body_id",
                        "wording",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("decision_id", models.UUIDField()),
                ("body_id", models.UUIDField()),
                ("wording", models.SmallIntegerField()),
                ("plan", models.TextField(blank=True, default="")),
                ("accepted_at", models.DateTimeField()),
                ("accepted_by", models.TextField()),
            ],
        ),
        migrations.RunPython(write_first_wordings, migrations.RunPython.noop, elidable=True),
    ]
