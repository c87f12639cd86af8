"""Draws, the people in them by type, the sealed words of officials, published files, and withdrawals."""

import cellwork.draws.states
import cellwork.kernel.ids
import django.contrib.postgres.fields
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('pk', models.CompositePrimaryKey('conference_id', 'category', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('conference_id', models.UUIDField()),
                ('category', models.TextField()),
                ('person_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('by_office', models.TextField(db_default='', default='')),
                ('because', models.TextField(db_default='', default='')),
            ],
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('pk', models.CompositePrimaryKey('conference_id', 'draw_id', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('conference_id', models.UUIDField()),
                ('draw_id', models.UUIDField()),
                ('person_id', models.UUIDField()),
                ('name', models.TextField()),
                ('office', models.TextField(db_default='', default='')),
                ('digest', models.TextField(db_default='', default='')),
                ('committed_at', models.DateTimeField(null=True)),
                ('word', models.TextField(db_default='', default='')),
                ('revealed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('digest', ''), ('digest__regex', '^[0-9a-f]{64}$'), _connector='OR'), name='a_sealed_word_is_a_sha256'), models.CheckConstraint(condition=models.Q(('word', ''), models.Q(('digest', ''), _negated=True), _connector='OR'), name='a_word_is_opened_after_it_is_sealed')],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('pk', models.CompositePrimaryKey('conference_id', 'id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('conference_id', models.UUIDField()),
                ('id', models.UUIDField(default=cellwork.kernel.ids.new_id)),
                ('body_id', models.UUIDField()),
                ('category', models.TextField()),
                ('number', models.SmallIntegerField()),
                ('reason_again', models.TextField(db_default='', default='')),
                ('state', models.TextField(choices=[('prepared', 'prepared'), ('published', 'published'), ('drawn', 'drawn'), ('void', 'void')], default=cellwork.draws.states.State['PREPARED'])),
                ('doing', models.TextField(choices=[('', ''), ('weighing', 'weighing'), ('publishing', 'publishing'), ('drawing', 'drawing')], default=cellwork.draws.states.Doing['NOTHING'])),
                ('trouble', models.JSONField(default=dict)),
                ('quotas', models.JSONField(default=dict)),
                ('floor_percent', models.SmallIntegerField()),
                ('seats', models.IntegerField(default=0)),
                ('people', models.IntegerField(default=0)),
                ('told', models.JSONField(default=dict)),
                ('seed_source', models.JSONField(default=dict)),
                ('fingerprint', models.TextField(db_default='', default='')),
                ('seed', models.TextField(db_default='', default='')),
                ('prepared_at', models.DateTimeField()),
                ('prepared_by', models.TextField()),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.TextField(db_default='', default='')),
                ('drawn_at', models.DateTimeField(null=True)),
                ('drawn_by', models.TextField(db_default='', default='')),
                ('void_at', models.DateTimeField(null=True)),
                ('void_by', models.TextField(db_default='', default='')),
                ('void_because', models.TextField(db_default='', default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('conference_id', 'category'), name='one_draw_of_a_category_that_is_not_void'), models.UniqueConstraint(fields=('conference_id', 'category', 'number'), name='draws_of_a_category_are_numbered'), models.CheckConstraint(condition=models.Q(('state__in', ['prepared', 'published', 'drawn', 'void'])), name='a_draw_is_in_a_known_state'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason_again', ''), _negated=True), _connector='OR'), name='a_second_draw_says_publicly_why'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['published', 'drawn']), _negated=True), models.Q(models.Q(('fingerprint', ''), _negated=True), ('published_at__isnull', False)), _connector='OR'), name='a_published_draw_has_its_fingerprint'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'drawn'), _negated=True), models.Q(models.Q(('seed', ''), _negated=True), ('drawn_at__isnull', False)), _connector='OR'), name='a_draw_has_its_seed_and_day'), models.CheckConstraint(condition=models.Q(('seed', ''), models.Q(('fingerprint', ''), _negated=True), _connector='OR'), name='no_seed_is_there_before_the_list_is_public'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), ('void_at__isnull', False), models.Q(('void_because', ''), _negated=True)), models.Q(('state', 'void'), _negated=True), _connector='OR'), name='a_void_draw_says_why'), models.CheckConstraint(condition=models.Q(('floor_percent__gte', 1), ('floor_percent__lte', 100)), name='a_draw_has_a_floor')],
            },
        ),
        migrations.CreateModel(
            name='DrawCandidate',
            fields=[
                ('pk', models.CompositePrimaryKey('conference_id', 'draw_id', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('conference_id', models.UUIDField()),
                ('draw_id', models.UUIDField()),
                ('person_id', models.UUIDField()),
                ('token', models.UUIDField(default=uuid.uuid4)),
                ('unit_id', models.UUIDField(null=True)),
                ('sector', models.TextField(default='')),
                ('type_no', models.IntegerField()),
                ('rank', models.IntegerField(null=True)),
                ('result', models.TextField(choices=[('', ''), ('drawn', 'drawn'), ('substitute', 'substitute')], db_default='', default=cellwork.draws.states.Result['OPEN'])),
                ('called_up_for', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['conference_id', 'draw_id', 'unit_id', 'sector'], name='candidates_of_a_unit')],
                'constraints': [models.UniqueConstraint(fields=('conference_id', 'draw_id', 'token'), name='a_token_stands_for_one_person'), models.UniqueConstraint(condition=models.Q(('rank__isnull', False)), fields=('conference_id', 'draw_id', 'type_no', 'rank'), name='people_of_a_type_have_one_order'), models.UniqueConstraint(condition=models.Q(('called_up_for__isnull', False)), fields=('conference_id', 'draw_id', 'called_up_for'), name='one_substitute_comes_in_for_somebody'), models.CheckConstraint(condition=models.Q(('result__in', ['', 'drawn', 'substitute'])), name='a_candidate_has_a_known_result'), models.CheckConstraint(condition=models.Q(('called_up_for__isnull', True), ('result', 'substitute'), _connector='OR'), name='only_a_substitute_is_called_up')],
            },
        ),
        migrations.CreateModel(
            name='DrawFile',
            fields=[
                ('pk', models.CompositePrimaryKey('conference_id', 'draw_id', 'name', blank=True, editable=False, primary_key=True, serialize=False)),
                ('conference_id', models.UUIDField()),
                ('draw_id', models.UUIDField()),
                ('name', models.TextField(choices=[('list', 'List'), ('result', 'Result')])),
                ('content', models.BinaryField()),
                ('size', models.IntegerField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name__in', ['list', 'result'])), name='a_file_is_a_list_or_a_result')],
            },
        ),
        migrations.CreateModel(
            name='DrawType',
            fields=[
                ('pk', models.CompositePrimaryKey('conference_id', 'draw_id', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('conference_id', models.UUIDField()),
                ('draw_id', models.UUIDField()),
                ('number', models.IntegerField()),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('people', models.IntegerField()),
                ('chance', models.BigIntegerField()),
                ('drawn', models.IntegerField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1)), name='a_type_has_people'), models.CheckConstraint(condition=models.Q(('chance__gte', 0)), name='a_chance_is_not_negative')],
            },
        ),
    ]
