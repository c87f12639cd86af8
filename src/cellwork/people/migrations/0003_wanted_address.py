"""Addresses that people write themselves."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0002_person_id_and_wanted_links")]

    operations = [
        migrations.CreateModel(
            name="WantedAddress",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        serialize=False,
                        to="people.account",
                    ),
                ),
                ("address", models.EmailField(max_length=254)),
                ("origin", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
