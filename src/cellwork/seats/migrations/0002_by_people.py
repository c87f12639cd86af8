from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('seats', '0001_first'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='allotment',
            name='seats_are_allotted_by_a_known_number',
        ),
        migrations.AddConstraint(
            model_name='allotment',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['cells', 'members', 'people'])), name='seats_are_allotted_by_a_known_number'),
        ),
    ]
