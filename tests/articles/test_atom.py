"""The Atom feed of guides."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone
from lxml import etree

from articles.models import Article
from tests.articles import guides

FEED, ATOM = "/ratgeber/feed.atom", "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def make_guide(towns) -> Callable[..., Article]:
    return partial(guides.make_guide, towns)


def test_the_feed_names_public_guides_newest_first(client, make_guide) -> None:
    make_guide("alt", title="Älter & länger", published_at=timezone.now() - timedelta(days=20), changed_at=None)
    make_guide("neu", title="Neuer")
    make_guide("entwurf", state="draft")
    response = client.get(FEED)
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(response.content)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Neuer", "Älter & länger"]
    assert entries[0].find(f"{ATOM}link").get("href").endswith("/ratgeber/neu/")
    assert entries[0].findtext(f"{ATOM}author/{ATOM}name") == "Miriam Kessler"
    assert entries[1].findtext(f"{ATOM}updated") == entries[1].findtext(f"{ATOM}published")
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own[0].endswith(FEED)
    for path in ("/ratgeber/", "/ratgeber/neu/"):
        assert f'type="application/atom+xml" title="Ratgeber" href="{FEED}"' in client.get(path).content.decode()


def test_who_knows_the_feed_gets_it_again_only_after_a_change(client, make_guide, django_assert_num_queries) -> None:
    guide = make_guide()
    first = client.get(FEED)
    known = {"if-none-match": first["ETag"]}
    with django_assert_num_queries(1):
        assert client.get(FEED, headers=known).status_code == 304
    assert client.get(FEED, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    guide.title = "Neu benannt"
    guide.save()
    assert "Neu benannt" in client.get(FEED, headers=known).content.decode()
    Article.objects.all().delete()
    assert client.get(FEED).status_code == 200


def test_an_entry_stays_the_same_when_its_address_changes(client, make_guide) -> None:
    def ids() -> list[str]:
        feed = etree.fromstring(client.get(FEED).content)
        return [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]

    make_guide()
    before = ids()
    Article.objects.update(slug="anders", updated_at=timezone.now())
    assert ids() == before
