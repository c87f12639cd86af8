-- Which pulse asks this person now, by the body of their cell or one above it, and is their answer in?
-- Asked by: the first page of every member. One row or none. Cost: the bodies above and the few pulses that are open.
select p.id as pulse_id, b.name as asker, cardinality(p.statements) as statements, p.closes_on,
       exists (select from consultations_tookpart as t where t.pulse_id = p.id and t.person_id = %(person_id)s) as answered
from consultations_pulse as p
join organisation_body as b on b.id = p.body_id
where p.closes_on >= %(today)s and b.path = any(%(paths)s)
  and not exists (select from consultations_pulseend as e where e.pulse_id = p.id)
  and exists (
      select from organisation_membership as m
      where m.body_id = %(cell_id)s and m.person_id = %(person_id)s and m.until is null
        and m.standing in ('member', 'candidate')
  )
order by p.asked_on, p.id
limit 1
