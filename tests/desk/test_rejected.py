"""Rejected items: found across runs, seen as the feed said them, tried again."""

import pytest
from django.utils import timezone

from listings.importing import pipeline
from listings.importing.job_posting import Unreadable
from listings.models import FieldOfWorkDecision, ImportRun, Listing, Place, RejectedItem, Source
from listings.normalise.spelling import fold
from tests.desk.conftest import position, served

LIST = "/admin/listings/rejecteditem/"
CODER = position(2, "Softwareentwickler <b>Zahlwerk</b>".replace("<", "&lt;"), text="Du programmierst Software.")
LOST = position(3, office="Neustadt an der Lenne")


def page_of(item: RejectedItem) -> str:
    return f"{LIST}{item.pk}/change/"


def found_in(answer) -> set[str]:
    return {item.external_id for item in answer.context["cl"].result_list}


def test_at_first_only_the_newest_run_of_each_source_is_listed(log_in, source, towns) -> None:
    other = Source.objects.create(slug="volme", name="Volme", format="personio", employer_name="Volme AG")
    served(source, LOST, position(9, ""))
    served(source, LOST, position(4, ""))
    served(other, CODER)
    client = log_in("betrieb")
    assert found_in(client.get(LIST)) == {"3", "4", "2"}
    assert found_in(client.get(f"{LIST}?laeufe=alle")) == {"3", "9", "4", "2"}
    assert found_in(client.get(f"{LIST}?run__source__id__exact={other.pk}")) == {"2"}
    assert found_in(client.get(f"{LIST}?field__exact=job_location")) == {"3"}
    assert found_in(client.get(LIST, {"kind": "unknown or ambiguous place …"})) == {"3"}
    assert found_in(client.get(f"{LIST}?q=Zahlwerk")) == {"2"}
    first = ImportRun.objects.filter(source=source).earliest("pk")
    assert found_in(client.get(f"{LIST}?run__id__exact={first.pk}")) == {"3", "9"}


def test_a_run_that_learned_that_nothing_changed_hides_no_rejects(log_in, source) -> None:
    served(source, LOST)
    now = timezone.now()
    ImportRun.objects.create(source=source, started_at=now, status="complete", reason="not modified")
    Source.objects.update(last_run_at=now)
    assert found_in(log_in("betrieb").get(LIST)) == {"3"}


def test_sound_and_broken_items_are_told_apart_as_the_run_counts_them(log_in, source) -> None:
    run, _ = served(source, CODER, LOST, position(4, ""), position(5, "Ehrenamtliche Telefonseelsorge"),
                    position(6, office="Wien, Österreich"), position("", "Kundenberater"))  # fmt: skip
    client = log_in("betrieb")
    broken = found_in(client.get(f"{LIST}?zustand=unbrauchbar"))
    sound = found_in(client.get(f"{LIST}?zustand=passt-nicht"))
    assert (len(broken), len(sound)) == (run.broken, run.rejected - run.broken)
    assert sound == {"2", "3", "5", "6"}


def test_the_page_shows_what_the_feed_said_escaped(log_in, source) -> None:
    served(
        source, position(1), position(3, office="Neustadt an der Lenne", text="<script>alert(1)</script>Am Telefon.")
    )
    page = log_in("betrieb").get(page_of(RejectedItem.objects.get())).content.decode()
    assert "<dt>Ort als Text</dt><dd>Neustadt an der Lenne</dd>" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_an_item_of_a_document_that_is_gone_says_why_it_cannot_be_shown(log_in, source) -> None:
    _, kept = served(source, LOST)
    kept.delete()
    client, item = log_in("betrieb"), RejectedItem.objects.get()
    assert "not kept any more" in client.get(page_of(item)).content.decode()
    answer = client.post(f"{LIST}{item.pk}/noch-einmal/", follow=True)
    assert "geht nicht mehr" in answer.content.decode()
    item.refresh_from_db()
    assert item.retried_at is None


def make_town() -> None:
    Place.objects.create(ags="05999000", slug="neustadt-lenne", name="Neustadt an der Lenne", state="NRW",
                         name_key=fold("Neustadt an der Lenne"), district="Lenne", latitude=51.3, longitude=7.6,
                         population_rank=9000)  # fmt: skip


def test_an_item_is_taken_once_its_town_is_known(log_in, source) -> None:
    served(source, position(1), LOST, CODER)
    client, item = log_in("betrieb"), RejectedItem.objects.get(external_id="3")
    answer = client.post(f"{LIST}{item.pk}/noch-einmal/", follow=True).content.decode()
    assert "ist wieder abgelehnt: job_location, unknown or ambiguous place" in answer
    make_town()
    answer = client.post(f"{LIST}{item.pk}/noch-einmal/", follow=True).content.decode()
    assert "ist jetzt online." in answer
    item.refresh_from_db()
    assert item.listing == Listing.objects.get(external_id="3")
    assert Listing.objects.filter(missing_since__isnull=False).count() == 0
    assert found_in(client.get(f"{LIST}?zustand=versucht")) == {"3"}


def test_several_items_are_read_in_one_pass_and_each_has_its_outcome(log_in, source) -> None:
    served(source, position(1), LOST, CODER)
    make_town()
    client = log_in("betrieb")
    keys = list(RejectedItem.objects.values_list("pk", flat=True))
    before = ImportRun.objects.count()
    answer = client.post(LIST, {"action": "try_again", "_selected_action": keys}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert ImportRun.objects.count() == before + 1
    assert any("ist jetzt online" in text for text in said)
    assert any("ist wieder abgelehnt: title," in text for text in said)


def test_an_item_of_an_older_document_is_not_brought_back(log_in, source) -> None:
    run, _ = served(source, LOST)
    served(source, position(1))
    make_town()
    item = RejectedItem.objects.get(run=run)
    with pytest.raises(Unreadable):
        pipeline.try_again(item)
    assert not Listing.objects.filter(external_id="3").exists()


def test_belongs_here_remembers_the_title_for_its_source_and_tries_again(log_in, source) -> None:
    served(source, CODER)
    client, item = log_in("moderation"), RejectedItem.objects.get()
    assert "Gehört doch hierher" in client.get(page_of(item)).content.decode()
    answer = client.post(f"{LIST}{item.pk}/gehoert-hierher/", follow=True)
    assert "ist jetzt online." in answer.content.decode()
    decision = FieldOfWorkDecision.objects.get()
    assert (decision.source, decision.title_pattern, decision.belongs) == (source, "softwareentwickler zahlwerk", True)
    assert decision.decided_by.username == "moderation"
    item.refresh_from_db()
    assert item.listing is not None
    run, _ = served(source, CODER)
    assert (run.rejected, run.held, run.created) == (0, 0, 0)
    assert Listing.objects.live().get() == item.listing


def test_too_many_at_once_are_refused(log_in, source, monkeypatch) -> None:
    served(source, LOST, CODER)
    monkeypatch.setattr("listings.admin.rejected.MAX_TRIED", 1)
    keys = list(RejectedItem.objects.values_list("pk", flat=True))
    answer = log_in("betrieb").post(LIST, {"action": "try_again", "_selected_action": keys}, follow=True)
    assert "Höchstens 1 auf einmal" in answer.content.decode()
    assert not RejectedItem.objects.filter(retried_at__isnull=False).exists()
