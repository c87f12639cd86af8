-- Behind which open voices, or groups of alike ones, do enough people stand who are on no agenda yet?
-- Asked by: the worker. One row per matter. People: whoever said it, whoever said "I too", and of those who said so without an
-- account as many as the statutes let count at most.
-- Cost: the open voices that have a supporter or a group.
with behind as (
    select voice.with_id, voice.likeness_id, case when voice.likeness_id is null then voice.id end as alone,
           (array_agg(voice.body_id order by voice.id))[1] as cell_id, (array_agg(voice.id order by voice.id))[1] as voice_id,
           min(voice.subject) as subject, sum(1 + voice.supports) + least(sum(voice.unknown), %(unknown)s) as people
    from voices_voice as voice
    where voice.state in ('received', 'acknowledged', 'clarifying') and (voice.supports > 0 or voice.likeness_id is not null)
    group by voice.with_id, voice.likeness_id, alone
    having sum(1 + voice.supports) + least(sum(voice.unknown), %(unknown)s) >= %(support)s
)
select behind.with_id as body_id, behind.cell_id, behind.voice_id, behind.likeness_id, coalesce(likeness.title, '') as title,
       behind.subject, behind.people::int as people
from behind
left join voices_likeness as likeness on likeness.id = behind.likeness_id
where not exists (
    select from voices_matter as matter
    where matter.body_id = behind.with_id
      and (matter.likeness_id = behind.likeness_id or behind.likeness_id is null and matter.voice_id = behind.voice_id)
)
order by behind.people desc, behind.voice_id
limit %(limit)s
