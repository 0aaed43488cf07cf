"""The same job from several sources is shown once; different jobs, employers and towns never hide each other."""

import random
from collections.abc import Callable

import pytest

from listings import duplicates
from listings.models import Listing, Source

WORDS = ("telefon rechnung lieferung vertrag anruf chat mail frage antwort termin buchung konto zahlung gutschrift "
         "reklamation auskunft beratung schicht team schulung kunde hilfe lösung geduld stimme anliegen notiz rückruf "
         "bestellung versand adresse tarif zähler strom gas router störung umzug kündigung angebot")  # fmt: skip


def text(seed: int) -> str:
    dice = random.Random(seed)
    return " ".join(dice.choice(WORDS.split()) for _ in range(120))


@pytest.fixture
def sources(db: None) -> dict[str, Source]:
    return {
        kind: Source.objects.create(slug=kind, name=kind, format=kind, employer_name=name)
        for kind, name in (("personio", "Lenne Telefon GmbH"), ("arbeitnow", "Börse"), ("indeed", "Sammler"),
                           ("csv", "Lenne Telefon GmbH"))
    }  # fmt: skip


def shown() -> set[int]:
    return set(Listing.objects.live().values_list("pk", flat=True))


def regroup() -> None:
    duplicates.regroup(Listing.objects.values_list("pk", flat=True))


@pytest.fixture
def ad(make_listing: Callable[..., Listing], sources: dict[str, Source]) -> Callable[..., Listing]:
    def make(kind: str, seed: int = 1, **fields: object) -> Listing:
        number = Listing.objects.count()
        return make_listing(
            source=sources[kind],
            external_id=str(number),
            description_text=text(seed),
            title_key="kundenberater",
            **fields,
        )

    return make


def test_the_most_direct_one_is_shown(ad) -> None:
    board, collector, own_table, own_system = (ad(kind) for kind in ("arbeitnow", "indeed", "csv", "personio"))
    regroup()
    assert shown() == {own_system.pk}
    Listing.objects.filter(pk=own_system.pk).update(status="withdrawn")
    regroup()
    assert shown() == {own_table.pk}
    collector.refresh_from_db()
    assert collector.duplicate_of_id == own_table.pk
    assert board.pk not in shown()


@pytest.mark.parametrize("other", [{"town": "dortmund"}, {"employer": "Volme AG"}, {"seed": 2}])
def test_other_towns_employers_and_texts_are_other_jobs(ad, other) -> None:
    ad("personio")
    ad("indeed", **other)
    regroup()
    assert len(shown()) == 2


def test_two_of_one_source_are_two_jobs(ad) -> None:
    ad("indeed")
    ad("indeed")
    regroup()
    assert len(shown()) == 2


def test_an_editors_word_is_kept(ad) -> None:
    ad("personio")
    second = ad("indeed")
    regroup()
    second.refresh_from_db()
    duplicates.take_apart(listing=second)
    regroup()
    assert len(shown()) == 2
    duplicates.put_back(listing=second)
    assert len(shown()) == 1


def test_large_employers_are_compared_too(ad, monkeypatch) -> None:
    monkeypatch.setattr(duplicates, "SAMPLED_FROM", 50)
    own = {ad("personio", seed).pk for seed in range(40)}
    for seed in range(40):
        ad("indeed", seed)
    regroup()
    assert shown() == own
