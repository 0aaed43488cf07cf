"""The page of a source, its kept documents, and runs however many items they rejected."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.models import ImportRun, Listing, RawDocument, RejectedItem
from listings.tasks import replay_document
from tests.desk.conftest import position, served

CODER = position(2, "Softwareentwickler", text="Du programmierst Software.")


def test_a_kept_document_is_downloaded_as_it_came_and_never_as_a_page(log_in, source) -> None:
    _, kept = served(source, position(1, text="<script>alert(1)</script>Telefon und Chat."))
    answer = log_in("betrieb").get(f"/admin/listings/rawdocument/{kept.pk}/laden/")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("text/plain", "nosniff")
    assert answer["Content-Disposition"].startswith('attachment; filename="lenne-')
    body = b"".join(answer.streaming_content)
    assert body.startswith(b"<workzag-jobs>")
    assert len(body) == kept.size == int(answer["Content-Length"])


def test_a_document_whose_pieces_are_gone_says_so(log_in, source) -> None:
    _, kept = served(source, position(1))
    kept.pieces.all().delete()
    client = log_in("betrieb")
    for word in ("probe", "laden"):
        url = f"/admin/listings/rawdocument/{kept.pk}/{word}/"
        answer = client.post(url, follow=True) if word == "probe" else client.get(url, follow=True)
        assert "not whole any more" in answer.content.decode()


def test_a_probe_shows_what_would_be_read_and_writes_nothing(log_in, source) -> None:
    _, kept = served(source, position(1), CODER)
    Listing.objects.all().delete()
    before = ImportRun.objects.count()
    answer = log_in("betrieb").post(f"/admin/listings/rawdocument/{kept.pk}/probe/")
    assert "2 gelesen = 1 neu + 0 geändert + 0 unverändert + 0 doppelt + 1 abgelehnt" in answer.content.decode()
    assert [row.title for row in answer.context["listings"]] == ["Kundenberater (m/w/d)"]
    assert [row[0] for row in answer.context["problems"]] == ["title"]
    assert (ImportRun.objects.count(), Listing.objects.count()) == (before, 0)


def test_only_the_newest_document_is_imported_again(log_in, source, monkeypatch) -> None:
    _, older = served(source, position(1))
    _, newest = served(source, position(1), position(2, "Service Agent"))
    monkeypatch.setattr("listings.tasks.replay_document.apply_async", lambda args, *_, **__: replay_document(*args))
    client = log_in("betrieb")
    answer = client.post(f"/admin/listings/rawdocument/{older.pk}/einspielen/", follow=True)
    assert "Es gibt ein neueres Dokument" in answer.content.decode()
    assert not ImportRun.objects.filter(is_replay=True).exists()
    Listing.objects.filter(external_id="2").delete()
    client.post(f"/admin/listings/rawdocument/{newest.pk}/einspielen/")
    assert ImportRun.objects.get(is_replay=True).created == 1
    assert "noch einmal eingespielt" in LogEntry.objects.get().get_change_message()


def test_a_newer_document_that_came_while_the_replay_waited_wins(source) -> None:
    _, older = served(source, position(1))
    served(source, position(1), position(2, "Service Agent"))
    replay_document(older.pk)
    assert not ImportRun.objects.filter(is_replay=True).exists()


def test_the_page_of_a_source_shows_runs_and_a_field_that_fell(log_in, source) -> None:
    now = timezone.now()
    for days, share in ((3, 0.9), (2, 0.8), (0, 0.2)):
        ImportRun.objects.create(source=source, started_at=now - timedelta(days=days), status="partial",
                                 reason="the document breaks off", fill_rates={"salary": share, "place": 1.0})  # fmt: skip
    ImportRun.objects.create(
        source=source, started_at=now - timedelta(days=30), status="complete", fill_rates={"salary": 0}
    )
    answer = log_in("betrieb").get(f"/admin/listings/source/{source.pk}/change/")
    rates = {
        words: (last, mean and round(mean, 2), is_fallen)
        for words, last, mean, is_fallen in answer.context["fill_rates"]
    }
    assert rates["Gehalt"] == (0.2, 0.85, True)
    assert rates["Ort"] == (1.0, 1.0, False)
    assert rates["Schichten"] == (None, None, False)
    page = answer.content.decode()
    assert page.count("stark gefallen") == 1
    assert "the document breaks off" in page
    assert "Jetzt importieren" in page


def test_the_settings_of_a_source_can_still_be_saved(log_in, source) -> None:
    served(source, position(1))
    client = log_in("betrieb")
    url = f"/admin/listings/source/{source.pk}/change/"
    form = client.get(url).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value not in (None, False)}
    assert client.post(url, data | {"interval_minutes": 30}).status_code == 302
    source.refresh_from_db()
    assert source.interval_minutes == 30


def test_a_run_with_very_many_rejects_is_a_short_page(log_in, source) -> None:
    run, _ = served(source, position(1))
    RejectedItem.objects.bulk_create(
        RejectedItem(run=run, external_id=str(n), field="job_location", reason=f"unknown or ambiguous place 'Ort {n}'")
        for n in range(20_000)
    )
    RejectedItem.objects.create(run=run, field="name", reason="no title")
    client = log_in("betrieb")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/admin/listings/importrun/{run.pk}/change/")
    found = [(group["field"], group["kind"], group["count"]) for group in answer.context["groups"]]
    assert found == [("job_location", "unknown or ambiguous place …", 20_000), ("name", "no title", 1)]
    assert (len(queries) <= 10, len(answer.content) < 60_000) == (True, True)
    listed = client.get(answer.context["groups"][1]["url"])
    assert listed.context["cl"].result_count == 1
    assert client.get(answer.context["groups"][0]["url"]).context["cl"].result_count == 20_000


def test_runs_are_only_read(log_in, source) -> None:
    run, _ = served(source, position(1))
    client = log_in("betrieb")
    assert "1 gelesen = 1 neu" in client.get(f"/admin/listings/importrun/{run.pk}/change/").content.decode()
    client.post(
        "/admin/listings/importrun/", {"action": "delete_selected", "_selected_action": [run.pk], "post": "yes"}
    )
    assert ImportRun.objects.filter(pk=run.pk).exists()


@pytest.mark.parametrize(
    "model", ["importrun", "rawdocument", "rejecteditem", "alarm", "scheduledjob", "sourcewithlosses"]
)
def test_a_page_of_something_that_is_not_there_leads_back(log_in, model) -> None:
    client = log_in("betrieb")
    for key in ("4711", "unsinn"):
        assert client.get(f"/admin/listings/{model}/{key}/change/").status_code == 302
    assert client.get("/admin/listings/rawdocument/4711/laden/").status_code == 404
    assert RawDocument.objects.count() == 0
