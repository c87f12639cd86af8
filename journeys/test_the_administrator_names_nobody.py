"""The administrator with the database, its whole log, base backups and every line that was printed names no author.

A whole house, served as always; known people, signed in, in a known order. They write at posters of cells and answer a pulse.
Figures: 3 boxes of 64 voices and one pulse of 96 answers with words. By chance a guess names one author of a box (variance 1), and its
order agrees with the true one by 0 +- 1/sqrt(63) (Spearman). Of all boxes: 3 +- 1.7 of 192 named, agreement 0 +- 0.073; of the pulse 1 +- 1 of
96, agreement 0 +- 0.103. A guess fails when it names eight standard errors more (17 of 192, 10 of 96) or agrees by six (0.44, 0.62). With about a
hundred ways of guessing, a sound house fails once in some hundred thousand runs; one that keeps the order fails always: tried below.
"""

from __future__ import annotations

import html
import http.client
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import nacl.exceptions
import nacl.public
import psycopg
import pytest

from cellwork.voices.codes import receipt_of
from cellwork.voices.tests.insider import Score
from journeys.administrator import Administrator, Batch, Sent, Told, Transaction, guesses
from journeys.conftest import House, in_the_house, made, served
from journeys.crowd import TOGETHER

BOXES, MOST_NAMED, MOST_AGREEING = 3, 8.0, 6.0
_chance = random.SystemRandom()
_CODE = re.compile(r"<span>([2-9A-HJ-NP-Z]{4})</span>")
_FORM = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
Sql = psycopg.Connection[tuple[Any, ...]]


@dataclass
class Author:
    """Somebody who is signed in, on a phone that keeps its connection."""

    person: str
    phone: http.client.HTTPConnection
    cookie: str

    def ask(self, path: str, typed: dict[str, str] | None = None, cookie: str = "") -> str:
        """A page, or a form sent."""
        headers = {"Cookie": f"sessionid={self.cookie}{cookie}", "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(typed) if typed is not None else None
        self.phone.request("POST" if typed is not None else "GET", path, body=body, headers=headers)
        answer = self.phone.getresponse()
        said = answer.read().decode()
        self.phone.close()  # it lies in a pocket until the next page
        assert answer.status == 200, (answer.status, path, said[:2000])
        return said


@dataclass
class Field:
    """The served house, its people, its administrator, and what only this test knows: who said what."""

    house: House
    admin: Administrator
    sql: Sql
    authors: list[Author]
    links: list[str]
    pulse: str
    used: Counter[str] = field(default_factory=Counter)
    codes: dict[str, str] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)

    def a_link(self) -> str:
        """Any poster, so that no link's bucket of messages without a stamp is emptied."""
        found = min(_chance.sample(self.links, len(self.links)), key=lambda link: self.used[link])
        self.used[found] += 1
        return found

    def waiting(self) -> int:
        """How many lie in the box for voices."""
        statement = "select count(*) from kernel_sealedmessage where round_id in (select id from kernel_mixinground where box = 'voices')"
        return int(self.sql.execute(statement).fetchone()[0])  # type: ignore[index]

    def keys(self) -> list[bytes]:
        """What the administrator must not find anywhere but in its folder."""
        return [file.read_bytes() for file in (self.house.home / "mixing").rglob("*.key")]


@pytest.fixture(scope="module")
def field_(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Field]:
    """The house is made, then the administrator prepares, then it is served and people come in."""
    home = made(tmp_path_factory.mktemp("watched") / "house")
    admin = Administrator(home)
    admin.set_up_from_the_start()
    with (home.parent / "serve.printed").open("wb") as printed, served(home, printed) as house:
        crowd = json.loads(in_the_house(home, "journeys.crowd"))
        with admin.listening() as sql:
            authors = [Author(person, _phone(house), cookie) for person, cookie in crowd["sessions"].items()]
            yield Field(house, admin, sql, authors, crowd["links"], crowd["pulse"])


def _phone(house: House) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(house.address).netloc, timeout=20)


def some_words(field_: Field) -> str:
    """Words nobody else has, of any length."""
    mark = f"MARK{_chance.getrandbits(64):016X}"
    field_.marks.append(mark)
    return f"{mark} The stairs are dark." + " And wet." * _chance.randrange(0, 80)


def writes(field_: Field, author: Author, words: str) -> None:
    """Seen in the house a moment before, by name; then at the poster, with the same phone, cookie and all."""
    author.ask("/voices/")
    typed = {"kind": "need", "subject": "housing", "words": words, "manner": "anonymous", "seed": "", "name": ""}
    said = author.ask(f"/say/{field_.a_link()}/", typed)
    field_.codes[words] = "-".join(_CODE.findall(said))


def answers_pulse(field_: Field, author: Author, words: str) -> None:
    """By name: that somebody takes part is known."""
    path = f"/pulses/{field_.pulse}/"
    token = html.unescape(_FORM.search(author.ask(path)).group(1))  # type: ignore[union-attr]
    typed = {"csrfmiddlewaretoken": token, "step_1": str(_chance.randrange(5)), "words": words}
    assert "Your answer is in" in author.ask(path, typed, f"; csrftoken={token}")


def until(true: Any, seconds: float = 30.0) -> None:
    """Wait for the worker."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "the worker did not come"
        time.sleep(0.1)


def a_box(field_: Field, begun: list[str]) -> list[str]:
    """As many write as must lie together; what they wrote, in their order, once it has come out."""
    authors = _chance.sample(field_.authors, TOGETHER - len(begun))
    order = list(begun)
    for author in authors:
        order.append(some_words(field_))
        writes(field_, author, order[-1])
    until(lambda: field_.waiting() == 0)
    return order


def test_with_all_that_a_house_keeps_no_author_is_named_better_than_by_chance(field_: Field, tmp_path: Path) -> None:
    until(
        lambda: field_.sql.execute("select count(*) from kernel_mixinground where box like 'pulse%'").fetchone() != (0,)
    )
    alone = some_words(field_)
    writes(field_, field_.authors[0], alone)
    answers = {author.person: some_words(field_)[:200] for author in field_.authors}
    for author in _chance.sample(field_.authors, len(field_.authors)):
        answers_pulse(field_, author, answers[author.person])
    assert field_.waiting() == 1, "one alone waits"
    keys, before = field_.keys(), field_.admin.base_backup(tmp_path / "before")
    nothing_is_found(field_.marks + list(field_.codes.values()), before)

    orders = [a_box(field_, [alone])] + [a_box(field_, []) for _ in range(BOXES - 1)]
    nothing_is_found([*field_.marks, *field_.codes.values(), *field_.links], field_.admin.printed(field_.sql))
    in_the_house(field_.house.home, "journeys.crowd", "end")
    after = field_.admin.base_backup(tmp_path / "after")
    changes = field_.admin.transactions(field_.sql)
    assert opened_by(field_.keys(), [each for change in changes for each in change.sealed()]) == 0
    for key in keys:
        assert key not in before + after + field_.admin.kept_log()

    voices = scores(boxes_of(field_, changes, orders, after))
    pulse = scores([pulse_of(field_, changes, answers, after)])
    assert {name: score for name, score in {**voices, **pulse}.items() if too_good(score)} == {}
    nothing_is_found(list(field_.codes.values()), after, field_.admin.kept_log(), field_.admin.other_files())
    assert all(mark.encode() in after for mark in (orders[0][0], orders[-1][-1])), "looked where the words are"


def test_the_same_administrator_names_everybody_where_the_order_is_kept(field_: Field, tmp_path: Path) -> None:
    """The attack has teeth: one too few lie there, which the worker leaves alone, and a careless house opens them."""
    order = []
    for author in _chance.sample(field_.authors, TOGETHER - 1):
        order.append(some_words(field_))
        writes(field_, author, order[-1])
    assert field_.waiting() == TOGETHER - 1
    in_the_house(field_.house.home, "journeys.crowd", "unmixed")
    assert field_.waiting() == 0
    files = field_.admin.base_backup(tmp_path / "unmixed")
    found = scores(boxes_of(field_, field_.admin.transactions(field_.sql), [order], files))
    named = {name for name, score in found.items() if score.hits == TOGETHER - 1}
    assert named >= {f"order of sending and {look}" for look in ("written", "id", "history written")}


def test_whoever_comes_back_with_a_code_leaves_no_trace_of_which(field_: Field) -> None:
    order = a_box(field_, [])
    changes, printed = len(field_.admin.transactions(field_.sql)), len(field_.admin.printed(field_.sql))
    for author, words in zip(_chance.sample(field_.authors, TOGETHER), order, strict=True):
        author.ask("/voices/")
        assert words in html.unescape(author.ask("/say/back/", {"code": field_.codes[words]}))
    since = field_.admin.printed(field_.sql)[printed:]
    rows = field_.sql.execute("select id::text, receipt from voices_voice where words = any(%s)", [order]).fetchall()
    assert len(rows) == TOGETHER
    nothing_is_found([each for id_, receipt in rows for each in (id_, receipt.hex())] + order, since)
    changed = {table for each in field_.admin.transactions(field_.sql)[changes:] for table in each.tables()}
    assert not {table for table in changed if table.startswith(("voices", "kernel_sealed", "django_session"))}


def nothing_is_found(secrets: list[str], *places: bytes) -> None:
    """None of these stands in any of the places, as text or as the bytes of a hash."""
    for place in places:
        told = place.lower()
        assert [each for each in secrets if each.lower().encode() in told] == []


def scores(batches: list[Batch]) -> dict[str, Score]:
    """How well each guess did over all batches. What somebody sent is, in truth, in the same place of both lists."""
    found: dict[str, Score] = {}
    for batch in batches:
        for name, guessed in guesses(batch).items():
            found.setdefault(name, Score()).add(guessed, range(len(batch.told)))
    return found


def too_good(score: Score) -> bool:
    """Better than chance would have it, beyond all doubt."""
    named, agreeing = score.errors
    return named > MOST_NAMED or abs(agreeing) > MOST_AGREEING


def opened_by(keys: list[bytes], sealed: list[bytes]) -> int:
    """How many sealed messages any of the keys opens."""
    boxes = [nacl.public.SealedBox(nacl.public.PrivateKey(key)) for key in keys]
    return sum(_opens(box, each) for box in boxes for each in sealed)


def _opens(box: nacl.public.SealedBox[nacl.public.PrivateKey], sealed: bytes) -> bool:
    try:
        box.decrypt(sealed)
    except nacl.exceptions.CryptoError:
        return False
    return True


def boxes_of(field_: Field, changes: list[Transaction], orders: list[list[str]], files: bytes) -> list[Batch]:
    """Box by box: what was sent, by the log of changes, and what it became, in the true order of `orders`."""
    opened = [each for each in changes if each.rows("voices_voice") and each.rows("kernel_sealedmessage", "DELETE")]
    sent = _sent(changes)
    batches = []
    for order in orders:
        told = _told(field_, order, "voices_voice", opened, files)
        (opening,) = [each for each in opened if told[0].id in each.ids("voices_voice")]
        gone = opening.ids("kernel_sealedmessage", "DELETE")
        assert len(gone) == len(order), "what came out together was sent together"
        batches.append(Batch([Sent(id_, one, gone.index(id_)) for id_, one in sent.items() if id_ in set(gone)], told))
    return batches


def pulse_of(field_: Field, changes: list[Transaction], answers: dict[str, str], files: bytes) -> Batch:
    """The pulse: who sent which sealed answer is known, by the row that they took part; what was told of it, in the same order."""
    joined = [each for each in changes if each.rows("consultations_tookpart")]
    persons = [
        re.search(r"person_id\[uuid\]:'([^']+)'", each.rows("consultations_tookpart")[0]).group(1) for each in joined
    ]  # type: ignore[union-attr]
    ended = [each for each in changes if each.rows("consultations_pulseend")]
    gone = ended[0].ids("kernel_sealedmessage", "DELETE")
    sent = [Sent(id_, one, gone.index(id_)) for each in joined for id_, one in _sent([each]).items()]
    assert len(persons) == len(sent) == len(answers), "the administrator knows who sent which sealed row"
    return Batch(sent, _told(field_, [answers[each] for each in persons], "consultations_pulsewords", ended, files))


def _sent(changes: list[Transaction]) -> dict[str, bytes]:
    """Every sealed message by its id, in the order in which they came."""
    pairs = ((each.ids("kernel_sealedmessage"), each.sealed()) for each in changes)
    return {id_: one for ids, sealed in pairs for id_, one in zip(ids, sealed, strict=True)}


def _told(field_: Field, order: list[str], table: str, opened: list[Transaction], files: bytes) -> list[Told]:
    """What came out, in the true order, with every place in which it lies."""
    written = [id_ for each in opened for id_ in each.ids(table)]
    histories = [line for each in opened for line in each.rows("voices_voicestep")]
    printed = field_.admin.printed(field_.sql)
    found = {}
    for words, id_, content, row in field_.sql.execute(
        f"select words, id, convert_to({table}::text, 'UTF8'), ctid::text from {table} where words = any(%s)", [order]
    ):
        line = next((number for number, each in enumerate(histories) if str(id_) in each), 0)
        found[words] = Told(
            str(id_), words,
            {
                "row": json.loads(row.replace("(", "[").replace(")", "]")), "written": written.index(str(id_)), "id": str(id_),
                "history written": line, "files": files.find(id_.bytes), "last file": files.rfind(id_.bytes),
                "hash of the code": (receipt_of(field_.codes[words]) or b"") if words in field_.codes else b"",
                "length": len(words), "whole row": content, "first line printed": printed.find(str(id_).encode()),
            },
        )  # fmt: skip
    return [found[words] for words in order]
