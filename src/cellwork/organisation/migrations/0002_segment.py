"""The segment of the n-th body under one parent, also in SQL: imports hand out hundreds of thousands at once."""

from django.db import migrations

CREATE = """
create or replace function organisation_segment(number integer) returns text
language sql immutable parallel safe
return case when number between 0 and 1679615 then
    substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', number / 46656 + 1, 1)
    || substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', number / 1296 % 36 + 1, 1)
    || substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', number / 36 % 36 + 1, 1)
    || substr('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', number % 36 + 1, 1)
end
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "drop function organisation_segment(integer)")]
