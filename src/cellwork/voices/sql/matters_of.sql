-- What stands on the agenda of a body, and how many people are behind it? Asked by: the agenda. One row per matter.
-- Cost: the matters of the body, and the voices behind each.
select matter.id as matter_id, matter.title, matter.why, matter.words, matter.raised_on, matter.answer_by, matter.ended_on,
       matter.outcome, matter.ended_by, matter.decision_id, matter.taken_up_on, matter.climbed,
       coalesce(sender.name, '') as from_name, behind.voices::int as voices,
       behind.people::int as people, behind.unknown::int as unknown
from voices_matter as matter
left join organisation_body as sender on sender.id = matter.from_id
cross join lateral (
    select count(*) as voices, coalesce(sum(1 + voice.supports), 0) as people, coalesce(sum(voice.unknown), 0) as unknown
    from (
        select voice.body_id, voice.id, voice.supports, voice.unknown
        from voices_voice as voice
        where matter.likeness_id is null and voice.body_id = matter.voice_cell_id and voice.id = matter.voice_id
        union
        select voice.body_id, voice.id, voice.supports, voice.unknown
        from voices_voice as voice
        where voice.likeness_id = matter.likeness_id
        union
        select voice.body_id, voice.id, voice.supports, voice.unknown
        from voices_gathered as gathered
        join voices_voice as voice on voice.body_id = gathered.body_id and voice.id = gathered.voice_id
        where gathered.matter_id = matter.id
    ) as voice
) as behind
where matter.body_id = %(body_id)s and (%(ended)s or matter.ended_on is null)
order by matter.ended_on is not null, matter.answer_by, matter.id
limit %(limit)s
