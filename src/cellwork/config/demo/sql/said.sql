-- What people of the invented organisation say of themselves: seven of ten do. Run by: drawn. One row per person who said it;
-- cost: about 3 µs a person.
insert into people_saidofself (id, sex, said_at)
select id, case when get_byte(uuid_send(id), 14) < 118 then 'woman' else 'man' end, %(at)s
from people_person
where get_byte(uuid_send(id), 15) < 180
