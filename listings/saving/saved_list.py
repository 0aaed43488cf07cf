"""The saved listings of one browser: ids in a signed cookie that is set by the first click on "Merken" and by nothing else.

The server stores nothing. A shared list is a signed link with the ids in it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from listings.models import Listing
from listings.models.place import PlaceAnswer, km_between

COOKIE = "merkliste"
MOST = 50
"""Listings; as many fit into a cookie and can still be compared."""
KEPT_DAYS = 180
"""After the last click."""
_SALT, _SHARED_SALT = "saved-list", "shared-list"


class Full(Exception):
    """There are MOST listings in it."""


@dataclass(frozen=True, slots=True)
class Saved:
    """One line of the list. Without a listing it was erased or taken down, or never was public."""

    pks: tuple[int, ...]
    """One, or several that are shown as the same listing."""
    listing: Listing | None
    distance: float | None = None
    """Kilometres from the place that the reader named."""

    @property
    def pk(self) -> int:
        """The one that was kept last."""
        return self.pks[0]

    @property
    def is_live(self) -> bool:
        return self.listing is not None and self.listing.is_live


def ids_of(request: HttpRequest) -> list[int]:
    """Newest first. A cookie that is not ours counts as none."""
    return _read(request.COOKIES.get(COOKIE, ""), _SALT)


def added(ids: Sequence[int], more: Iterable[int]) -> list[int]:
    """Raises Full when not all of them fit."""
    new = [pk for pk in dict.fromkeys(more) if pk not in ids]
    if len(ids) + len(new) > MOST:
        raise Full
    return [*new, *ids]


def keep(response: HttpResponse, ids: Sequence[int]) -> None:
    """An empty list takes the cookie away."""
    if not ids:
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    response.set_cookie(
        COOKIE, signing.dumps(list(ids), salt=_SALT), max_age=KEPT_DAYS * 86_400, secure=settings.SESSION_COOKIE_SECURE,
        httponly=True, samesite="Lax",
    )  # fmt: skip


def token_of(ids: Sequence[int]) -> str:
    return signing.dumps(list(ids), salt=_SHARED_SALT)


def shared(token: str) -> list[int]:
    """Empty for a link that is not ours."""
    return _read(token, _SHARED_SALT)


def lines(ids: Sequence[int], around: PlaceAnswer | None = None) -> list[Saved]:
    """In the order of the ids. A listing that is hidden behind its double is shown as that, once. One statement."""
    rows = Listing.objects.for_cards().select_related("duplicate_of", "duplicate_of__hiring_organization")
    stored = {row.pk: row for row in rows.filter(pk__in=ids) if not row.is_taken_down}
    shown = {pk: _shown(stored.get(pk)) for pk in ids}
    same: dict[int, list[int]] = {}
    for pk, listing in shown.items():
        same.setdefault(listing.pk if listing else pk, []).append(pk)
    return [Saved(tuple(pks), shown[pks[0]], _distance(shown[pks[0]], around)) for pks in same.values()]


def without(ids: Sequence[int], pk: int) -> list[int]:
    """And without what is shown as the same listing: it would stand there again. One statement."""
    return [one for line in lines(ids) if pk not in line.pks for one in line.pks]


def _shown(listing: Listing | None) -> Listing | None:
    if listing and listing.is_hidden_duplicate and listing.duplicate_of and listing.duplicate_of.is_live:
        return listing.duplicate_of
    return listing


def _distance(listing: Listing | None, around: PlaceAnswer | None) -> float | None:
    if listing is None or around is None or listing.latitude is None or listing.longitude is None:
        return None
    return km_between(around.latitude, around.longitude, listing.latitude, listing.longitude)


def _read(text: str, salt: str) -> list[int]:
    try:
        ids = signing.loads(text, salt=salt)
    except signing.BadSignature:
        return []
    return [pk for pk in ids if isinstance(pk, int)][:MOST] if isinstance(ids, list) else []
