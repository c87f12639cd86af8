-- Is there a voice whose dates say more than what is written down? Asked by: the chore, before it opens an act. One row.
-- Cost: ends at the first one; otherwise the open voices past their day.
select exists (
    select from voices_voice as voice
    where voice.state in ('received', 'acknowledged', 'clarifying')
      and voice.answer_by < %(today)s
      and (%(voices)s::uuid[] is null or voice.id = any(%(voices)s::uuid[]))
      and (
          %(today)s - voice.paused_on > %(answer_days)s
          or voice.lateness = 'waiting'
             and voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) < %(today)s
          or voice.lateness = 'late'
             and voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s) + %(late_days)s < %(today)s
          or voices_levels_up(
              voices_owed_by(voice.answer_by, voice.paused_on, %(today)s, %(answer_days)s),
              voice.with_path, %(today)s, %(answer_days)s, %(late_days)s
          ) > 0
      )
) as due
