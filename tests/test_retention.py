"""Personal data goes when its time is over, nothing else does, and no column is forgotten."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessLog
from django.apps import apps
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection, models
from django.db.models import F
from django.utils import timezone

from listings import retention, tasks
from listings.importing import pipeline
from listings.importing.document import Document
from listings.models import FieldOfWorkDecision, ImportRun, Listing, RawDocument, RawPiece, RejectedItem, Source

DAY = timedelta(days=1)
TEXT_LIKE = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField,
             models.GenericIPAddressField, models.UUIDField, SearchVectorField)  # fmt: skip


def can_hold_personal_data(field: models.Field) -> bool:
    if isinstance(field, ArrayField):
        return can_hold_personal_data(field.base_field)
    if field.is_relation:
        return field.related_model._meta.label == settings.AUTH_USER_MODEL
    return isinstance(field, TEXT_LIKE)


def columns() -> set[tuple[str, str]]:
    """Intermediate tables included: they may point to people."""
    found = set()
    for model in apps.get_models():
        if not model._meta.proxy and model._meta.managed:
            found |= {
                (model._meta.label, field.name) for field in model._meta.local_fields if can_hold_personal_data(field)
            }
    return found


def ruled() -> set[tuple[str, str]]:
    """A rule may name what goes with the row: "pieces.body"."""
    found = set()
    for rule in retention.RULES:
        for column in rule.columns:
            model = apps.get_model(rule.model)
            while "." in column:
                relation, column = column.split(".", 1)
                model = model._meta.get_field(relation).related_model
            model._meta.get_field(column)
            found.add((model._meta.label, column))
    return found


def test_every_column_that_can_hold_personal_data_has_a_rule_or_a_reason() -> None:
    forgotten = {
        (model, column)
        for model, column in columns() - ruled()
        if model not in retention.NOT_PERSONAL and f"{model}.{column}" not in retention.NOT_PERSONAL
    }
    assert not forgotten, "add a rule to listings/retention.py, or a reason why it is not personal"


def test_nothing_is_excused_that_is_not_there_or_has_a_rule() -> None:
    known, rules = columns(), ruled()
    models_known = {model for model, _ in known}
    for name in retention.NOT_PERSONAL:
        app, model, *column = name.split(".")
        if column:
            assert (f"{app}.{model}", column[0]) in known - rules, name
        else:
            assert name in models_known - {model for model, _ in rules}, name


def apply() -> int:
    return tasks.apply_retention()


@pytest.fixture
def ended(make_listing):
    """Imported or typed, ended so many days ago, full of what people wrote."""

    def make(status: str, days: float, **fields) -> Listing:
        end = timezone.now() - days * DAY
        when = {"withdrawn_at": end} if status == "withdrawn" else {"valid_through": end}
        text = "Ruf Frau Kessebrink an: 02331 47-11."
        listing = make_listing(**{
            "status": status, "description_html": f"<p>{text}</p>", "description_text": text, "base_salary_text": text,
            "contact_email": "kessebrink@volmetal.example", "submitter_email": "chefin@volmetal.example",
            "status_reason": text, "evidence": {"shifts": {"early": {"words": text}}}, "findings": [{"words": text}],
            "content_hash": "abc", "raw_hash": "def",
        } | when | fields)  # fmt: skip
        Listing.objects.filter(pk=listing.pk).update(first_seen_at=end - 60 * DAY)
        return listing

    return make


@pytest.mark.parametrize("status", ["expired", "withdrawn", "closed"])
def test_what_ended_half_a_year_ago_keeps_its_address_and_nobody_s_name(client, ended, status) -> None:
    listing = ended(status, 181)
    assert (apply(), apply()) == (1, 0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(l)::text FROM listings_listing l")
        row = cursor.fetchone()[0].lower()
    for trace in ("kessebrink", "47-11", "chefin", "volmetal"):
        assert trace not in row
    page = client.get(listing.get_absolute_url())
    assert page.status_code == 410
    assert "Kundenberater:in (m/w/d)" in page.content.decode()
    assert Listing.objects.filter(search_vector=SearchQuery("Kundenberater", config="german")).count() == 1


@pytest.mark.parametrize(
    ("status", "days"), [("expired", 179), ("withdrawn", 179), ("published", -9), ("paused", -9), ("held", 300)]
)
def test_what_has_not_ended_or_not_long_ago_stays_as_it_is(ended, status, days) -> None:
    listing = ended(status, days)
    before = Listing.objects.values().get()
    assert apply() == 0
    assert Listing.objects.values().get() == before
    assert listing.contact_email


def test_an_erased_listing_that_comes_back_has_its_text_again(towns, client) -> None:
    body = (
        b"<workzag-jobs><position><id>1</id><name>Kundenberater (m/w/d)</name><office>Hagen</office><jobDescriptions>"
        b"<jobDescription><value>Du hilfst am Telefon.</value></jobDescription></jobDescriptions></position></workzag-jobs>"
    )
    source = Source.objects.create(slug="s", name="s", format="personio", employer_name="Lenne GmbH", scope="all")
    pipeline.import_from(source, document=Document(body))
    Listing.objects.update(status="withdrawn", withdrawn_at=timezone.now() - 200 * DAY)
    assert apply() == 1
    pipeline.import_from(source, document=Document(body))
    listing = Listing.objects.get()
    assert (listing.status, listing.description_text) == ("published", "Du hilfst am Telefon.")
    assert client.get(listing.get_absolute_url()).status_code == 200


def test_what_never_was_public_goes_altogether(make_listing) -> None:
    def typed(status: str, days: int) -> None:
        listing = make_listing(status=status, published_at=None, submitter_email="chefin@volmetal.example")
        Listing.objects.filter(pk=listing.pk).update(first_seen_at=timezone.now() - days * DAY)

    for status, days in (
        ("unconfirmed", 8),
        ("unconfirmed", 6),
        ("rejected", 181),
        ("retracted", 181),
        ("in_review", 181),
        ("rejected", 30),
    ):
        typed(status, days)
    assert apply() == 4
    assert sorted(Listing.objects.values_list("status", flat=True)) == ["rejected", "unconfirmed"]


def test_kept_documents_and_rejected_items_go_after_thirty_days_and_runs_stay(db) -> None:
    source = Source.objects.create(slug="s", name="s", format="personio", employer_name="x")
    for days in (29, 31):
        run = ImportRun.objects.create(source=source, status="complete", started_at=timezone.now() - days * DAY)
        RejectedItem.objects.create(run=run, field="title", reason="x", title="Frau Kessebrink")
        document = RawDocument.objects.create(source=source, run=run, size=1, fetched_at=run.started_at)
        RawPiece.objects.create(document=document, position=0, body=b"x")
    assert apply() == 2
    counts = [model.objects.count() for model in (ImportRun, RejectedItem, RawDocument, RawPiece)]
    assert counts == [2, 1, 1, 1]


def test_what_the_desk_leaves_behind_goes_in_its_time(db) -> None:
    now = timezone.now()
    gone = User.objects.create_user("kessebrink", "k@portal.example", "ein-langes-Passwort-7", first_name="Kim")
    here = User.objects.create_user("moderation", last_login=now - 900 * DAY)
    User.objects.filter(pk=gone.pk).update(is_active=False, last_login=now - 366 * DAY)
    for days in (366, 364):
        FieldOfWorkDecision.objects.create(title_pattern=f"t{days}", belongs=True, decided_by=gone,
                                           decided_at=now - days * DAY)  # fmt: skip
        entry = LogEntry.objects.create(user=here, action_flag=2, object_repr="Frau Kessebrink")
        LogEntry.objects.filter(pk=entry.pk).update(action_time=now - days * DAY)
    for days in (31, 29):
        values = {
            "username": f"u{days}",
            "ip_address": "192.0.2.1",
            "user_agent": "x",
            "http_accept": "x",
            "path_info": "/",
        }
        AccessLog.objects.create(**values)
        AccessAttempt.objects.create(**values, get_data="", post_data="", failures_since_start=1)
        for model in (AccessLog, AccessAttempt):
            model.objects.filter(username=f"u{days}").update(attempt_time=now - days * DAY)
    Session.objects.create(session_key="a", session_data="x", expire_date=now - DAY)
    Session.objects.create(session_key="b", session_data="x", expire_date=now + DAY)
    assert (apply(), apply()) == (6, 0)
    gone.refresh_from_db()
    assert (gone.username, gone.email, gone.first_name, gone.has_usable_password()) == (
        f"former-{gone.pk}",
        "",
        "",
        False,
    )
    assert User.objects.filter(username="moderation").exists()
    assert FieldOfWorkDecision.objects.filter(decided_by=None).get().title_pattern == "t366"
    assert [model.objects.count() for model in (LogEntry, AccessLog, AccessAttempt, Session)] == [1, 1, 1, 1]


def test_a_dry_run_prints_the_table_and_changes_nothing(ended, capsys) -> None:
    ended("expired", 181)
    call_command("apply_retention", "--dry-run")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split(" | ")[-1] == "due"
    assert len(lines) == len(retention.RULES) + 1
    assert [line.split(" | ")[-1] for line in lines if "search_vector" in line] == ["1"]
    assert Listing.objects.exclude(description_text="").count() == 1
    call_command("apply_retention")
    assert "| empty | 1" in capsys.readouterr().out


def test_many_rows_go_in_batches(ended, monkeypatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        ended("expired", 200)
    assert apply() == 5
    assert not Listing.objects.exclude(contact_email="").exists()


@pytest.mark.django_db(transaction=True)
def test_a_call_that_is_killed_keeps_what_it_did(ended, monkeypatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    for _ in range(5):
        ended("expired", 200)
    one_batch, calls = retention._apply_batch, []

    def die(rule, now, last):
        if rule.change and len(calls) == 2:
            raise SystemExit
        calls.extend([1] if rule.change else [])
        return one_batch(rule, now, last)

    with monkeypatch.context() as patch:
        patch.setattr(retention, "_apply_batch", die)
        with pytest.raises(SystemExit):
            apply()
    assert Listing.objects.exclude(contact_email="").count() == 1
    assert apply() == 1


def test_an_employer_with_an_erased_listing_keeps_its_name(ended) -> None:
    ended("expired", 200)
    apply()
    assert Listing.objects.annotate(name=F("hiring_organization__name")).get().name == "Lenne Telefon GmbH"


def test_the_privacy_page_promises_what_the_table_does(client, db) -> None:
    page = client.get("/datenschutz/").content.decode()
    for rule in retention.RULES:
        if rule.model in {"listings.Listing", "listings.RawDocument"}:
            assert f"{rule.days} Tage" in page
