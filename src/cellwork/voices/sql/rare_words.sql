-- Which of these words are the rarest in use, as a search for any of them? Asked by: the look for alike voices. One row.
-- How common a word is stands in the statistics of the column. Cost: those alone.
select coalesce(string_agg(quote_literal(rare.word), ' | '), '') as query
from (
    select lexeme.word
    from unnest(tsvector_to_array(to_tsvector('simple', %(words)s))) as lexeme (word)
    left join (
        select unnest(most_common_elems::text::text[]) as word, unnest(most_common_elem_freqs) as share
        from pg_stats
        where schemaname = 'public' and tablename = 'voices_voice' and attname = 'said'
    ) as common using (word)
    order by coalesce(common.share, 0), length(lexeme.word) desc, lexeme.word
    limit %(most)s
) as rare
