"""One pass over the bytes of a file: what kind of bytes they are. Made alone, or while they go to the database."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash

# Blanks that would have to be taken off: beside a delimiter, a quote, a line end or another blank; and the wide ones.
_BLANK_BEFORE = re.compile(rb'[ \t][\s,;"]')
_BLANK_AFTER = re.compile(rb'[\s,;"][ \t]')
_WIDE_BLANKS = (b"\xc2\xa0", b"\xe3\x80\x80", b"\xef\xbb\xbf")
# A quotation mark within a field that is not doubled: PostgreSQL and everybody else read such a field differently.
_STRAY_QUOTE = re.compile(rb'[^,;\t\r\n"]"[^,;\t\r\n"]')


@dataclass
class Seen:
    """What was seen of the bytes so far."""

    digest: _Hash | None = field(default_factory=hashlib.sha256)
    """None: of a part of a file, whose digest would say nothing."""
    decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8"))
    breaks: int = 0
    nuls: int = 0
    stray_quote: bool = False
    tidy: bool = True
    utf8: bool = True
    seam: bytes = b"\n"
    """The last two bytes: what stands across two chunks is seen too."""

    def see(self, chunk: bytes) -> None:
        """The next chunk."""
        if self.digest:
            self.digest.update(chunk)
        self.breaks += chunk.count(b"\n")
        self.nuls += chunk.count(b"\0")
        whole = self.seam + chunk
        self.stray_quote = self.stray_quote or (b'"' in whole and _STRAY_QUOTE.search(whole) is not None)
        self.tidy = self.tidy and _is_tidy(whole)
        self.utf8 = self.utf8 and self._decodes(chunk)
        self.seam = whole[-2:]

    def end(self) -> None:
        """There are no more."""
        self.utf8 = self.utf8 and self._decodes(b"", final=True)

    @property
    def lines(self) -> int:
        """Lines so far, the last one also when no line end follows it."""
        return self.breaks + (0 if self.seam.endswith(b"\n") else 1)

    def _decodes(self, chunk: bytes, *, final: bool = False) -> bool:
        try:
            self.decoder.decode(chunk, final)
        except UnicodeDecodeError:
            return False
        return True


def joined(first: Seen, second: Seen) -> Seen:
    """What was seen of two halves that meet at the end of a line, as if one pass had seen it all."""
    return Seen(
        digest=None,
        breaks=first.breaks + second.breaks,
        nuls=first.nuls + second.nuls,
        stray_quote=first.stray_quote or second.stray_quote,
        tidy=first.tidy and second.tidy,
        utf8=first.utf8 and second.utf8,
        seam=second.seam,
    )


def _is_tidy(chunk: bytes) -> bool:
    if b"\t" in chunk or (b" " in chunk and (_BLANK_BEFORE.search(chunk) or _BLANK_AFTER.search(chunk))):
        return False
    return chunk.isascii() or not any(blank in chunk for blank in _WIDE_BLANKS)
