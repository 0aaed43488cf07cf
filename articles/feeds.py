"""The newest guides as Atom."""

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import condition

from articles.models import Article
from articles.nearby import UNREAD
from articles.structured_data import SITE, absolute

MAX_ITEMS = 50


class GuideFeed(Feed):  # type: ignore[type-arg]
    feed_type = Atom1Feed
    title = f"{SITE}: Ratgeber"
    subtitle = "Wie es sich im Kundenservice arbeitet und was du verdienst, Stadt für Stadt."
    language = "de"
    author_name = SITE

    def link(self) -> str:
        return absolute(reverse("articles"))

    def feed_url(self) -> str:
        return absolute(reverse("article-feed"))

    def items(self) -> list[Article]:
        return list(Article.objects.published().select_related("author").defer(*UNREAD)[:MAX_ITEMS])

    def item_title(self, item: Article) -> str:
        return item.title

    def item_description(self, item: Article) -> str:
        return item.teaser

    def item_link(self, item: Article) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Article) -> str:
        """Stays when the address changes, so that no reader sees it twice."""
        return absolute(f"{reverse('articles')}#{item.pk}")

    def item_author_name(self, item: Article) -> str:
        return item.author.name if item.author else SITE

    def item_pubdate(self, item: Article) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Article) -> datetime | None:
        return item.changed_at or item.published_at


_FEED = GuideFeed()


def _state(request: HttpRequest) -> dict[str, Any]:
    """How many guides there are and when one of them last changed. One statement for both questions."""
    if not hasattr(request, "feed_state"):
        guides = Article.objects.published()
        found = guides.aggregate(n=Count("pk"), stored=Max("updated_at"), public=Max("published_at"))
        request.feed_state = found  # type: ignore[attr-defined]
    state: dict[str, Any] = request.feed_state  # type: ignore[attr-defined]
    return state


def _etag(request: HttpRequest) -> str:
    return '"{n}-{stored}-{public}"'.format(**{key: _number(value) for key, value in _state(request).items()})


def _number(value: Any) -> int:
    return int(value.timestamp() * 1_000_000) if isinstance(value, datetime) else int(value or 0)


def _last_modified(request: HttpRequest) -> datetime | None:
    """A planned guide is older than the moment at which it appears."""
    moments = [moment for moment in (_state(request)["stored"], _state(request)["public"]) if moment]
    return max(moments, default=None)


@condition(etag_func=_etag, last_modified_func=_last_modified)
def feed(request: HttpRequest) -> HttpResponse:
    response: HttpResponse = _FEED(request)
    del response["Last-Modified"]  # that of the newest entry: a change within an older one would be missed
    return response
