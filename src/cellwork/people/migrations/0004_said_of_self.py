"""What people say of themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_wanted_address")]

    operations = [
        migrations.CreateModel(
            name="SaidOfSelf",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("sex", models.TextField()),
                ("said_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(name="what_is_said_is_not_empty", condition=models.Q(("sex", ""), _negated=True))
                ],
            },
        ),
    ]
