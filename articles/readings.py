"""How often guides are read: counted as listings are (listings/counting.py), by address, and folded into ArticleCount.

What is counted under an address that the article has left by then is lost.
"""

from django.http import HttpRequest

from listings import counting

READINGS = counting.Ledger(
    "readings",
    """
INSERT INTO articles_articlecount (article_id, day, came_from, views)
SELECT a.id, day, came_from, new.views
FROM unnest(%s::text[], %s::date[], %s::text[], %s::int[], %s::int[]) AS new (slug, day, came_from, views, applies)
JOIN (SELECT id, slug FROM articles_article WHERE slug = ANY(%s) ORDER BY id FOR KEY SHARE) a ON a.slug = new.slug
ORDER BY a.id, day, came_from
ON CONFLICT (article_id, day, came_from) DO UPDATE SET views = articles_articlecount.views + excluded.views
""",
    thing=r"[\w-]{1,100}",
)


def read(request: HttpRequest, slug: str) -> None:
    """Costs no query and never fails."""
    counting.view(request, slug, READINGS)
