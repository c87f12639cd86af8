"""Addresses of our own files. Each carries a fingerprint of the content, so browsers may keep it for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static


@cache
def asset(name: str) -> str:
    """`/static/web/house.css?v=1f0c…`. FileNotFoundError when there is no such file: a page must not name it."""
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"no static file is called {name}")
    return f"{static(name)}?v={hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12]}"
