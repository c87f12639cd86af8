"""Reports made by somebody who could judge them as well."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_directives_found_by_key")]

    operations = [
        migrations.CreateModel(
            name="ReportFromAbove",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "decision_id", "body_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("decision_id", models.UUIDField()),
                ("body_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("from_id", models.UUIDField()),
            ],
            options={"indexes": [models.Index(fields=["from_id"], name="report_from_above")]},
        ),
    ]
