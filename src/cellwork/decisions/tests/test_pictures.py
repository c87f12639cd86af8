"""What somebody sends is judged by looking into it, and a photo keeps nothing but its picture."""

from io import BytesIO

import pytest
from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from cellwork.decisions import pictures
from cellwork.decisions.pictures import LONGEST_SIDE, MOST_BYTES, THUMBNAIL_SIDE, looked_into
from cellwork.kernel.refusals import Unfit

A_PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"


def a_photo(*, size: tuple[int, int] = (60, 40), form: str = "JPEG", mode: str = "RGB", **how: object) -> bytes:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (size[0] // 2, 0, *size))
    written = BytesIO()
    picture.convert(mode).save(written, form, **how)
    return written.getvalue()


def told_by_a_camera(*, orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Pocket Camera Works"
    exif[ExifTags.Base.Artist] = "Ina Holm"
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (54.0, 19.0, 12.0)
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitudeRef] = "N"
    return exif


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def refusal_of(sent: bytes) -> Unfit:
    with pytest.raises(Unfit) as refused:
        looked_into(sent)
    assert refused.value.sentence and refused.value.remedy
    return refused.value


def test_place_device_and_owner_are_gone_from_a_photo():
    sent = a_photo(exif=told_by_a_camera(), comment=b"for the Holm family", xmp=b"<x:xmpmeta>Holm</x:xmpmeta>")
    assert opened(sent).getexif().get_ifd(ExifTags.IFD.GPSInfo)  # it was there
    kept = looked_into(sent)
    for content in (kept.content, kept.thumbnail):
        assert dict(opened(content).getexif()) == {}
        assert set(opened(content).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        for word in (b"Holm", b"Pocket", b"Exif", b"xmpmeta"):
            assert word not in content


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_nor_does_it_stay_in_other_formats(form):
    written = PngInfo()
    written.add_text("Author", "Ina Holm")
    how = {"pnginfo": written} if form == "PNG" else {}
    kept = looked_into(a_photo(form=form, exif=told_by_a_camera(), **how))
    assert opened(kept.content).format == "JPEG"
    assert dict(opened(kept.content).getexif()) == {} and b"Holm" not in kept.content


def test_a_photo_taken_sideways_is_turned_upright():
    kept = looked_into(a_photo(exif=told_by_a_camera(orientation=6)))  # red was on the left, now it is above
    picture = opened(kept.content)
    assert picture.size == (40, 60)
    assert picture.getpixel((20, 5))[0] > 200 and picture.getpixel((20, 55))[2] > 200


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_large_photo_is_made_smaller_and_a_small_one_is_not_blown_up(form):
    kept = looked_into(a_photo(size=(4500, 3000), form=form))
    assert opened(kept.content).size == (LONGEST_SIDE, 1333)
    assert opened(kept.thumbnail).size == (THUMBNAIL_SIDE, 213)
    small = looked_into(a_photo(form=form))
    assert opened(small.content).size == opened(small.thumbnail).size == (60, 40)


@pytest.mark.parametrize(
    ("form", "mode"), [("JPEG", "CMYK"), ("JPEG", "L"), ("PNG", "P"), ("PNG", "1"), ("PNG", "I;16")]
)
def test_photos_of_every_way_of_colouring_are_taken(form, mode):
    assert opened(looked_into(a_photo(form=form, mode=mode)).content).mode == "RGB"


def test_what_was_transparent_becomes_white():
    empty = BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(empty, "PNG")
    assert opened(looked_into(empty.getvalue()).content).getpixel((4, 4)) == (255, 255, 255)


def test_noise_which_nothing_makes_smaller_is_taken():
    noise = BytesIO()
    Image.effect_noise((1500, 1500), 120).save(noise, "JPEG", quality=90)
    assert opened(looked_into(noise.getvalue()).content).size == (1500, 1500)


def test_documents_are_taken_as_they_are():
    assert looked_into(A_PDF) == pictures.Kept("pdf", A_PDF)
    words = "Minutes.\nThe room is open: 12 < 20 seats, übrigens.\r\n".encode()
    assert looked_into(words) == pictures.Kept("text", words)


@pytest.mark.parametrize("brand", [b"heic", b"mif1"])
def test_heic_is_refused_with_the_way_to_send_it_as_jpeg(brand):
    refusal = refusal_of(b"\x00\x00\x00\x18ftyp" + brand + b"\x00" * 40)
    assert "HEIC" in refusal.sentence and "JPEG" in refusal.remedy


@pytest.mark.parametrize(
    "sent",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"\xef\xbb\xbf  <!DOCTYPE html><html></html>",
        b"Dear all,\n<SCRIPT>alert(1)</SCRIPT>",
        b'<?xml version="1.0"?><a/>',
        b"GIF89a" + b"\x00" * 20,
        b"PK\x03\x04" + b"\x00" * 40,
        b"MZ\x90\x00\x03",
        b"\x00\x01\x02",
        "Grüße".encode("latin-1"),
    ],
)
def test_pages_scripts_drawings_and_programs_are_never_taken(sent):
    assert "cannot be kept" in refusal_of(sent).sentence


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_that_arrived_in_part_is_refused(form):
    whole = a_photo(size=(400, 300), form=form)
    assert "damaged" in refusal_of(whole[: len(whole) // 2]).sentence


@pytest.mark.parametrize("head", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBP"])
def test_what_only_begins_like_a_photo_is_refused(head):
    assert "damaged" in refusal_of(head + b"<script>alert(1)</script>" * 9).sentence


@pytest.mark.parametrize("side", [8_000, 20_000])
def test_a_small_file_that_would_unpack_into_a_gigantic_picture_is_refused_unopened(side):
    bomb = BytesIO()
    Image.new("1", (side, side)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 200_000
    assert "million points" in refusal_of(bomb.getvalue()).sentence


def test_an_empty_file_and_one_too_large_are_refused():
    assert "empty" in refusal_of(b"").sentence
    assert "8 MB" in refusal_of(A_PDF + b" " * MOST_BYTES).sentence
