"""In whose place an act was done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="in_place_of",
            field=models.TextField(db_default="", default=""),
        ),
    ]
