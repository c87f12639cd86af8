-- Everybody of a draw gets a place in the order of their type, by the hash of the protocol (sha256 of root|token), and is drawn
-- or waits. Whoever asks compares it with the file. One row per candidate is changed. Cost: as many hashes and updates.
with ordered as (
    select
        candidate.person_id, type.drawn,
        row_number() over (
            partition by candidate.type_no
            order by
                sha256(convert_to(%(root)s || '|' || replace(candidate.token::text, '-', ''), 'UTF8')), candidate.token
        ) as rank
    from draws_drawcandidate as candidate
    join draws_drawtype as type
        on type.conference_id = candidate.conference_id and type.draw_id = candidate.draw_id
        and type.number = candidate.type_no
    where candidate.conference_id = %(conference_id)s and candidate.draw_id = %(draw_id)s
)
update draws_drawcandidate as candidate
set rank = ordered.rank, result = case when ordered.rank <= ordered.drawn then 'drawn' else 'substitute' end
from ordered
where candidate.conference_id = %(conference_id)s and candidate.draw_id = %(draw_id)s
    and candidate.person_id = ordered.person_id
