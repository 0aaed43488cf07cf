"""The quality gate: each rule, and the copy with other towns in it."""

from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import perf_counter

import pytest
from django.core.cache import cache
from django.utils import timezone

from articles import gate, tasks
from articles.claims.indexing import index
from articles.gate import external, similarity
from articles.gate.reading_ease import count_syllables, reading_ease
from articles.models import Article, StatedFigure
from articles.vocabulary import Drift
from articles.writing import publishing
from tests.writing.conftest import body, written


def found(article: Article, rule: str = "") -> list[tuple[str, str]]:
    return [(finding.level.value, finding.message) for finding in gate.check(article) if rule in {"", finding.rule}]


def test_a_good_guide_passes(make_guide) -> None:
    assert found(make_guide()) == []


def test_a_good_guide_needs_few_statements(make_guide, django_assert_max_num_queries) -> None:
    article = make_guide()
    gate.check(article)
    with django_assert_max_num_queries(6):
        gate.check(article)


@pytest.mark.parametrize(
    ("text", "rule", "level", "words"),
    [
        ("Kurz und gut.", "length", "block", "Der Text hat 3 Wörter. Es fehlen noch 597"),
        (written("wald").replace("## ", ""), "headings", "block", "0 Überschriften"),
        (written("wald", "\n\n## Gleich\n\na\n\n## Gleich"), "headings", "advise", "kommt mehrmals vor"),
        (body("wald") + " [a](ort:hagen)", "facts", "block", "Der Text hat 0 Zahlen"),
        (written("wald").replace("(ort:hagen)", "(/impressum/)"), "internal_links", "block", "Kein Link führt zu Stellen"),
        (written("wald", " [a](ort:hagn)"), "links", "block", "Den Ort „hagn“ gibt es nicht"),
        (written("wald", " [a](suche:?city=nirgends)"), "links", "block", "nennt einen Ort, den es nicht gibt"),
        (written("wald", " [a](ratgeber:weg)"), "links", "block", "Der Ratgeber „weg“ gibt es nicht"),
        (written("wald", " [a](ratgeber:fort)"), "links", "block", "ist nicht mehr online"),
        (written("wald", " [a](ratgeber:bald)"), "links", "advise", "ist noch nicht online"),
        (written("wald", " [a](/ratgeber/weg/)"), "links", "block", "„weg“ gibt es nicht"),
        (written("wald", " [a](/jobs/hagn/)"), "links", "block", "Den Ort „hagn“"),
        (written("wald", " [a](/gibt/es/nicht)"), "links", "block", "Die Seite /gibt/es/nicht"),
        (written("wald", " [a](#nirgends)"), "links", "block", "keine Überschrift"),
        (written("wald", " [a](ftp://x.example)"), "links", "block", "gehen nicht"),
        (written("wald", " [a]()"), "links", "block", "ist keine Adresse"),
        (written("wald", " [a](https://x.example)"), "external_links", "block", "noch nicht geprüft"),
        (written("wald", "".join(f" [a](https://x.example/{n})" for n in range(61))), "external_links", "block",
         "Der Text hat 61 Links"),
        (written("wald", " ![Hof](bild:77)"), "pictures", "block", "Das Bild 77 gibt es nicht"),
        (written("wald", " ![Hof](https://x.example/a.png)"), "pictures", "block", "liegt nicht bei uns"),
        (written("wald", " Wir sind ein junges Team und suchen nur Frauen."), "equal_treatment", "advise", "junges Team"),
        (written("wald", " {{angabe gehalt von=2600 quelle=IHK stand=2020-01-01 | 2.600 €}}"), "claims", "block",
         "„2.600 €“ ist veraltet. Der Stand ist 1. Januar 2020"),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_said(make_guide, text, rule, level, words) -> None:
    make_guide("fort", state="withdrawn")
    make_guide("bald", text="Kommt.")
    findings = found(make_guide(text=text), rule)
    assert findings, rule
    assert findings[0][0] == level
    assert words in findings[0][1]


def test_links_that_lead_somewhere_are_fine(make_guide) -> None:
    make_guide("feld", state="published", text="x")
    more = " [a](suche:?city=hagen&shift=night) [b](ratgeber:feld) [c](/jobs/?q=a) [d](mailto:a@b.example) [e](#oben)\n\n## Oben"
    assert found(make_guide(text=written("wald", more)), "links") == []


@pytest.mark.parametrize(
    ("alt", "is_fine"), [("Leute am Gleis", True), ("", False), ("IMG_2041.jpg", False), ("Bild 3", False)]
)
def test_a_picture_needs_words_of_its_own(make_guide, image, alt, is_fine) -> None:
    assert (found(make_guide(text=written("wald", f"\n\n![{alt}](bild:{image.pk})")), "pictures") == []) == is_fine


def test_hard_language_is_advised_against_or_refused(make_guide) -> None:
    hard = (
        "Die Berücksichtigung arbeitsrechtlicher Mindestbedingungen verpflichtet sämtliche Wirtschaftsteilnehmer. " * 90
    )
    assert found(make_guide(text=written("wald", hard)), "reading_ease")[0][0] == "block"
    assert found(make_guide("feld", text=written("feld")), "reading_ease") == []


def test_reading_ease_is_amstads_formula() -> None:
    assert reading_ease(["Du hörst zu. Dann hilfst du."]) == pytest.approx(180 - 3 - 58.5)
    assert reading_ease(["Es gilt z. B. am 1. Januar", "2.400 bis 2.800 €"]) == pytest.approx(
        180 - 7 / 2 - 58.5 * 9 / 7
    )
    assert reading_ease(["2.400 €"]) is None
    counts = {
        "Kundenservice": 5,
        "Frühschicht": 2,
        "Arbeitgeber": 4,
        "Industrie": 3,
        "Bäuerin": 3,
        "Zeitung": 2,
        "hm": 1,
    }
    assert {word: count_syllables(word) for word in counts} == counts


def stated(options: str, words: str, day: date) -> str:
    return written(
        "wald", f' Es gibt {{{{angabe {options} quelle="IHK" stand={day.isoformat()} | {words}}}}} im Monat.'
    )


def test_stated_figures_against_the_law_or_too_old_block_before_they_are_ever_public(make_guide) -> None:
    today = timezone.localdate()
    article = make_guide(text=stated("art=gehalt wert=2100", "2.100 €", today))
    ((level, said),) = found(article, "claims")
    assert (level, said.startswith("„2.100 €“ ist gegen das Gesetz. 2.100")) == ("block", True)
    article.text = stated("art=gehalt wert=3000", "3.000 €", today - timedelta(days=400))
    ((level, said),) = found(article, "claims")
    assert (level, said.startswith("„3.000 €“ ist veraltet.")) == ("block", True)


def test_a_figure_whose_source_was_looked_up_again_is_fine_at_once(make_guide) -> None:
    today = timezone.localdate()
    article = make_guide(text=stated("art=gehalt wert=3000", "3.000 €", today - timedelta(days=400)), state="published")
    index(article)
    StatedFigure.objects.update(drift=Drift.AGED)
    article.text = stated("art=gehalt wert=3000", "3.000 €", today)
    assert found(article, "claims") == []


def test_what_listings_say_of_a_figure_is_advice_while_it_stands_in_the_text(make_guide) -> None:
    today = timezone.localdate()
    article = make_guide(text=stated("art=gehalt wert=3000", "3.000 €", today), state="published")
    index(article)
    StatedFigure.objects.update(drift=Drift.MOVED, finding="Anzeigen sagen mehr.")
    assert found(article, "claims") == [("advise", "„3.000 €“ passt nicht mehr zu den Anzeigen. Anzeigen sagen mehr.")]
    article.text = stated("art=gehalt wert=3400", "3.400 €", today)
    assert found(article, "claims") == []


def test_a_copy_with_other_towns_and_numbers_is_refused_with_the_passages(make_guide, towns) -> None:
    text = written("wald").replace("Pause", "Hagener Pause").replace("Am ", "In Hagen mit 190.000 Leuten ")
    make_guide("hagen-guide", text=text, state="published")
    copy = make_guide("kopie", text=text.replace("Hagener", "Dortmunder").replace("Hagen", "Dortmund").replace("190.000", "590.000"),
                      place=towns["dortmund"])  # fmt: skip
    finding = next(finding for finding in gate.check(copy) if finding.rule == "similarity")
    assert finding.blocks
    assert "100 % des Textes stehen fast gleich im Ratgeber „Arbeiten: hagen-guide“" in finding.message
    passage = finding.passages[0]
    assert "In Dortmund mit 590.000 Leuten" in passage.here
    assert "In Hagen mit 190.000 Leuten" in passage.there
    assert "Dortmunder Pause" in passage.here


def test_one_long_passage_is_enough_and_a_short_one_is_not(make_guide) -> None:
    shared = body("shared", 60).split("\n\n")[-1]
    make_guide("eins", text=written("eins", "\n\n" + shared), state="published")
    long, short = make_guide("zwei", text=written("zwei", "\n\n" + shared)), " ".join(shared.split()[:30])
    finding = next(finding for finding in gate.check(long) if finding.rule == "similarity")
    assert "Eine Stelle von" in finding.message
    assert finding.passages[0].here == finding.passages[0].there
    assert found(make_guide("drei", text=written("drei", "\n\n" + short)), "similarity") == []


def test_a_draft_elsewhere_and_the_article_itself_are_no_copies(make_guide) -> None:
    make_guide("eins", text=written("wald"))
    assert found(make_guide("wald", state="published"), "similarity") == []


def test_many_guides_are_compared_quickly_and_with_few_statements(make_guide, django_assert_max_num_queries) -> None:
    now = timezone.now()
    Article.objects.bulk_create(
        Article(title=f"G{n}", slug=f"g{n}", teaser="t", text=body(f"t{n}"), state="published", published_at=now)
        for n in range(100)
    )
    subject = gate.read(make_guide())
    assert list(similarity.copied(subject)) == []
    start = perf_counter()
    with django_assert_max_num_queries(2):
        list(similarity.copied(subject))
    assert perf_counter() - start < 0.5


@pytest.fixture
def site():
    statuses = {"/gut": 200, "/weg": 404, "/zu": 403, "/kaputt": 500}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/weiter":
                self.send_response(301)
                self.send_header("Location", "/gut")
            else:
                self.send_response(statuses[self.path])
            self.end_headers()
            self.wfile.write(b"x" * 10)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_links_to_other_sites_are_asked_by_a_worker(make_guide, site) -> None:
    pages = "".join(f" [a]({site}/{page})" for page in ("gut", "weiter", "weg", "zu", "kaputt"))
    article = make_guide(text=written("wald", pages + " [a](http://nirgends.invalid/)"))
    assert len(found(article, "external_links")) == 6
    tasks.check_links_of(article.pk)
    assert [(level, words.split()[2].rpartition("/")[2]) for level, words in found(article, "external_links")] == [
        ("block", "weg"), ("advise", "zu"), ("advise", "kaputt"), ("advise", ""),
    ]  # fmt: skip
    article.refresh_from_db()
    assert len(article.gate_report) == 4


def test_sources_of_figures_are_asked_too_and_block_only_when_they_lead_nowhere(make_guide, site) -> None:
    claims = "".join(f' {{{{angabe sonstiges quelle="Amt" link="{site}/{page}" stand=2026-11-01 | 7}}}}'
                     for page in ("gut", "weg"))  # fmt: skip
    article = make_guide(text=written("wald", claims))
    assert found(article, "external_links") == []
    tasks.check_links_of(article.pk)
    ((level, words),) = found(article, "external_links")
    assert (level, f"{site}/weg führt ins Leere" in words) == ("block", True)


def test_an_answer_is_kept_and_asked_for_again_after_a_week(make_guide, site, monkeypatch) -> None:
    article = make_guide(text=written("wald", f" [a]({site}/gut)"), state="published")
    assert external.ask(article.text) == 1
    assert external.ask(article.text) == 0
    assert tasks.check_links() == 0
    key = external._key(f"{site}/gut")
    cache.set(key, external.Answer(200, "", timezone.now() - timedelta(days=8)))
    assert tasks.check_links() == 1


def test_links_to_inside_addresses_are_not_asked(make_guide, site, settings) -> None:
    settings.ALLOW_PRIVATE_FEEDS = False
    article = make_guide(text=written("wald", f" [a]({site}/gut)"))
    tasks.check_links_of(article.pk)
    assert "keine Antwort" in found(article, "external_links")[0][1]


def test_publishing_passes_the_gate_or_not_at_all(make_guide) -> None:
    article = make_guide(text="Kurz.")
    with pytest.raises(publishing.Refused):
        publishing.publish(article=article)
    article.refresh_from_db()
    assert (article.state, article.gate_passed_at) == ("draft", None)
