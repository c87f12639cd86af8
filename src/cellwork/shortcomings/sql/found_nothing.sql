-- Nothing: for detectors that the statutes do not declare any more; what they found is gone, to be checked.
    select null::uuid as body_id, ''::text as path, 0 as up, ''::text as subject, ''::text as spell, null::date as since,
           ''::text as cause, '{}'::jsonb as figures
    where false
