from django.db import migrations, models

from cellwork.people.numbers import PERSON_ID_SQL


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="WantedLink",
            fields=[
                ("asked_for", models.CharField(max_length=254, primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=300)),
                ("asked_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(PERSON_ID_SQL, "drop function people_person_id(text)"),
    ]
