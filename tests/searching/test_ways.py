"""What is offered beside a search: ways out of an empty one, filters that words mean, work from home."""

import pytest
from django.http import QueryDict

from listings.models import SearchSynonym
from listings.searching.filters import Params
from listings.searching.search import search
from listings.searching.ways import ways_out


def ask(query: str):
    return search(Params.read(QueryDict(query)))


def ways(query: str) -> dict[str, tuple[str, int]]:
    return {way.text: (way.query, way.count) for way in ways_out(ask(query))}


def test_the_nearest_relaxations_are_told_with_what_they_find(make_listing) -> None:
    make_listing("herdecke", shifts=["late"])
    make_listing("dortmund", shifts=["late"])
    make_listing("dortmund", shifts=["early"])
    found = ways("city=hagen&radius=0&shift=late&employment=full_time&since=7")
    assert found["Umkreis auf 10 km erweitern"][1] == 1
    assert found["Umkreis auf 25 km erweitern"][1] == 2
    assert "Umkreis auf 50 km erweitern" not in found, "finds no more"
    for query, count in found.values():
        assert ask(query).total == count > 0


def test_a_word_that_is_a_filter_or_one_word_too_many_is_a_way(make_listing) -> None:
    make_listing(title="Chat am Abend", employment_type=["part_time"])
    found = ways("q=Chat+Teilzeit+Zebra&city=hagen")
    assert found == {"Ohne „Chat Teilzeit Zebra“ suchen": ("city=hagen", 1)}
    found = ways("q=Chat+Teilzeit")
    assert found["„Teilzeit“ als Filter, nicht als Wort"] == ("q=Chat&employment=part_time", 1)
    assert found["Ohne „Teilzeit“ suchen"] == ("q=Chat", 1)


def test_an_empty_page_keeps_the_query_budget(client, make_listing, django_assert_max_num_queries) -> None:
    make_listing("dortmund", title="Chat am Abend")
    client.get("/jobs/?q=Zebra&city=hagen")
    with django_assert_max_num_queries(5):
        page = client.get("/jobs/?q=Chat+Zebra+Hund&city=hagen&radius=5&shift=night&since=3&contract=limited")
    assert "Damit findest du etwas" in page.content.decode()


def test_a_typed_town_is_offered_even_when_nothing_was_ever_open_there(make_listing) -> None:
    make_listing("hagen", title="Chat am Abend")
    (offer, query), *_ = ask("q=Chat+Herdecke").offers
    assert (offer.word, offer.name, QueryDict(query).dict()) == ("Herdecke", "city", {"q": "Chat", "city": "Herdecke"})
    assert ways("q=Chat+Herdecke")["„Herdecke“ als Ort, nicht als Wort"][1] == 1


@pytest.mark.parametrize(
    ("typed", "offers"),
    [("Home-Office", ["remote"]), ("home office Chat", ["remote"]), ("von zu Hause", ["remote"]),
     ("Werkstudentin", ["working_student"]), ("Minijobs am Wochenende", ["minijob", "weekend"]),
     ("ohne Erfahrung", ["career_changer"]), ("Quereinsteiger:in", ["career_changer"]),
     ("Frühdienst Vollzeit", ["early", "full_time"]), ("-Zeitarbeit", []), ("Zeit Arbeit", ["agency"]),
     ("Nächte", []), ("Chat", []), ("niederländisch", ["nl"]), ("unbefristet", ["permanent"])],
)  # fmt: skip
def test_words_are_known_as_filters_however_they_are_written(towns, typed, offers) -> None:
    result = search(Params(q=typed))
    assert [offer.value for offer, _ in result.offers] == offers
    for _, query in result.offers:
        assert search(Params.read(QueryDict(query))).params.chosen


def test_field_work_is_left_out_of_kundendienst_and_one_click_brings_it_back(client, make_listing) -> None:
    make_listing(title="Monteur im Kundendienst")
    make_listing(title="Kundendienst am Telefon")
    page = client.get("/jobs/?q=kundendienst").content.decode()
    assert 'data-total="1"' in page
    assert 'href="?q=%22kundendienst%22"' in page
    assert ask("q=%22kundendienst%22").total == 2
    assert ask("q=Kundendienst+Monteur").left_out == ""


def test_a_spelling_is_only_asked_back_when_it_finds_more(make_listing) -> None:
    make_listing(title="Reklamation")
    assert ask("q=Reklamtion").did_you_mean == "Reklamation"
    assert ask("q=Reklamtion&shift=night").did_you_mean == ""
    assert ask("q=Reklamationen").did_you_mean == ""


def test_work_from_home_is_one_click_away_from_a_search_for_words_in_a_town(client, make_listing) -> None:
    make_listing("hagen-segeberg", work_mode="remote", title="Chat")
    page = client.get("/jobs/?q=Chat&city=hagen").content.decode()
    assert 'href="?q=Chat&amp;work_mode=remote"' in page
    assert ask("q=Chat&work_mode=remote").total == 1
    assert "Dieselbe Arbeit ganz im Homeoffice" not in client.get("/jobs/?city=hagen&q=Zebra").content.decode()
    text, count = ways("q=Chat&city=dortmund&shift=early")["Ganz im Homeoffice, egal wo du wohnst"]
    assert (text, count) == ("q=Chat&shift=early&work_mode=remote", 1)
    assert "egal wo du wohnst" not in client.get("/jobs/?q=Chat&city=hagen&work_mode=onsite").content.decode()


def test_synonyms_are_kept_at_the_desk_and_count_with_the_next_search(
    client, admin_user, make_listing, django_capture_on_commit_callbacks
) -> None:
    make_listing(title="Ombudsstelle")
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    assert ask("q=Schlichtung").total == 0
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/listings/searchsynonym/add/",
                    {"word": "Schlichtung", "meaning": "Ombudsstelle", "is_two_way": "on"})  # fmt: skip
    entry = SearchSynonym.objects.get(word="Schlichtung")
    assert ask("q=Schlichtung").total == 1
    make_listing(title="Schlichtung")
    assert ask("q=Ombudsstelle").total == 2
    changed = {"word": "Schlichtung", "meaning": "Ombudsstelle"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/listings/searchsynonym/{entry.pk}/change/", changed)
    assert (ask("q=Ombudsstelle").total, ask("q=Schlichtung").total) == (1, 2)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/listings/searchsynonym/",
                    {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})  # fmt: skip
    assert ask("q=Schlichtung").total == 1


def test_two_way_entries_join_into_groups_and_one_way_entries_lead_into_them(
    db, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        SearchSynonym.objects.all().delete()
        SearchSynonym.objects.create(word="eins", meaning="zwei")
        SearchSynonym.objects.create(word="zwei", meaning="drei")
        SearchSynonym.objects.create(word="vier", meaning="drei", is_two_way=False)
    table = {key: set(words) for key, words in SearchSynonym.table().items()}
    assert table == {"eins": {"zwei", "drei"}, "zwei": {"eins", "drei"}, "drei": {"zwei", "eins"},
                     "vier": {"drei", "zwei", "eins"}}  # fmt: skip
