from __future__ import annotations

from cellwork.draws.lot import drawing, published
from cellwork.draws.lot.quotas import Task, quota
from cellwork.draws.lot.types import group


def people(many: int) -> list[tuple[str, tuple[str, str]]]:
    provinces, sexes = ("North", "South", "West"), ("f", "m", "m", "")
    return [(f"p{number:04}", (provinces[number % 3], sexes[number % 4])) for number in range(many)]


def a_task(listed: list[tuple[str, tuple[str, str]]], *, seats: int = 60) -> Task:
    types = group(listed, features=("province", "sex"))
    quotas = (
        quota(title="women", where={"sex": "f"}, least=25, most=30),
        quota(title="North", where={"province": "North"}, least=20, most=20),
        quota(title="women of South and West", where={"sex": "f", "province": ["South", "West"]}, least=15, most=18),
    )
    return Task(types=types, quotas=quotas, seats=seats)


def test_quotas_hold_and_the_published_file_says_the_same_again() -> None:
    task = a_task(people(600))
    chances = drawing.find_chances(task, floor_share=0.9)
    told = drawing.publication(title="Delegates", task=task, chances=chances, seed_plan={"kind": "dice", "throws": 50})
    data = published.write(told)
    assert published.write(published.read(data)) == data
    drawn = drawing.draw(published.read(data), data=data, seed="dice:123456")
    assert drawn.counts is not None and drawn.places is not None
    assert task.broken(drawn.counts) == []
    assert sum(map(len, drawn.places.drawn)) == 60
    assert sum(map(len, drawn.places.substitutes)) == 540


def test_the_order_of_the_list_changes_nothing() -> None:
    listed = people(600)
    one, other = (
        drawing.publication(title="Delegates", task=task, chances=drawing.find_chances(task), seed_plan={})
        for task in (a_task(listed), a_task(listed[::-1]))
    )
    assert published.write(one) == published.write(other)
