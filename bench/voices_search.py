"""Somebody at a desk looks for words among a million voices, and for voices that are alike one of them.

Timed is the whole query of the page, from here to the database and back, restricted to what its reader may see; beside it,
taken in turns on the same connection, the bare index scan that finds the same words and is restricted to nothing.
The words are made up from a vocabulary in which few words are common and most are rare, as in any language.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

from bench.ground import REFERENCE, ground, grow, somebody_in, sql
from bench.rows import Row, in_turns, median, percentile, scale, scaled, seconds_of, spread

WANTED = 0.200
VOICES = 1_000_000
VOCABULARY = 20_000
ROUNDS = 60


def measure() -> Iterator[Row]:
    """On the tree of reference size."""
    with ground("voices"):
        grow(REFERENCE)
        _say(scaled(VOICES))
        yield from _rows()


def _rows() -> Iterator[Row]:
    from cellwork.voices.models import Voice  # noqa: PLC0415 -- Django is ready by now
    from cellwork.voices.queries.searching import alike_at_desk, search_voices  # noqa: PLC0415 -- with it

    at = datetime.now(UTC)
    chance = random.Random(20)
    for who, office, path in (
        ("the centre", "general_secretary", "0000"),
        ("a province", "chief_secretary", "00000000"),
        ("a city", "chief_secretary", "000000000000"),
    ):
        ((body_id,),) = sql("select id from organisation_body where path = %s", path)
        reader = somebody_in(office, UUID(str(body_id)))
        assert reader.person_id is not None
        person_id = reader.person_id
        wishes = _wishes(chance)
        for sort in ("common words", "rare words", "a slip of the pen"):
            typed = wishes[sort]
            ours, raw = in_turns(
                lambda typed=typed, who=person_id: seconds_of(lambda: search_voices(who, chance.choice(typed), at=at)),
                lambda typed=typed: seconds_of(lambda: _bare(chance.choice(typed))),
                rounds=round(ROUNDS * min(1, scale() * 5)),
            )
            yield _row(f"search by {who}, {sort}", ours, raw)
        voices = list(Voice.objects.filter(with_id=body_id)[:50])
        ours, raw = in_turns(
            lambda voices=voices: seconds_of(lambda: alike_at_desk(chance.choice(voices), at=at)),
            lambda voices=voices: seconds_of(lambda: _bare_alike(chance.choice(voices).words)),
            rounds=round(ROUNDS * min(1, scale() * 5)),
        )
        yield _row(f"voices alike one, at the desk of {who}", ours, raw)


def _row(what: str, ours: list[float], raw: list[float]) -> Row:
    p95 = percentile(ours, 0.95)
    return Row(
        what=what,
        size=f"{scaled(VOICES):,} voices, {len(ours)} searches",
        reached=f"p50 {median(ours) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms",
        limit=f"bare index scan {spread([each * 1000 for each in raw], 'ms', 1)}",
        ratio=f"{median(ours) / median(raw):.2f}",
        wanted="p95 <= 200 ms",
        ok=p95 <= WANTED if scale() == 1 else None,
    )


def _bare(typed: str) -> None:
    sql(
        "select id from voices_voice where said @@ websearch_to_tsquery('simple', %s) limit 50",
        typed,
    )


def _bare_alike(words: str) -> None:
    rarest = " or ".join(sorted(words.split(), key=len)[-6:])
    sql("select id from voices_voice where said @@ websearch_to_tsquery('simple', %s) limit 400", rarest)


def _wishes(chance: random.Random) -> dict[str, list[str]]:
    words = [word for (word,) in sql("select word from bench_word order by rank")]
    common, rare = words[20:200], words[3000:12000]
    return {
        "common words": [" ".join(chance.sample(common, 2)) for _ in range(40)],
        "rare words": [chance.choice(rare) for _ in range(40)],
        "a slip of the pen": [_slip(chance.choice([w for w in rare if len(w) > 7]), chance) for _ in range(40)],
    }


def _slip(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _say(many: int) -> None:
    from cellwork.voices.actions.words import learn_words  # noqa: PLC0415 -- Django is ready by now

    ((there,),) = sql("select count(*) from voices_voice")
    if there != many:
        print(f"saying {many:,} voices", flush=True)
        sql("truncate voices_voice, voices_voicestep, voices_answer, voices_word")
        _vocabulary()
        sql(_SAY, VOCABULARY, datetime.now(UTC).date() - timedelta(days=700), many)
    sql("vacuum (analyze) voices_voice")
    learn_words(at=datetime.now(UTC))
    sql("vacuum (analyze) voices_word")


def _vocabulary() -> None:
    chance = random.Random(7)
    syllables = [c + v for c in "bdfghklmnprstvz" for v in ("a", "e", "i", "o", "u", "ar", "en", "il", "os")]
    words = sorted({"".join(chance.choices(syllables, k=chance.choice([1, 2, 2, 3, 3, 4]))) for _ in range(60_000)})
    chance.shuffle(words)
    sql("drop table if exists bench_word")
    sql("create table bench_word (rank int primary key, word text not null)")
    sql(
        "insert into bench_word select * from unnest(%s::int[], %s::text[])",
        list(range(VOCABULARY)),
        words[:VOCABULARY],
    )


# The n-th most frequent word is about 1/n as frequent as the first. A third of all voices lies with the centre, a third with
# provinces, the rest with cities; most are answered.
_SAY = """
with cell as (
    select id, path, row_number() over (order by path) - 1 as place, (count(*) over ()) as all_of_them
    from organisation_body where is_cell
), given (vocabulary, since, many) as (values (%s::int, %s::date, %s::int)),
voice as (
    select n, 4 * (1 + mod(n, 3)) as width, mod(n::bigint * 7919, (select max(all_of_them) from cell)) as place,
           (select string_agg(word, ' ') from (
                select floor(power(vocabulary, random()))::int - 1 + 0 * n as rank from generate_series(1, 12 + mod(n, 17))
            ) as drawn join bench_word using (rank)) as words
    from given cross join lateral generate_series(1, many) as n
)
insert into voices_voice (body_id, id, cell_path, with_id, with_path, with_since, kind, subject, words, manner, author_id,
                          received_on, state, state_on, answer_by, answer_id, steps)
select cell.id, gen_random_uuid(), cell.path, body.id, body.path, given.since + voice.n / 2000, 'need', 'housing',
       voice.words, (array['named', 'named', 'confidential'])[1 + mod(voice.n, 3)], gen_random_uuid(),
       given.since + voice.n / 2000, 'received', given.since + voice.n / 2000, current_date + 30, null, 1
from voice
cross join given
join cell on cell.place = voice.place
join organisation_body as body on body.path = left(cell.path, voice.width)
"""
