"""Pictures of guides: kept in three widths and three formats, served with an address that never changes its content.

`![Der Bahnhof am Morgen](bild:12)` in a text becomes the figure of ArticleImage 12.
"""

from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image

from articles.models import ArticleImage, ImageFile
from listings.pictures import Bounds, UnusablePicture, decoded, redrawn

MAX_UPLOAD = 2_900_000
"""Just below what portal/upload_limit.py lets arrive."""
BOUNDS = Bounds(max_side=10_000, max_pixels=25_000_000, min_side=200, advice="Speicher es höchstens 4.000 Pixel breit.")
WIDTHS = (480, 800, 1280)
MAX_HEIGHT = 1_600
ENCODERS: dict[str, dict[str, int | bool]] = {
    "avif": {"quality": 60, "speed": 8},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}
"""Best first, as browsers choose."""
AGE = 365 * 86_400


@dataclass(frozen=True)
class Drawn:
    width: int
    height: int
    digest: str
    files: list[tuple[int, str, bytes]]
    """(width, format, content)."""


def draw(upload: IO[bytes]) -> Drawn:
    """Raises UnusablePicture."""
    data = upload.read(MAX_UPLOAD + 1)
    if not data:
        raise UnusablePicture("Die Datei ist leer.")
    if len(data) > MAX_UPLOAD:
        raise UnusablePicture("Die Datei ist größer als 2,9 MB. Speicher das Bild kleiner.")
    largest, files = _files(decoded(data, BOUNDS))
    digest = sha256(largest.tobytes() + repr(largest.size).encode()).hexdigest()
    return Drawn(largest.width, largest.height, digest, files)


@transaction.atomic
def store(
    drawn: Drawn, *, alt: str, credit: str, caption: str = "", user: AbstractBaseUser | AnonymousUser | None = None
) -> ArticleImage:
    """The same picture is kept once; its words stay as they were typed first."""
    image, is_new = ArticleImage.objects.get_or_create(
        digest=drawn.digest,
        defaults={"alt": alt, "credit": credit, "caption": caption, "width": drawn.width, "height": drawn.height,
                  "user": user},
    )  # fmt: skip
    if is_new:
        ImageFile.objects.bulk_create(
            ImageFile(image=image, width=width, format=kind, data=data) for width, kind, data in drawn.files
        )
    return image


def _files(image: Image.Image) -> tuple[Image.Image, list[tuple[int, str, bytes]]]:
    """On white where it was transparent, never larger than it came."""
    opaque = Image.new("RGB", image.size, "white")
    opaque.paste(image, mask=image.getchannel("A"))
    opaque.thumbnail((WIDTHS[-1], MAX_HEIGHT), Image.Resampling.LANCZOS)
    largest = redrawn(opaque)
    files = []
    for width in widths_of(largest.width):
        height = max(1, round(largest.height * width / largest.width))
        size = (width, height)
        scaled = largest if size == largest.size else largest.resize(size, Image.Resampling.LANCZOS)
        for kind, options in ENCODERS.items():
            out = BytesIO()
            scaled.save(out, kind.upper(), **options)
            files.append((width, kind, out.getvalue()))
    return largest, files


def widths_of(largest: int) -> list[int]:
    return [*(width for width in WIDTHS if width < largest), largest]


@require_safe
def image_file(request: HttpRequest, pk: int, width: int, kind: str) -> HttpResponse:
    found = ImageFile.objects.filter(image_id=pk, width=width, format=kind).only("data").first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.data), content_type=f"image/{kind}")
    response["Cache-Control"] = f"public, max-age={AGE}, immutable"
    response["Content-Disposition"] = f"inline; filename=bild.{kind}"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
