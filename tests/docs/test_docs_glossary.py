"""The glossary knows every word that the house is built of."""

from __future__ import annotations

import re

from reading import DOCS, SOURCE, inline_code
from tools.written.tables import our_models

GLOSSARY = DOCS / "glossary.md"


def test_every_package_is_in_the_glossary() -> None:
    packages = {folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").exists()}
    assert packages - set(inline_code(GLOSSARY)) == set()


def test_every_table_is_in_the_glossary() -> None:
    assert {model.__name__ for model in our_models()} - set(inline_code(GLOSSARY)) == set()


def test_the_glossary_is_in_order_and_says_everything_once() -> None:
    for part in GLOSSARY.read_text(encoding="utf-8").split("\n## ")[1:]:
        words = re.findall(r"^\*\*(.+?)\*\*", part, re.MULTILINE)
        assert words == sorted(set(words), key=str.lower), part.splitlines()[0]
