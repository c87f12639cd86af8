-- Words that have come into use. Run by: the worker, so that a slip of the pen finds them. One row per new word, in the order
-- of the alphabet: it says nothing of when and where a word was used. Cost: the voices of these days.
insert into voices_word (word)
select distinct lexeme.word
from voices_voice as voice
cross join lateral unnest(tsvector_to_array(voice.said)) as lexeme (word)
where voice.received_on >= coalesce(%(since)s::date, '-infinity'::date) and length(lexeme.word) between 4 and 40
  and not exists (select from voices_word as known where known.word = lexeme.word)
order by lexeme.word
on conflict do nothing
