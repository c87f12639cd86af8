-- How many persons the register has.
-- Asked by: first imports of members, at their end. One row.
select count(*)::int as persons from people_person
