"""Logos from strangers: decoded and drawn anew, so that nothing but the picture is kept.

A file that is a picture and a script at once comes out as a picture; one that unpacks to gigabytes is refused before it
is unpacked. No SVG: it is a program.
"""

import re
import warnings
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

MAX_UPLOAD = 2_000_000
MAX_BYTES = 100_000
MAX_SIDE = 6_000
MAX_PIXELS = 8_000_000
MIN_SIDE = 16
BOX = (640, 320)
"""Twice what pages show, for sharp screens."""
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MAX_SCANS = 100
"""A progressive JPEG may say anew how each pixel looks as often as it likes; each time costs a full decoding."""
QUALITIES = (90, 80, 65, 50)
_SCAN = re.compile(rb"\xff\xda")


class UnusableLogo(ValidationError):
    """With a German sentence for the employer."""


def reencoded(upload: IO[bytes]) -> bytes:
    """The picture as WebP, at most MAX_BYTES and BOX large, without anything else the file held. Raises UnusableLogo."""
    data = upload.read(MAX_UPLOAD + 1)
    if not data:
        raise UnusableLogo("Die Datei ist leer.")
    if len(data) > MAX_UPLOAD:
        raise UnusableLogo("Die Datei ist größer als 2 MB. Speicher das Logo kleiner.")
    return _encoded(_decoded(data))


def _decoded(data: bytes) -> Image.Image:
    """Hostile bytes may make the decoder fail in any way; whatever it raises, the file is no use."""
    unreadable = UnusableLogo("Das ist kein Bild, das wir lesen können. Nimm PNG, JPEG, WebP oder GIF.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                _check_size(image)
                if image.format == "JPEG" and len(_SCAN.findall(data)) > MAX_SCANS:
                    raise unreadable
                image.load()
                _check_size(image)
                return ImageOps.exif_transpose(image).convert("RGBA")
    except UnusableLogo:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large() from error
    except Exception as error:
        raise unreadable from error


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise _too_large()
    if min(width, height) < MIN_SIDE:
        raise UnusableLogo(f"Das Bild ist zu klein: Es braucht mindestens {MIN_SIDE} Pixel in Höhe und Breite.")


def _too_large() -> UnusableLogo:
    return UnusableLogo("Das Bild hat zu viele Pixel. Speicher es höchstens 2.000 Pixel breit.")


def _encoded(image: Image.Image) -> bytes:
    """Smaller until it fits; on a canvas of our own, to which no profile or comment sticks."""
    image.thumbnail(BOX, Image.Resampling.LANCZOS)
    while True:
        canvas = Image.frombytes("RGBA", image.size, image.tobytes())
        for quality in QUALITIES:
            out = BytesIO()
            canvas.save(out, "WEBP", quality=quality, method=4)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
        image = image.resize((max(1, image.width // 2), max(1, image.height // 2)), Image.Resampling.LANCZOS)
