"""Pictures from strangers, decoded so that nothing but the pixels is kept: logos of employers, photographs in guides.

A file that is a picture and a script at once comes out as a picture; one that unpacks to gigabytes is refused before it
is unpacked. No SVG: it is a program.
"""

import re
import warnings
from dataclasses import dataclass
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MAX_SCANS = 100
"""A progressive JPEG may say anew how each pixel looks as often as it likes; each time costs a full decoding."""
_SCAN = re.compile(rb"\xff\xda")


class UnusablePicture(ValidationError):
    """With a German sentence for who sent it."""


@dataclass(frozen=True)
class Bounds:
    max_side: int
    max_pixels: int
    min_side: int
    advice: str
    """What to do about one that is too large: "Speicher es höchstens 2.000 Pixel breit."."""


def decoded(data: bytes, bounds: Bounds) -> Image.Image:
    """Upright and in RGBA. Hostile bytes may make the decoder fail in any way; whatever it raises, the file is no use."""
    unreadable = UnusablePicture("Das ist kein Bild, das wir lesen können. Nimm PNG, JPEG, WebP oder GIF.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=FORMATS) as image:
                _check_size(image, bounds)
                if image.format == "JPEG" and len(_SCAN.findall(data)) > MAX_SCANS:
                    raise unreadable
                image.load()
                _check_size(image, bounds)
                return ImageOps.exif_transpose(image).convert("RGBA")
    except UnusablePicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(bounds) from error
    except Exception as error:
        raise unreadable from error


def redrawn(image: Image.Image) -> Image.Image:
    """On a canvas of our own, to which no profile or comment sticks."""
    return Image.frombytes(image.mode, image.size, image.tobytes())


def _check_size(image: Image.Image, bounds: Bounds) -> None:
    width, height = image.size
    if max(width, height) > bounds.max_side or width * height > bounds.max_pixels:
        raise _too_large(bounds)
    if min(width, height) < bounds.min_side:
        raise UnusablePicture(
            f"Das Bild ist zu klein: Es braucht mindestens {bounds.min_side} Pixel in Höhe und Breite."
        )


def _too_large(bounds: Bounds) -> UnusablePicture:
    return UnusablePicture(f"Das Bild hat zu viele Pixel. {bounds.advice}")
