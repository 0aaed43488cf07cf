"""Addresses of a guide's lead picture, which is kept in some widths and three formats."""

from articles.models import ArticleImage

WIDTHS = (480, 800, 1280)
MODERN = ("avif", "webp")


def widths_of(image: ArticleImage) -> list[int]:
    """Smaller ones and its own."""
    return [*(width for width in WIDTHS if width < image.width), image.width]


def file_address(image: ArticleImage, width: int, kind: str) -> str:
    return f"/ratgeber/bild/{image.pk}-{width}.{kind}"


def jpeg_address(image: ArticleImage) -> str:
    """The largest, for those who choose no format."""
    return file_address(image, image.width, "jpeg")


def files(image: ArticleImage, kind: str) -> str:
    """For srcset."""
    return ", ".join(f"{file_address(image, width, kind)} {width}w" for width in widths_of(image))
