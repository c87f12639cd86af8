import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.expressions
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0009_marks'),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpPass',
            fields=[
                ('pk', models.CompositePrimaryKey('body_id', 'call_id', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('body_id', models.UUIDField()),
                ('call_id', models.UUIDField()),
                ('number', models.SmallIntegerField()),
                ('how', models.TextField(choices=[('called', 'Called'), ('passed', 'Passed'), ('climbed', 'Climbed')])),
                ('from_id', models.UUIDField()),
                ('to_id', models.UUIDField()),
                ('past', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('because', models.TextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('by', models.TextField(blank=True, default='')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['past'], name='help_passed_by')],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('how', 'passed'), _negated=True) | models.Q(('because', ''), _negated=True), name='a_call_is_passed_on_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(('from_id', models.F('to_id')), _negated=True), name='a_call_goes_to_another_body'),
                ],
            },
        ),
    ]
