"""Logos from strangers: what comes out is a picture of ours, or a sentence."""

import random
import struct
import time
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageFile, PngImagePlugin

from listings.pictures import UnusablePicture
from listings.submitting import logo

SCRIPT = b"<script>alert(document.domain)</script><?php system($_GET[0]); ?>"


def picture(kind: str = "PNG", size: tuple[int, int] = (300, 150), mode: str = "RGB", **options: object) -> bytes:
    out = BytesIO()
    Image.new(mode, size, 130).save(out, kind, **options)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, pixels: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def drawn(data: bytes) -> Image.Image:
    out = logo.reencoded(BytesIO(data))
    assert len(out) <= 100_000
    assert out[:4] == b"RIFF"
    assert out[8:12] == b"WEBP"
    assert struct.unpack("<I", out[4:8])[0] + 8 == len(out), "nothing behind the picture"
    return Image.open(BytesIO(out))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_usual_formats_become_webp(kind) -> None:
    assert drawn(picture(kind)).size == (300, 150)


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "P"), ("PNG", "L"), ("PNG", "1"), ("PNG", "I;16"), ("JPEG", "CMYK"), ("PNG", "LA")]
)
def test_every_kind_of_colour_is_read(kind, mode) -> None:
    assert drawn(picture(kind, mode=mode)).size == (300, 150)


def test_transparency_stays() -> None:
    out = BytesIO()
    Image.new("RGBA", (200, 100), (255, 0, 0, 0)).save(out, "PNG")
    assert drawn(out.getvalue()).convert("RGBA").getpixel((50, 50))[3] == 0


def test_a_large_picture_is_made_to_fit() -> None:
    assert drawn(picture(size=(4000, 1000))).size == (640, 160)


def test_even_noise_comes_out_small() -> None:
    out = BytesIO()
    Image.frombytes("RGB", (640, 320), random.Random(7).randbytes(640 * 320 * 3)).save(out, "PNG")
    drawn(out.getvalue())


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_script_that_is_a_picture_too_comes_out_as_a_picture(kind) -> None:
    for file in (picture(kind) + SCRIPT, picture(kind, comment=SCRIPT) if kind in {"GIF", "JPEG"} else picture(kind)):
        out = logo.reencoded(BytesIO(file))
        assert b"script" not in out
        assert b"php" not in out


def test_comments_places_and_profiles_are_left_behind() -> None:
    exif = Image.Exif()
    exif[0x010E], exif[0x8298] = "taken at home", "owner"
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "taken at home")
    info.add_itxt("XML:com.adobe.xmp", "<x>taken at home</x>")
    for kind, options in (("PNG", {"pnginfo": info, "exif": exif}), ("JPEG", {"exif": exif, "icc_profile": b"taken at home"}),
                          ("WEBP", {"exif": exif, "xmp": b"taken at home", "icc_profile": b"taken at home" * 20})):  # fmt: skip
        out = logo.reencoded(BytesIO(picture(kind, **options)))
        assert b"taken at home" not in out
        assert b"EXIF" not in out
        assert b"ICCP" not in out


def test_a_picture_taken_upright_stays_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert drawn(picture("JPEG", size=(300, 150), exif=exif)).size == (150, 300)


def test_of_a_moving_picture_the_first_is_taken() -> None:
    out, frames = BytesIO(), [Image.new("RGB", (100, 100), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    image = drawn(out.getvalue())
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((50, 50))[0] > 200


def again_and_again(jpeg: bytes) -> bytes:
    """Decoders read it, and work once for each of the 150 last scans."""
    last = jpeg.rindex(b"\xff\xda")
    file = jpeg[:last] + jpeg[last:-2] * 150 + jpeg[-2:]
    Image.open(BytesIO(file)).load()
    return file


BOMB = zlib.compress(b"\0" * 60_000_000, 9)
HOSTILE = {
    "empty": b"",
    "too large a file": picture() + b"\0" * logo.MAX_UPLOAD,
    "a script": SCRIPT,
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><rect width="99" height="99"/></svg>',
    "SVG with a picture's first bytes": b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>",
    "HTML with a picture's first bytes": b"GIF89a/*<html><script>alert(1)</script>",
    "PDF": b"%PDF-1.4 1 0 obj",
    "ZIP": b"PK\x03\x04" + b"\0" * 200,
    "PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n",
    "TIFF": picture("TIFF"),
    "BMP": picture("BMP"),
    "ICO": picture("ICO", size=(64, 64)),
    "says to be huge": png_of(60_000, 60_000, BOMB),
    "is huge": png_of(5_000, 4_000, zlib.compress(b"\0" * (5_000 * 3 + 1) * 4_000, 9)),
    "is very long": png_of(20_000, 20, zlib.compress(b"\0" * (20_000 * 3 + 1) * 20, 9)),
    "a GIF that says to be huge": b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;",
    "broken off": picture()[:-40],
    "too small": picture(size=(10, 10)),
    "a JPEG that says again and again how it looks": again_and_again(picture("JPEG", progressive=True)),
    "text that unpacks without end": picture()[:33] + chunk(b"zTXt", b"Comment\0\0" + BOMB) + chunk(b"iTXt", b"XML\0\x01\0\0\0" + BOMB) + picture()[33:],
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_logo_gets_a_sentence(name) -> None:
    begin = time.process_time()
    with pytest.raises(UnusablePicture) as refused:
        logo.reencoded(BytesIO(HOSTILE[name]))
    assert refused.value.messages[0].endswith(".")
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("name", ["is huge", "is very long", "says to be huge", "a GIF that says to be huge"])
def test_nothing_is_unpacked_that_says_to_be_too_large(name, monkeypatch) -> None:
    unpacked = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda image: unpacked.append(image.size))
    with pytest.raises(UnusablePicture, match="zu viele Pixel"):
        logo.reencoded(BytesIO(HOSTILE[name]))
    assert not unpacked


def test_broken_pictures_of_every_kind_get_a_sentence_and_nothing_else() -> None:
    dice = random.Random(23)
    for kind in ("PNG", "JPEG", "WEBP", "GIF"):
        whole = picture(kind, size=(64, 64))
        for _ in range(60):
            file = bytearray(whole)
            for _ in range(dice.randint(1, 8)):
                file[dice.randrange(len(file))] = dice.randrange(256)
            try:
                out = logo.reencoded(BytesIO(bytes(file[: dice.randint(len(file) // 2, len(file))])))
            except UnusablePicture:
                continue
            assert out[8:12] == b"WEBP"


def test_an_uploaded_file_is_taken_too() -> None:
    assert logo.reencoded(SimpleUploadedFile("../../etc/logo.svg", picture(), "text/html"))[8:12] == b"WEBP"
