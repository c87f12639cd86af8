-- What is looked for: the words as typed, and the words in use that are nearly those, both as the search reads them.
-- Asked by: search. One row; a column is empty where there is nothing to look for.
-- Cost: the index of words in use, once per word typed.
with token as (
    select lexeme.word from unnest(tsvector_to_array(to_tsvector('simple', %(typed)s))) as lexeme (word)
),
near as (
    select token.word, string_agg(quote_literal(known.word), ' | ') as words
    from token
    cross join lateral (
        select word from voices_word
        where voices_word.word %% token.word
        order by similarity(voices_word.word, token.word) desc, voices_word.word
        limit 6
    ) as known
    group by token.word
)
select websearch_to_tsquery('simple', %(typed)s)::text as exactly,
       case when (select count(*) from near) = (select count(*) from token)
            then coalesce((select string_agg('(' || words || ')', ' & ') from near), '') else '' end as nearly
