"""What somebody sent, judged by looking into it: a photo is cleaned and made small, a document is taken as it is.

Pure: bytes in, bytes out. Names are not believed. A photo is kept as JPEG, upright, without anything but its picture:
the place, the device and its owner, which cameras write into their files, are gone.
"""

from __future__ import annotations

import struct
import threading
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps

from cellwork.kernel.refusals import Unfit

MOST_BYTES = 8 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2000
THUMBNAIL_SIDE = 320

_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
_MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml")
_MALFORMED = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, struct.error)
"""What Pillow raises while it reads a broken or hostile file."""
_PAPER = "white"

# A large picture needs some 200 MB while it is worked on; eight threads at once would need more than a small machine has.
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Kept:
    """What is kept: `kind` is photo, pdf or text; photos have a thumbnail."""

    kind: str
    content: bytes
    thumbnail: bytes | None = None


def looked_into(sent: bytes) -> Kept:
    """What to keep of a file; Unfit, with what to do instead, when it is nothing that can be kept."""
    if not sent:
        raise Unfit("This file is empty.", "Choose another, or send it once more.", field="file")
    if len(sent) > MOST_BYTES:
        raise too_large()
    if _is_picture(sent):
        return _photo(sent)
    if sent.startswith(b"%PDF-"):
        return Kept("pdf", sent)
    if _is_heic(sent):
        raise Unfit(
            "This photo is in the HEIC format, which not everybody can open.",
            "Send it as JPEG: on an iPhone choose Settings, Camera, Formats, Most Compatible, and take it again; "
            "or open the photo, take a screenshot, and send that.",
            field="file",
        )
    if _is_plain_text(sent):
        return Kept("text", sent)
    raise Unfit(
        "This kind of file cannot be kept here.",
        "Photos can be JPEG, PNG or WebP, documents PDF or plain text. Most programs can save as PDF.",
        field="file",
    )


def too_large() -> Unfit:
    """The file is above `MOST_BYTES`."""
    return Unfit(
        f"This file is larger than {MOST_BYTES // 1024 // 1024} MB.",
        "Choose a smaller one: a photo at a lower resolution, or only the pages that matter.",
        field="file",
    )


def _is_picture(sent: bytes) -> bool:
    webp = sent[:4] == b"RIFF" and sent[8:12] == b"WEBP"
    return webp or sent.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _is_heic(sent: bytes) -> bool:
    return sent[4:8] == b"ftyp" and sent[8:12] in _HEIC_BRANDS


def _is_plain_text(sent: bytes) -> bool:
    try:
        text = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    lowered = text.lower()
    if any(mark in lowered for mark in _MARKUP):
        return False
    return not any(ord(letter) < ord(" ") and letter not in "\t\n\r\f" for letter in text)


def _photo(sent: bytes) -> Kept:
    try:
        with _one_at_a_time, Image.open(BytesIO(sent), formats=("JPEG", "PNG", "WEBP")) as opened:
            # Opened is only the head of the file: nothing was unpacked yet.
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many_pixels()
            cleaned = _cleaned(opened)
            return Kept("photo", _jpeg(cleaned), _jpeg(_small(cleaned)))
    except Image.DecompressionBombError as bomb:
        raise _too_many_pixels() from bomb
    except _MALFORMED as fault:
        raise Unfit(
            "This photo cannot be read: the file is damaged, or arrived only in part.",
            "Send it once more, or choose another.",
            field="file",
        ) from fault


def _cleaned(opened: Image.Image) -> Image.Image:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is unpacked no larger than needed
    upright = ImageOps.exif_transpose(opened)
    coloured = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    coloured.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # Painted onto new paper, so that nothing written beside the picture (EXIF, XMP, comments) comes along.
    paper = Image.new("RGB", coloured.size, _PAPER)
    paper.paste(coloured, mask=coloured.getchannel("A") if coloured.mode == "RGBA" else None)
    return paper


def _small(picture: Image.Image) -> Image.Image:
    small = picture.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return small


def _jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()


def _too_many_pixels() -> Unfit:
    return Unfit(
        f"This photo has more than {MOST_PIXELS // 1_000_000} million points.",
        "Send it at a lower resolution: for showing what was done, a few million are plenty.",
        field="file",
    )
