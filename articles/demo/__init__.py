"""The guides that the demo starts with."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Article, Author
from articles.vocabulary import ArticleState
from articles.writing import publishing
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


def give_author(user: User) -> None:
    """The account that the demo's editor writes with: gets the mails about her figures."""
    if not Author.objects.filter(user=user).exists():
        Author.objects.filter(name=AUTHOR["name"], user=None).update(user=user)


def load() -> None:
    """Each guide once, through the quality gate: what editors made of it stays."""
    author, _ = Author.objects.get_or_create(name=AUTHOR["name"], defaults=AUTHOR)
    today, new = timezone.localdate(), []
    for guide in GUIDES:
        article, is_new = Article.objects.get_or_create(
            slug=guide.slug,
            defaults={
                "title": guide.title, "teaser": guide.teaser, "meta_description": guide.meta_description,
                "place": Place.objects.get(slug=guide.town), "author": author, "checked_at": today,
                "review_by": today + REVIEW_AFTER, "text": (FOLDER / f"{guide.slug}.md").read_text("utf8"),
            },
        )  # fmt: skip
        if is_new:
            new.append(article)
    for article in new:
        try:
            publishing.publish(article=article)
        except publishing.Refused:
            # in some years: its sources are too old by then, so that it is shown and not indexed
            shown = {"state": ArticleState.PUBLISHED, "published_at": timezone.now(), "changed_at": timezone.now()}
            Article.objects.filter(pk=article.pk).update(**shown)
    for article in new:
        publishing.report(article)  # all of them are online by now and name each other
