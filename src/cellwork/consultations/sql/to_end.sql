-- Which open pulses have to end: their last day has passed, or the body that asked is gone?
-- Asked by: the worker, every half minute. Cost: one scan of the pulses, of which there are few.
select p.id
from consultations_pulse as p
join organisation_body as b on b.id = p.body_id
where not exists (select from consultations_pulseend as e where e.pulse_id = p.id)
  and (p.closes_on < %(today)s or b.dissolved_on is not null)
order by p.id
