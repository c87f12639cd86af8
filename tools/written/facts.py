"""`docs/facts.md`: everything that can become true, and what follows from it."""

from __future__ import annotations

from dataclasses import fields

from django.utils.module_loading import autodiscover_modules
from tools.written.wording import first_paragraph, heading, page, table

from cellwork.kernel.facts import Fact, known_facts
from cellwork.kernel.reactions import Reaction, reactions_to


def facts_page() -> str:
    """The page. Facts of tests are not facts of the house."""
    autodiscover_modules("facts")
    lines = heading(
        "Facts",
        "What can become true. A fact is what the journal holds: each is about one body (or about the installation "
        "itself) and is written in the same transaction as the change.",
        "What *follows at once* happens inside the same act: both are there, or neither. What is *owed* is done by the "
        "worker afterwards, at least once.",
    )
    facts = [fact for fact in known_facts().values() if ".tests." not in fact.__module__]
    for package in sorted({_package(fact) for fact in facts}):
        lines += [f"## {package}", ""]
        rows = [_row(fact) for fact in sorted(facts, key=lambda each: each.__name__) if _package(fact) == package]
        lines += table(("fact", "what became true", "carries", "what follows"), rows)
    return page(lines)


def _package(fact: type[Fact]) -> str:
    return fact.__module__.split(".")[1]


def _row(fact: type[Fact]) -> tuple[str, str, str, str]:
    carried = ", ".join(f"`{field.name}`" for field in fields(fact) if field.name != "body_id")
    follows = "; ".join(_follows(each) for each in reactions_to(fact.__name__))
    return f"`{fact.__name__}`", first_paragraph(fact.__doc__), carried, follows


def _follows(reaction: Reaction) -> str:
    words = first_paragraph(reaction.react.__doc__).rstrip(".")
    return f"{'at once' if reaction.at_once else 'owed'}: `{reaction.name.split(':')[0]}`, {words}"
