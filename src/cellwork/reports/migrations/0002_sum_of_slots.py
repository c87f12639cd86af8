"""An aggregate that adds bigints as bigints: the built-in sum goes through numeric and takes three times as long.

Too large a sum is an error as anywhere; `layout.LARGEST` says why none gets there.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="create aggregate sum_of_slots (bigint) (sfunc = int8pl, stype = bigint, initcond = '0',"
            " combinefunc = int8pl, parallel = safe)",
            reverse_sql="drop aggregate sum_of_slots (bigint)",
        )
    ]
