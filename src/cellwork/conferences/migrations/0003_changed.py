from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("conferences", "0002_postponed"),
    ]

    operations = [
        migrations.AddField(
            model_name="conference",
            name="changed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
