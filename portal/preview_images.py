"""The pictures that messengers and networks show beside a link: drawn here from the same figures as the page.

1200 x 630 pixels, PNG with few colours (10 to 20 kB). Only what is public has one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont

from articles.models import Article
from listings.models import Listing, Place
from listings.normalise.place_wording import at_place
from listings.rate_limits import is_exceeded, network_of
from listings.searching.figures import figures_for
from listings.templatetags import dial, scale
from listings.templatetags.listing_tags import NBSP, all_labels, day_hours, euros, pay_text, stated_pay

SIZE = (1200, 630)
MARGIN = 72
KEEP_SECONDS = 3_600
RATE = "30/minute"
"""Pictures drawn anew for one network. Each costs a tenth of a second, and memory of the cache for an hour."""
MAX_LINES = 3
MOST_IN_A_LINE = 150
"""Characters; each is measured."""
VERSION = "1"
"""Changes when the drawing does."""
SKY, INK, SOFT, RING, PAY, TRACK, EARLY, LATE, NIGHT = (
    "#d9e8f0", "#13262f", "#465a65", "#1d3a48", "#21566d", "#bcd0da", "#ffcb3d", "#ff9466", "#aebcff",
)  # fmt: skip
LAMPS = {"early": EARLY, "day": "#86cdf0", "late": LATE, "night": NIGHT}
FONTS = settings.BASE_DIR / "static" / "fonts"
SIGN, TEXT = "barlow-semi-condensed-latin-600-normal.woff2", "source-sans-3-latin-wght-normal.woff2"
COLOURS = 64


@dataclass(frozen=True)
class Card:
    title: str
    below: str
    figure: str = ""
    figure_note: str = ""
    pay: tuple[int, int] | None = None
    """Euros a month, drawn on the common scale."""
    shifts: tuple[str, ...] = ()
    shift_words: str = ""


@require_safe
def listing_image(request: HttpRequest, pk: int) -> HttpResponse:
    listing = get_object_or_404(Listing.objects.live().for_cards(), pk=pk)
    low, high = listing.salary_month_min, listing.salary_month_max
    stated = stated_pay(listing)
    words = all_labels(listing.shifts, "shift")
    hours = day_hours(listing)
    return _answer(request, Card(
        title=listing.title,
        below=", ".join(part for part in (listing.hiring_organization.name, listing.city) if part),
        figure=stated or "Gehalt nicht genannt",
        figure_note=f"Vollzeit: {pay_text(listing)} im Monat" if low and listing.base_salary_unit != "month" else "",
        pay=(low, high) if low is not None and high is not None else None,
        shifts=tuple(listing.shifts),
        shift_words=", ".join(part for part in (words, hours) if part) or "Schicht nicht genannt",
    ))  # fmt: skip


@require_safe
def city_image(request: HttpRequest, slug: str) -> HttpResponse:
    place = get_object_or_404(Place, slug=slug)
    return _answer(request, _town_card(f"Customer Service Jobs {at_place(place.name)}", place))


@require_safe
def article_image(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Article.objects.published().select_related("place"), slug=slug)
    if article.place:
        return _answer(request, _town_card(article.title, article.place))
    return _answer(request, Card(article.title, "Ratgeber"))


def _town_card(title: str, place: Place) -> Card:
    figures = figures_for(place, 25)[0]
    jobs = "1 Stelle" if figures.total == 1 else f"{euros(figures.total)} Stellen"
    if figures.pay_low is None or figures.pay_high is None or figures.pay_median is None:
        return Card(title, f"{jobs} im Umkreis von 25{NBSP}km, mit Schicht und Gehalt")
    return Card(
        title, f"{jobs} im Umkreis von 25{NBSP}km", figure=f"Mitte: {euros(figures.pay_median)}{NBSP}€ im Monat",
        figure_note=f"Vollzeit brutto, aus {figures.known_pay} Anzeigen", pay=(figures.pay_low, figures.pay_high),
    )  # fmt: skip


def _answer(request: HttpRequest, card: Card) -> HttpResponse:
    """Drawn once an hour for each state of what it shows."""
    digest = hashlib.sha256(f"{VERSION} {settings.BASE_URL} {card!r}".encode()).hexdigest()[:32]
    key = f"preview-image:{digest}"
    data = cache.get(key)
    if data is None:
        if is_exceeded(request, "preview-image", RATE, of=network_of(request), is_only_reading=True):
            return HttpResponse(status=429, headers={"Retry-After": "60", "Cache-Control": "no-store"})
        data = draw(card)
        cache.set(key, data, KEEP_SECONDS)
    etag = quote_etag(digest)
    response = HttpResponse(
        data, content_type="image/png", headers={"ETag": etag, "Cache-Control": "public, max-age=3600"}
    )
    return get_conditional_response(request, etag=etag, response=response) or response  # type: ignore[return-value]


def draw(card: Card) -> bytes:
    """The card as PNG."""
    image = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(image)
    third = SIZE[0] // 3
    for number, colour in enumerate((EARLY, LATE, NIGHT)):
        pen.rectangle((number * third, 0, (number + 1) * third, 14), fill=colour)
    y = 62
    lines, font = _fitting(card.title, SIZE[0] - 2 * MARGIN)
    for line in lines:
        pen.text((MARGIN, y), line, font=font, fill=INK)
        y += round(font.size * 1.14)
    pen.text((MARGIN, y + 10), _cut(card.below, _text(34), SIZE[0] - 2 * MARGIN), font=_text(34), fill=SOFT)
    if card.shift_words:
        _ring(image, (MARGIN, 342), 84, card.shifts)
        pen.text((MARGIN + 108, 384), _cut(card.shift_words, _sign(40), 900), font=_sign(40), fill=INK, anchor="lm")
    if card.figure:
        pen.text((MARGIN, 480), card.figure, font=_sign(50), fill=PAY, anchor="lm")
        right = MARGIN + pen.textlength(card.figure, font=_sign(50)) + 24
        pen.text(
            (right, 484),
            _cut(card.figure_note, _text(28), SIZE[0] - MARGIN - right),
            font=_text(28),
            fill=SOFT,
            anchor="lm",
        )
    if card.pay:
        _bar(pen, card.pay)
    pen.text((MARGIN, 592), "Frühdienst", font=_sign(32), fill=INK, anchor="lm")
    pen.text(
        (SIZE[0] - MARGIN, 592), "Kundenservice-Jobs mit Schicht und Gehalt", font=_text(26), fill=SOFT, anchor="rm"
    )
    out = BytesIO()
    image.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _bar(pen: Any, pay: tuple[int, int]) -> None:
    width = SIZE[0] - 2 * MARGIN
    low, high = (MARGIN + width * scale.place(amount) / 100 for amount in pay)
    pen.rectangle((MARGIN, 524, SIZE[0] - MARGIN, 542), fill=TRACK)
    pen.rectangle((low, 524, max(high, low + 14), 542), fill=PAY)


def _ring(image: Image.Image, corner: tuple[int, int], size: int, shifts: Sequence[str]) -> None:
    """Noon on top. Drawn four times as large and made smaller, for smooth edges."""
    large = Image.new("RGBA", (size * 4, size * 4), (0, 0, 0, 0))
    pen, box = ImageDraw.Draw(large), (16, 16, size * 4 - 16, size * 4 - 16)
    pen.arc(box, 0, 360, fill=RING, width=76)
    pen.line((16, size * 2, size * 4 - 16, size * 2), fill=RING, width=18)
    wanted = ("early", "late", "night") if "rotating" in shifts else shifts
    inner = tuple(edge + (14 if number < 2 else -14) for number, edge in enumerate(box))
    for shift in wanted:
        if shift in LAMPS:
            start, end = dial.HOURS[shift]
            pen.arc(inner, _degrees(start), _degrees(end), fill=LAMPS[shift], width=48)
    small = large.resize((size, size), Image.Resampling.LANCZOS)
    image.paste(small, corner, small)


def _degrees(hour: float) -> float:
    """Pillow measures clockwise from three o'clock."""
    return (hour - 12) * 15 - 90


def _fitting(text: str, width: int) -> tuple[list[str], ImageFont.FreeTypeFont]:
    for size in (72, 64, 56):
        lines = _wrapped(text, _sign(size), width)
        if len(lines) <= (2 if size == 72 else MAX_LINES):
            break
    if len(lines) > MAX_LINES:
        lines = [*lines[: MAX_LINES - 1], _cut(" ".join(lines[MAX_LINES - 1 :]), _sign(size), width)]
    return lines, _sign(size)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [_cut(line, font, width) for line in lines]


def _cut(text: str, font: ImageFont.FreeTypeFont, width: float) -> str:
    if len(text) <= MOST_IN_A_LINE and font.getlength(text) <= width:
        return text
    text = text[:MOST_IN_A_LINE]
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"


@lru_cache(maxsize=16)
def _sign(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / SIGN, size)


@lru_cache(maxsize=16)
def _text(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONTS / TEXT, size)
    font.set_variation_by_axes([400])
    return font
