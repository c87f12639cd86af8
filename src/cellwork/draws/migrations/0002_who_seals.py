"""Officials stand in a published file under a mark; the page puts their names to it."""


import cellwork.draws.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('draws', '0001_initial'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='commitment',
            name='office',
        ),
        migrations.AddField(
            model_name='commitment',
            name='who',
            field=models.TextField(default=cellwork.draws.models.new_mark),
        ),
    ]
