"""The guides of the demo: complete, local, different from each other, and loaded once."""

import re
from datetime import date
from itertools import combinations

import pytest

from articles.demo import FOLDER, GUIDES, load
from articles.facts.problems import problems
from articles.gate import claims
from articles.gate.subject import read
from articles.models import Article
from listings.models import Place

TEXTS = {guide.slug: (FOLDER / f"{guide.slug}.md").read_text("utf8") for guide in GUIDES}
FACTS = {
    "stellen",
    "gehalt-mitte",
    "gehalt-verteilung",
    "gehalt-genannt",
    "gehalt-einstieg",
    "gehalt-erfahren",
    "schicht-anteil",
    "arbeitgeber",
}


@pytest.fixture
def iserlohn(towns) -> Place:
    return Place.objects.create(ags="05962024", slug="iserlohn", name="Iserlohn", name_key="iserlohn", state="NRW",
                                district="Märkischer Kreis", latitude=51.37, longitude=7.7, population_rank=92000)  # fmt: skip


@pytest.mark.parametrize("slug", TEXTS)
def test_a_guide_has_what_a_guide_needs(slug) -> None:
    text = TEXTS[slug]
    plain = re.sub(r"\{\{[^}]*\}\}", "x", text)
    assert 800 <= len(plain.split()) <= 1100
    assert len(re.findall(r"^## ", text, re.M)) >= 6
    facts = re.findall(r"\{\{fakt ([a-z-]+)", text)
    assert len(facts) >= 5
    assert set(facts) <= FACTS
    assert re.search(r"^\{\{stellen[^}]*\}\}$", text, re.M)
    assert re.search(r"^> \*\*\{\{fakt gehalt-mitte\}\}\*\*", text, re.M)
    assert "](ort:" in text
    assert "](suche:?" in text
    assert {*re.findall(r"\]\(ratgeber:([a-z-]+)\)", text)} == {*TEXTS} - {slug}
    assert not re.search(r"\d (?:€|%|Euro|Prozent)", plain)
    for claim in re.findall(r"\{\{angabe[^}]*\}\}", text):
        assert re.search(r'quelle="[^"]+" link="https://[^"]+" stand=202[67]-\d\d-\d\d \| ', claim), claim


def test_no_guide_is_another_with_the_town_replaced() -> None:
    def shingles(text: str) -> set[tuple[str, ...]]:
        words = re.findall(r"[^\W\d_]+", re.sub(r"\{\{[^}]*\}\}|\]\([^)]*\)", " ", text).lower())
        return {tuple(words[start : start + 6]) for start in range(len(words) - 5)}

    for one, other in combinations(map(shingles, TEXTS.values()), 2):
        assert len(one & other) / min(len(one), len(other)) < 0.03


@pytest.mark.parametrize("day", [date(2026, 12, 24), date(2027, 2, 1), date(2028, 2, 1)])
def test_stated_figures_hold_for_as_long_as_the_law_does(iserlohn, monkeypatch, day) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: day)
    for text in TEXTS.values():
        article = Article(text=text, place=iserlohn)
        assert list(claims.overdue(read(article))) == []
        assert not problems(text)


def test_guides_are_loaded_once_and_keep_what_editors_made_of_them(iserlohn) -> None:
    load()
    Article.objects.filter(slug="customer-service-in-hagen").update(title="Neu geschrieben")
    load()
    guides = Article.objects.published()
    assert sorted(guides.values_list("slug", flat=True)) == sorted(TEXTS)
    assert guides.get(slug="customer-service-in-hagen").title == "Neu geschrieben"
    for guide in guides:
        assert guide.gate_passed_at, guide.gate_report
        assert not guide.gate_report
        assert guide.author
        assert guide.review_by > guide.checked_at
        assert len(guide.meta_description) <= 160
