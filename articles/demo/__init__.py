"""The guides that the demo starts with."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from articles.models import Article, Author
from articles.vocabulary import ArticleState
from listings.models import Place

FOLDER = Path(__file__).parent
REVIEW_AFTER = timedelta(days=180)
AUTHOR = {
    "name": "Miriam Kessler",
    "role": "Redaktion",
    "about": "Miriam Kessler gibt es nur in dieser Demo. Hier steht sonst, wer den Ratgeber geschrieben hat und woher"
    " diese Person die Gegend und die Arbeit kennt.",
}


@dataclass(frozen=True)
class Guide:
    slug: str
    """Also the name of its file."""
    town: str
    title: str
    teaser: str
    meta_description: str


GUIDES = (
    Guide(
        "customer-service-in-hagen", "hagen", "Customer Service in Hagen",
        "Was dich im Kundenservice zwischen Ruhrgebiet und Sauerland erwartet, und was du verdienst.",
        "Arbeiten im Kundenservice in Hagen: wer einstellt, was ein Arbeitstag bringt, welche Schichten es gibt und was"
        " die offenen Stellen zahlen.",
    ),
    Guide(
        "kundenservice-in-dortmund", "dortmund", "Kundenservice in Dortmund: drei Felder, viele Schichten",
        "Versicherung, Energie oder Versand: wo in Dortmund Menschen gesucht werden, die zuhören und entscheiden.",
        "Kundenservice in Dortmund: Versicherungen, Energie und Logistik, Nacht und Sonntag, Gehalt aus den offenen"
        " Stellen und Wege ohne Auto.",
    ),
    Guide(
        "kundenservice-in-iserlohn", "iserlohn", "Kundenservice in Iserlohn: Innendienst statt Callcenter",
        "Kurze Wege, feste Kunden, oft in Teilzeit: So arbeitet es sich im Innendienst der Waldstadt.",
        "Kundenservice in Iserlohn heißt Innendienst: was anders ist als im Callcenter, Teilzeit und Minijob, Gehalt"
        " und Pendeln.",
    ),
)  # fmt: skip


def load() -> None:
    """Each guide once: what editors made of it stays."""
    author, _ = Author.objects.get_or_create(name=AUTHOR["name"], defaults=AUTHOR)
    now = timezone.now()
    for guide in GUIDES:
        Article.objects.get_or_create(
            slug=guide.slug,
            defaults={
                "title": guide.title, "teaser": guide.teaser, "meta_description": guide.meta_description,
                "place": Place.objects.get(slug=guide.town), "author": author,
                "text": (FOLDER / f"{guide.slug}.md").read_text("utf8"), "state": ArticleState.PUBLISHED,
                "published_at": now, "changed_at": now, "checked_at": timezone.localdate(),
                "review_by": timezone.localdate() + REVIEW_AFTER,
            },
        )  # fmt: skip
