"""Live facts: what editors write, what readers see, when they see nothing, and what a page costs."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from articles import markdown
from articles.facts import values
from articles.facts.directives import Box, Claim, Fact, Flawed, read
from articles.facts.markup import found_in
from articles.facts.problems import problems
from articles.models import FactValue
from listings.models import Employer

NBSP = "\u00a0"


def shown(text: str, towns, **options) -> str:
    """What a reader sees, without tags and with plain blanks."""
    html = markdown.render(text, place=towns["hagen"], radius=0, **options).html
    return unescape(re.sub(r"<[^>]+>", "", html)).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("fakt gehalt-mitte", Fact("gehalt-mitte")),
        ("fakt schicht-anteil schicht=früh ort=Hagen umkreis=25km", Fact("schicht-anteil", "hagen", 25, "early")),
        ("fakt gehalt-verteilung umkreis=0 schicht=spät", Fact("gehalt-verteilung", radius=0, shift="late")),
        ("fakt arbeitgeber anzahl=5", Fact("arbeitgeber", most=5)),
        ('stellen schicht="nacht" anzahl=2', Box(shift="night", most=2)),
    ],
)
def test_what_an_editor_writes_is_read(body, expected) -> None:
    assert read(body) == expected


def test_a_stated_figure_is_read_with_german_and_plain_numbers() -> None:
    for low, stand in (("2.400", "01.11.2026"), ("2400", "2026-11-01"), ("2.400,00", "1.11.2026")):
        claim = read(
            f"angabe art=gehalt von={low} bis=2800 quelle=„Entgeltatlas der BA“ stand={stand} | 2.400 bis 2.800 €"
        )
        assert isinstance(claim, Claim), claim
        assert (claim.low, claim.high, claim.unit, claim.source) == (2400, 2800, "month", "Entgeltatlas der BA")
        assert (claim.as_of.isoformat(), claim.words) == ("2026-11-01", "2.400 bis 2.800 €")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{fakt gehalt-mittel}}", "Den Fakt „gehalt-mittel“ gibt es nicht. Möglich sind stellen, gehalt-mitte"),
        ("{{fakt}}", "Es fehlt, welcher Fakt."),
        ("{{fakt stellen umkreis=30}}", "Den Umkreis „30“ gibt es nicht. Möglich sind 0, 5, 10, 25, 50 und 100."),
        ("{{fakt gehalt-einstieg schicht=frueh}}", "„schicht“ passt hier nicht."),
        ("{{fakt schicht-anteil}}", "Es fehlt, welche Schicht"),
        ("{{fakt stellen ort=atlantis}}", "Den Ort „atlantis“ gibt es nicht."),
        ("{{fackt stellen}}", "„fackt“ gibt es nicht."),
        ("Eins {{fakt stellen", "Die doppelte Klammer wird nicht geschlossen"),
        ("Im Satz {{stellen anzahl=3}} geht es nicht.", "„stellen“ steht allein in einer Zeile"),
        ("- {{stellen}}", "„stellen“ steht allein in einer Zeile"),
        ("Dazu {{fakt gehalt-verteilung}}.", "„gehalt-verteilung“ steht allein in einer Zeile"),
        ("> {{fakt gehalt-verteilung}}", "„gehalt-verteilung“ steht allein in einer Zeile"),
        ("{{fakt gehalt-verteilung anzahl=3}}", "„anzahl“ passt hier nicht."),
        ("{{stellen anzahl=99}}", "„anzahl“ ist eine Zahl von 1 bis 10."),
        ("{{angabe art=gehalt von=2800 bis=2400 quelle=x stand=2026-01-01 | x}}", "„von“ ist größer als „bis“."),
        ("{{angabe art=gehalt von=2400 stand=2026-01-01 | x}}", "Es fehlt die Quelle"),
        ("{{angabe art=gehalt von=2400 quelle=x stand=2026-13-01 | x}}", "„2026-13-01“ ist kein Datum."),
        ("{{angabe art=gehalt von=2400 quelle=x | x}}", "Es fehlt der Stand"),
        (
            '{{angabe art=gehalt von=1 quelle=x stand=2026-01-01 link="javascript:alert(1)" | x}}',
            "Der Link beginnt mit",
        ),
        ("{{angabe art=gehalt von=viel quelle=x stand=2026-01-01 | x}}", "„viel“ ist keine Zahl."),
        ("{{angabe art=mindestlohn wert=13,905 quelle=x stand=2026-01-01 | x}}", "„13,905“ ist keine Zahl."),
        ("{{angabe art=gehalt von=2900 quelle=x stand=2099-01-01 | x}}", "Der Stand 01.01.2099 liegt in der Zukunft."),
        ("{{angabe art=sonstiges quelle=x stand=2026-01-01}}", "Hinter dem Strich fehlen die Worte"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_readers_never_see_braces(towns, text, message) -> None:
    found = problems(f"Anfang.\n\nNoch\n{text}")
    assert any(one.message.startswith(message) and one.line == 4 for one in found), found
    assert str(found[0]).startswith("Zeile 4: ")
    assert not re.search(r"\{\{|\}\}", shown(text, towns))


def test_code_shows_braces_as_they_are_and_has_no_facts(towns) -> None:
    text = "Schreib `{{fakt stellen}}`.\n\n```\n{{angabe art=x | y}}\n{{stellen}}\n```\n\n    {{stellen}}\n"
    assert shown(text, towns).split("\n") == [
        "Schreib {{fakt stellen}}.", "{{angabe art=x | y}}", "{{stellen}}", "", "{{stellen}}", "", ""
    ]  # fmt: skip
    assert found_in(text) == []


def test_every_kind_is_worked_out_from_the_listings(towns, listings) -> None:
    said = [shown(f"{{{{fakt {kind} umkreis=25}}}}", towns, is_worked_out=True) for kind in (
        "stellen", "gehalt-mitte", "gehalt-genannt", "gehalt-erfahren", "schicht-anteil schicht=frueh", "arbeitgeber",
        "stellen schicht=spaet")]  # fmt: skip
    starts = ["14, Stand", "2.950 € (12 Anzeigen", "86 % (von 14,", "3.250 bis 3.400 € (12", "57 % (von 14,",
              "Ruhr Leih (Zeitarbeit), Lenne Post und Volme Energie (gezählt in 14 Anzeigen", "6, Stand"]  # fmt: skip
    assert [text.startswith(start) for text, start in zip(said, starts, strict=True)] == [True] * 7, said
    assert FactValue.objects.count() == 0, "only looked at"


def test_a_moderators_word_that_an_employer_is_an_agency_counts_in_guides_too(towns, listings) -> None:
    Employer.objects.filter(name="Lenne Post").update(kind="recruiter")
    html = shown("{{fakt arbeitgeber umkreis=0}}", towns, is_worked_out=True)
    assert "Lenne Post (Personalvermittlung)" in html
    assert "Ruhr Leih (Zeitarbeit)" in html


def test_the_median_of_one_shift_counts_its_listings_only(towns, listings, make_listing) -> None:
    for n in range(4):
        make_listing(pay=(4000 + n, 4000 + n), shifts=["late"])
    text = shown("{{fakt gehalt-mitte schicht=spaet}}", towns, is_worked_out=True)
    assert text.startswith("3.300 € (10 Anzeigen")


def test_pay_for_beginners_comes_from_listings_that_welcome_them(towns, listings, make_listing) -> None:
    for n in range(5):
        make_listing(pay=(2900 + 100 * n, 2900 + 100 * n), entry=["career_changer"])
    text = shown("{{fakt gehalt-einstieg}}", towns, is_worked_out=True)
    assert text.startswith("2.650 bis 3.100 € (10 Anzeigen")
    assert "die für Quereinstieg offen sind" in text


def test_too_few_listings_leave_out_the_whole_sentence_and_no_other(towns, make_listing) -> None:
    for _ in range(9):
        make_listing()
    text = "Viele fangen klein an, z. B. als Hilfe. Die Mitte liegt bei **{{fakt gehalt-mitte}}**, sagen ca. 30 Leute. Frag nach."
    assert shown(text, towns, is_worked_out=True) == (
        "Viele fangen klein an, z. B. als Hilfe. Ein Gehalt nennen dafür hier gerade zu wenige Anzeigen. Frag nach.\n"
    )
    make_listing()
    assert "Die Mitte liegt bei 2.600 € (10 Anzeigen" in shown(text, towns, is_worked_out=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es sind {{fakt stellen schicht=nacht}} Stellen.\nDanach mehr.", "Hier ist dafür gerade keine Stelle offen. Danach mehr."),
        ("Nur {{fakt arbeitgeber}}! Und {{fakt gehalt-genannt}}?", "Dafür gibt es hier gerade zu wenige Anzeigen."),
        ("| Was | Wie viel |\n|---|---|\n| Mitte | {{fakt gehalt-mitte}} |",
         "Was Wie viel Mitte Ein Gehalt nennen dafür hier gerade zu wenige Anzeigen."),
        ("Ein [Link mit {{fakt gehalt-mitte}}](/jobs/) hier. Gut.",
         "Ein Gehalt nennen dafür hier gerade zu wenige Anzeigen. Gut."),
        ("Vorher. Fest {{fakt unsinn}} hier.", "Vorher. Diese Zahl liegt gerade nicht vor."),
    ],
)  # fmt: skip
def test_sentences_give_way_wherever_they_stand(towns, make_listing, text, expected) -> None:
    make_listing()
    assert " ".join(shown(text, towns, is_worked_out=True).split()) == expected


def test_a_value_not_worked_out_yet_is_a_neutral_sentence_and_costs_one_query(
    towns, listings, django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        assert shown("Es sind {{fakt stellen}} Stellen.", towns) == "Diese Zahl liegt gerade nicht vor.\n"
    with django_assert_num_queries(0):
        shown("Ohne Zahlen.", towns)


TEN = (
    "{{fakt stellen}} {{fakt gehalt-mitte}} {{fakt gehalt-genannt}} {{fakt gehalt-erfahren}} {{fakt arbeitgeber}} "
    "{{fakt schicht-anteil schicht=frueh}} {{fakt schicht-anteil schicht=spaet}} {{fakt stellen umkreis=25}} "
    "{{fakt gehalt-mitte umkreis=25}} {{fakt stellen ort=herdecke umkreis=0}}"
)


def test_ten_facts_cost_a_page_one_query_and_are_refreshed_in_few(
    client, towns, listings, make_article, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    article = make_article(TEN, radius=0)
    address = article.get_absolute_url()
    client.get(address)
    with django_assert_max_num_queries(5):
        cold = client.get(address).content.decode()
    assert "Diese Zahl liegt gerade nicht vor." in cold
    with django_assert_max_num_queries(16):
        assert values.refresh() == 10
    with django_assert_num_queries(1):
        html = markdown.render(TEN, place=towns["hagen"], radius=0).html
    assert html.count('class="fact"') == 9
    assert html.count("<li id=") == 10
    with django_assert_max_num_queries(5):
        assert "2.950" in client.get(address).content.decode()


def test_publishing_works_out_what_is_missing_and_only_that(towns, listings) -> None:
    values.prepare("{{fakt stellen}}", towns["hagen"], 0)
    FactValue.objects.update(value={"count": 77})
    values.prepare("{{fakt stellen}} {{fakt gehalt-mitte}}", towns["hagen"], 0)
    assert shown("{{fakt stellen}}", towns).startswith("77, Stand")
    assert FactValue.objects.count() == 2


def test_refreshing_follows_the_listings_and_forgets_what_no_text_uses(
    towns, listings, make_article, make_listing
) -> None:
    make_article("{{fakt stellen}}", radius=0)
    make_article("{{fakt stellen ort=herdecke}}", state="withdrawn")
    values.refresh()
    assert [row.value for row in FactValue.objects.all()] == [{"count": 12}]
    make_listing()
    values.refresh()
    assert FactValue.objects.get().value == {"count": 13}
    values.store(values.work_out([values.Key("herdecke", 0, "stellen", "")]).values())
    FactValue.objects.filter(place=towns["herdecke"]).update(worked_out_at=timezone.now() - timedelta(days=31))
    values.refresh()
    assert FactValue.objects.count() == 1


def test_figures_nobody_renewed_for_a_week_are_not_shown(towns, listings) -> None:
    values.prepare("{{fakt stellen}}", towns["hagen"], 0)
    FactValue.objects.update(worked_out_at=timezone.now() - timedelta(days=8))
    assert shown("{{fakt stellen}}", towns) == "Diese Zahl liegt gerade nicht vor.\n"


CLAIM = (
    '{{angabe art=gehalt von=2400 bis=2800 quelle="Entgeltatlas der BA" link="https://ba.example/atlas?a=1&b=2" '
    "stand=2026-11-01 | 2.400 bis 2.800 €}}"
)


def test_readers_see_stand_and_source_of_a_stated_figure(towns) -> None:
    html = markdown.render(f"Es sind {CLAIM} üblich.", place=towns["hagen"]).html
    assert '(Stand November 2026, Quelle: <a href="https://ba.example/atlas?a=1&amp;b=2"' in html
    sentence = "Es sind 2.400 bis 2.800 € (Stand November 2026, Quelle: Entgeltatlas der BA) üblich."
    assert shown(f"Es sind {CLAIM} üblich.", towns).startswith(sentence)
    rows = markdown.render(f"| Was | Wie viel |\n|---|---|\n| Einstieg | {CLAIM} |", place=towns["hagen"]).html
    assert rows.count("<td>") == 2
    assert "Entgeltatlas" in rows


def test_what_an_editor_types_into_a_figure_stays_text(towns) -> None:
    evil = '{{angabe art=sonstiges quelle="<img src=x onerror=alert(1)>" stand=2026-11-01 | <b onclick=x>viel</b>}}'
    html = markdown.render(f"{evil}\n\n# {evil}\n\n[{evil}](/jobs/)", place=towns["hagen"]).html
    assert "<img" not in html
    assert "<b " not in html
    quoted = read('angabe art=sonstiges quelle=x stand=2026-11-01 link=https://a.example/"onx=1" | y')
    assert isinstance(quoted, Flawed)


def test_a_figure_in_a_heading_or_link_is_plain_and_the_contents_have_it(towns, listings) -> None:
    values.prepare("{{fakt stellen}}", towns["hagen"], 0)
    made = markdown.render(
        "## {{fakt stellen}} Stellen\n\n[{{fakt stellen}} ansehen](/jobs/)", place=towns["hagen"], radius=0
    )
    assert made.contents[0][1] == "12 Stellen"
    assert made.contents[-1] == ("zahlen", "Woher die Zahlen kommen")
    assert "fact-source" not in made.html


def test_boxes_are_drawn_by_who_shows_the_page(towns) -> None:
    text = "Vorher.\n{{stellen schicht=nacht anzahl=2}}\nNachher."
    drawn = markdown.render(
        text, place=towns["hagen"], box=lambda box: markdown.mark_safe(f"<svg>{box.most}</svg>")
    ).html
    assert drawn == "<p>Vorher.</p>\n<svg>2</svg><p>Nachher.</p>\n"
    assert markdown.render(text).html == "<p>Vorher.</p>\n<p>Nachher.</p>\n"


def test_a_hostile_text_neither_raises_nor_takes_long(towns) -> None:
    for text in ("{{" * 5000, "{{fakt " * 3000, "}}" * 5000, '{{angabe art=gehalt quelle="' + "a=" * 700 + "}}",
                 "{{fakt stellen}} " * 3000, "{{ | | | }}", "{{}}", "{{{{fakt stellen}}}}", "x. " * 20000 + "{{fakt x}}"):  # fmt: skip
        assert "{{" not in shown(text, towns)


def test_the_pay_chart_is_that_of_the_city_page_with_its_table_and_source(
    client, towns, listings, make_article
) -> None:
    article = make_article("Vorher.\n{{fakt gehalt-verteilung}}\nNachher.", radius=0)
    assert (
        "Das Diagramm der Gehälter liegt gerade nicht vor." in client.get(article.get_absolute_url()).content.decode()
    )
    values.refresh()
    page = client.get(article.get_absolute_url()).content.decode()
    chart = page[page.index('<svg class="hist"') : page.index("<figcaption>")]
    city = client.get("/jobs/hagen/", {"radius": 0}).content.decode()
    assert chart.rsplit("</details>")[0] in city
    assert '<caption class="vh">Stellen nach Gehalt</caption>' in chart
    told = unescape(re.sub(r"<[^>]+>", "", page)).replace(NBSP, " ")
    assert "Gehälter im Kundenservice in Hagen: 12 von 12 Stellen nennen eines." in told
    assert "Gehälter als Diagramm: Gehälter aus 12 Anzeigen in Hagen, brutto im Monat" in told
    assert "<p>Vorher.</p>" in page
    assert "<p>Nachher.</p>" in page


def test_too_few_pays_give_no_chart_but_a_neutral_sentence(towns, listings) -> None:
    text = "{{fakt gehalt-verteilung schicht=frueh}}\n\nFrag nach."
    assert shown(text, towns, is_worked_out=True) == (
        "Für ein Diagramm der Gehälter gibt es hier gerade zu wenige Anzeigen mit Gehalt.\nFrag nach.\n"
    )
