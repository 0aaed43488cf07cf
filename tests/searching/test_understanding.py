"""Words as people type them."""

import pytest
from django.http import QueryDict

from listings.models import SearchSynonym
from listings.searching.filters import Params
from listings.searching.search import search

pytestmark = pytest.mark.usefixtures("counter")


def found(typed: str) -> set[str]:
    data = QueryDict(mutable=True)
    data["q"] = typed
    return {row.title for row in search(Params.read(data)).listings}


@pytest.mark.parametrize(
    ("typed", "title"),
    [("Beraterin", "Berater im Innendienst"), ("Berater", "Beraterin im Innendienst"), ("Berater:in", "Berater am Platz"),
     ("BeraterInnen", "Berater am Platz"), ("Berater*in", "Beraterin"), ("Telefon", "Telefonberatung"),
     ("Serviceberater", "Berater im Kundenservice"), ("Customer Service", "Mitarbeit im Kundenservice"),
     ("kundenbetreuung", "Agent im Customer Service"), ("Kundendienst", "Mitarbeit im Kundenservice"),
     ("Rücksendung", "Bearbeitung von Rücksendungen"), ('"späte Schicht"', "Empfang in der späten Schicht"),
     ("Ruecksendung", "Bearbeitung von Rücksendungen"), ("Störung", "Annahme von Stoerungen"),
     ("привет", "привет"), ("grosskunden", "Betreuung Großkunden")],
)  # fmt: skip
def test_what_is_typed_finds_what_is_meant(make_listing, typed, title) -> None:
    make_listing(title=title, description_text="Du hilfst.")
    make_listing(title="Disposition", description_text="Du planst Touren.")
    assert found(typed) == {title}


@pytest.mark.parametrize(
    ("typed", "title"),
    [("Kundenservice", "Techniker im Kundendienst"), ('"Schicht späte"', "Empfang in der späten Schicht"),
     ("Empfang -Hotel", "Empfang im Hotel"), ("-Empfang", "Empfang im Haus"), ("Telefon -Chat", "Telefon und Chat")],
)  # fmt: skip
def test_what_is_not_meant_is_not_found(make_listing, typed, title) -> None:
    make_listing(title=title, description_text="Du hilfst.")
    assert found(typed) == set()


def test_an_editors_synonym_counts_at_once_and_one_way_if_said(
    make_listing, django_capture_on_commit_callbacks
) -> None:
    make_listing(title="Dialogmarketing", description_text="Du hilfst.")
    make_listing(title="Outbound", description_text="Du hilfst.")
    assert found("Outbound") == {"Outbound"}
    with django_capture_on_commit_callbacks(execute=True):
        SearchSynonym.objects.create(word="Outbound", meaning="Dialogmarketing", is_two_way=False)
    assert found("outbound") == {"Outbound", "Dialogmarketing"}
    assert found("Dialogmarketing") == {"Dialogmarketing"}
    with django_capture_on_commit_callbacks(execute=True):
        SearchSynonym.objects.get(word="Outbound").delete()
    assert found("Outbound") == {"Outbound"}


def test_words_that_mean_a_filter_are_offered_as_that_filter(make_listing) -> None:
    result = search(Params.read(QueryDict("q=Berater+Teilzeit+58095&shift=early&employment=full_time")))
    offers = {(offer.word, offer.name): QueryDict(query) for offer, query in result.offers}
    assert offers["Teilzeit", "employment"].getlist("employment") == ["full_time", "part_time"]
    assert offers["Teilzeit", "employment"]["q"] == "Berater 58095"
    assert offers["58095", "city"]["city"] == "58095"
    assert offers["58095", "city"]["shift"] == "early"
    assert not search(Params.read(QueryDict("q=Teilzeit&employment=part_time"))).offers


def test_a_typing_error_is_answered_with_our_own_words(make_listing) -> None:
    make_listing(title="Reklamation und Rechnung")
    assert search(Params.read(QueryDict("q=Reklamtion"))).did_you_mean == "Reklamation"
    assert search(Params.read(QueryDict("q=Reklamation"))).did_you_mean == ""
    assert search(Params.read(QueryDict("q=Zoologie"))).did_you_mean == ""


@pytest.mark.parametrize(
    "typed", ["'", "\\", ":*", "a:*b", "!!", "& |", "(((", "-", '"', '""', '-"', "und der", "%s", "'a' <-> 'b'", "x\\'y",
              "telefon:*", "\u200b", "ﬁ", "𝔘", "a" * 200, " ".join("abcdefghijklmnopqrstuvwxyz")],
)  # fmt: skip
def test_hostile_words_are_no_error(make_listing, typed) -> None:
    make_listing()
    found(typed)
