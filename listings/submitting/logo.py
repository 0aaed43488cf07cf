"""Logos from strangers: decoded and drawn anew as WebP, small enough for every page."""

from io import BytesIO
from typing import IO

from PIL import Image

from listings.pictures import Bounds, UnusablePicture, decoded, redrawn

MAX_UPLOAD = 2_000_000
MAX_BYTES = 100_000
BOUNDS = Bounds(
    max_side=6_000, max_pixels=8_000_000, min_side=16, advice="Speicher es höchstens 2.000 Pixel breit."
)  # fmt: skip
BOX = (640, 320)
"""Twice what pages show, for sharp screens."""
QUALITIES = (90, 80, 65, 50)


def reencoded(upload: IO[bytes]) -> bytes:
    """The picture as WebP, at most MAX_BYTES and BOX large, without anything else the file held. Raises UnusablePicture."""
    data = upload.read(MAX_UPLOAD + 1)
    if not data:
        raise UnusablePicture("Die Datei ist leer.")
    if len(data) > MAX_UPLOAD:
        raise UnusablePicture("Die Datei ist größer als 2 MB. Speicher das Logo kleiner.")
    return _encoded(decoded(data, BOUNDS))


def _encoded(image: Image.Image) -> bytes:
    """Smaller until it fits."""
    image.thumbnail(BOX, Image.Resampling.LANCZOS)
    while True:
        canvas = redrawn(image)
        for quality in QUALITIES:
            out = BytesIO()
            canvas.save(out, "WEBP", quality=quality, method=4)
            if out.tell() <= MAX_BYTES:
                return out.getvalue()
        image = image.resize((max(1, image.width // 2), max(1, image.height // 2)), Image.Resampling.LANCZOS)
