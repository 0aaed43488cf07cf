"""The editors' desk: what it shows to whom, the answer "bleibt so", and live facts to pick."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from articles import tasks
from articles.claims.indexing import index
from articles.models import Article, ArticleCount, EditingPresence, FactValue, Revision, StatedFigure
from articles.writing import content
from listings.admin.roles import rights_of

TODAY = timezone.localdate()
DAY = timedelta(days=1)
DESK, PICKER = "/admin/artikel/", "/admin/artikel/fakten/"


@pytest.fixture
def log_in(client, db):
    def run(role: str):
        user, _ = User.objects.get_or_create(username=role, defaults={"is_staff": True})
        user.user_permissions.set(Permission.objects.filter(rights_of(role)))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return run


@pytest.fixture
def figure(make_article, towns) -> StatedFigure:
    text = '{{angabe art=gehalt wert=9000 quelle="Atlas" stand=2026-07-01 | 9.000 €}}'
    index(make_article(text, title="Arbeiten in Hagen"))
    StatedFigure.objects.update(
        drift="moved", drifted_at=timezone.now(), finding="Zu hoch.", suggestion="{{fakt stellen}}"
    )
    return StatedFigure.objects.get()


def test_the_desk_shows_how_all_guides_stand(log_in, make_article, figure) -> None:
    now = timezone.now()
    make_article(title="Alt", review_by=TODAY - DAY)
    make_article(title="Bald", review_by=TODAY + 5 * DAY, gate_passed_at=now)
    make_article(
        title="Ruht",
        state="draft",
        published_at=None,
        gate_report=[
            {"level": "block", "message": "Der Text ist zu kurz."},
            {"level": "advise", "message": "Mehr Bilder."},
        ],
    )
    make_article(title="Morgen", state="planned", published_at=None, publish_at=now + DAY)
    read = make_article(title="Beliebt")
    make_article(title="Fort", state="withdrawn", gate_report=[{"level": "block", "message": "Ohne Belang."}])
    user = User.objects.create_user("jo", first_name="Jo", last_name="Lenz")
    Revision.objects.create(article=read, number=1, fields={}, user=user)
    soon = make_article(title="Demnächst anders")
    Article.objects.filter(pk=soon.pk).update(
        planned_revision=Revision.objects.create(article=soon, number=1, fields={}), publish_at=now + 2 * DAY
    )
    EditingPresence.objects.create(article=read, user=user, seen_at=now)
    EditingPresence.objects.create(article=figure.article, user=user, seen_at=now - timedelta(minutes=9))
    for days, source, views in ((1, "engine", 30), (2, "search", 12), (40, "mail", 500)):
        ArticleCount.objects.create(article=read, day=TODAY - days * DAY, came_from=source, views=views)
    page = log_in("redaktion").get(DESK).content.decode()
    told = " ".join(page.split())
    for words in (
        "<strong>5</strong> veröffentlicht", "<strong>1</strong> Entwurf", "Angaben, die nicht mehr stimmen (1)", "Zu hoch.",
        "<code>{{fakt stellen}}</code>", "Prüfung überfällig (1)", "Was die Prüfung beanstandet (1)", "Der Text ist zu kurz.",
        "Geplant (2)", "<span>(Änderungen)</span>", "Geändert, noch nicht öffentlich (1)", "nie online waren (1)", "Jo Lenz: ",
        'Beliebt</a></th><td class="desk-number">42</td><td>Suchmaschinen 30, unsere Listen 12</td>',
    ):  # fmt: skip
        assert words in told, words
    assert "Mehr Bilder." not in told
    assert "Ohne Belang." not in told
    assert told.count("Jo Lenz: ") == 1
    assert told.index(">Alt</a>") < told.index("In den nächsten 30 Tagen") < told.index(">Bald</a>")


def test_the_desk_costs_the_same_for_many_guides(log_in, make_article, figure, django_assert_max_num_queries) -> None:
    for n in range(60):
        make_article(review_by=TODAY - DAY, state="published" if n % 2 else "draft")
    client = log_in("chefredaktion")
    client.get(DESK)
    with django_assert_max_num_queries(20):
        assert "Prüfung überfällig (30)" in client.get(DESK).content.decode()


@pytest.mark.parametrize(
    ("role", "statuses"),
    [("redaktion", [200] * 4), ("chefredaktion", [200] * 4), ("moderation", [403] * 4), ("betrieb", [403] * 4)],
)  # fmt: skip
def test_the_desk_is_for_editors(log_in, client, figure, role, statuses) -> None:
    paths = [DESK, PICKER, CLAIM_PAGE, f"/admin/artikel/angaben/{figure.pk}/bleibt-so/"]
    for path in paths:
        assert client.get(path)["Location"].startswith("/admin/login/")
    assert [log_in(role).get(path).status_code for path in paths] == statuses
    is_editor = statuses[0] == 200
    assert ("Ratgeber-Schreibtisch" in client.get("/admin/").content.decode()) is is_editor
    assert ("Angabe stimmt nicht mehr" in client.get("/admin/").content.decode()) is is_editor


def test_an_editor_says_it_stays_with_reason_and_day(log_in, figure) -> None:
    client, path = log_in("redaktion"), f"/admin/artikel/angaben/{figure.pk}/bleibt-so/"
    for until in (TODAY, TODAY + 400 * DAY):
        page = client.post(path, {"reason": "Tarif der Stadt.", "until": until.isoformat(), "seen": "moved"})
        assert "Tarif der Stadt." in page.content.decode(), "what was typed stays"
        assert "Wähl einen Tag nach heute" in page.content.decode()
    assert "Befund hat sich" in client.post(
        path, {"reason": "x", "until": (TODAY + DAY).isoformat(), "seen": "aged"}).content.decode()  # fmt: skip
    assert client.get(path).status_code == 200
    assert StatedFigure.objects.get().kept_until is None
    done = client.post(path, {"reason": "Tarif der Stadt.", "until": (TODAY + 9 * DAY).isoformat(), "seen": "moved"})
    assert (done.status_code, done["Location"]) == (302, DESK)
    figure.refresh_from_db()
    assert (figure.kept_reason, figure.kept_drift, figure.kept_by.username) == (
        "Tarif der Stadt.",
        "moved",
        "redaktion",
    )
    page = client.get(DESK).content.decode()
    assert "Angaben, die nicht mehr stimmen (0)" in page
    assert "1 weicht ab und bleibt so" in page
    assert "Tarif der Stadt." in LogEntry.objects.get().change_message
    type(figure.article).objects.update(state="withdrawn")
    assert client.get(path).status_code == 404


def test_a_suggestion_takes_the_place_of_its_figure_in_the_newest_text(log_in, figure) -> None:
    client, path = log_in("redaktion"), f"/admin/artikel/angaben/{figure.pk}/uebernehmen/"
    article = figure.article
    other = '{{angabe art=gehalt wert=9000 quelle="Anderswo" stand=2026-07-01 | 9.000 €}}'
    text = f"Es sind {article.text}, sagt der Atlas, oder {other}."
    Revision.objects.create(article=article, number=1, fields=content.of_article(article) | {"text": text})
    assert client.get(path).status_code == 405
    page = client.post(path, follow=True).content.decode()
    assert "Der Vorschlag steht im Text, als Fassung 2." in page
    newest = article.revisions.first()
    assert newest.fields["text"] == f"Es sind {{{{fakt stellen}}}}, sagt der Atlas, oder {other}."
    assert (newest.note, newest.user.username) == ("Vorschlag übernommen für „9.000 €“", "redaktion")
    article.refresh_from_db()
    assert article.text.startswith("{{angabe"), "readers see it once it is published"
    assert "Ändere ihn von Hand." in client.post(path, follow=True).content.decode()
    assert article.revisions.count() == 2


def test_who_only_looks_cannot_answer(client, figure) -> None:
    user = User.objects.create_user("gast", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    path = f"/admin/artikel/angaben/{figure.pk}/bleibt-so/"
    assert client.post(path, {"reason": "x", "until": date.max.isoformat(), "seen": "moved"}).status_code == 403
    assert client.post(f"/admin/artikel/angaben/{figure.pk}/uebernehmen/").status_code == 403
    assert "/admin/artikel/angaben/" not in client.get(DESK).content.decode().replace("/admin/artikel/angaben/neu/", "")


def test_a_fact_is_picked_with_its_present_value_and_nothing_is_stored(log_in, listings) -> None:
    client = log_in("redaktion")
    page = client.get(PICKER, {"fakt": "gehalt-mitte", "ort": "Hagen", "umkreis": "25"}).content.decode()
    assert 'value="{{fakt gehalt-mitte ort=hagen umkreis=25}}"' in page
    assert "2.950" in page
    assert "12 Anzeigen im Umkreis von 25" in page.replace("\u00a0", " ").replace("&nbsp;", " ")
    assert not FactValue.objects.exists()
    assert "Wähl eine Schicht." in client.get(PICKER, {"fakt": "schicht-anteil", "ort": "hagen"}).content.decode()
    assert "Diesen Ort kennen wir nicht" in client.get(PICKER, {"fakt": "stellen", "ort": "Atlantis"}).content.decode()
    part = client.get(
        PICKER, {"fakt": "schicht-anteil", "ort": "58095", "umkreis": "0", "schicht": "frueh", "teil": "1"}
    )
    assert "<html" not in part.content.decode()
    assert "{{fakt schicht-anteil ort=hagen umkreis=0 schicht=frueh}}" in part.content.decode()
    chart = client.get(PICKER, {"fakt": "gehalt-verteilung", "ort": "hagen", "umkreis": "25"}).content.decode()
    assert 'value="{{fakt gehalt-verteilung ort=hagen umkreis=25}}" data-markup data-alone' in chart
    assert '<svg class="hist"' in chart
    assert client.post(PICKER).status_code == 405


CLAIM_PAGE = "/admin/artikel/angaben/neu/"
SAID = {"worte": "2.400 bis 2.800 €", "art": "einstieg", "von": "2.400", "bis": "2.800", "quelle": "Entgeltatlas der BA",
        "link": "https://ba.example/?a=1&b=2", "stand": "2026-11-01", "schicht": "nacht"}  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, '{{angabe art=einstieg von=2.400 bis=2.800 quelle="Entgeltatlas der BA" link="https://ba.example/?a=1&b=2" '
         "stand=2026-11-01 | 2.400 bis 2.800 €}}"),
        ({"bis": "", "worte": "ab 2.400 €", "link": "", "einheit": "stunde"},
         '{{angabe art=einstieg von=2.400 einheit=stunde quelle="Entgeltatlas der BA" stand=2026-11-01 | ab 2.400 €}}'),
        ({"bis": "", "von": "45", "worte": "45 %", "art": "anteil", "link": ""},
         '{{angabe art=anteil wert=45 schicht=nacht quelle="Entgeltatlas der BA" stand=2026-11-01 | 45 %}}'),
        ({"von": "viel"}, "„viel“ ist keine Zahl."),
        ({"von": "9.000"}, "„von“ ist größer als „bis“."),
        ({"quelle": 'Der "Atlas"'}, "gerade Anführungszeichen"),
    ],
)  # fmt: skip
def test_a_stated_figure_is_written_by_a_form_that_knows_its_rules(log_in, asked, expected) -> None:
    page = unescape(log_in("redaktion").get(CLAIM_PAGE, SAID | asked).content.decode())
    assert expected in page
    assert ("data-markup" in page) is expected.startswith("{{")
    assert ("Stand November 2026, Quelle: " in page) is expected.startswith("{{")


def test_readers_are_counted_once_and_stand_on_the_desk(log_in, client, make_article, monkeypatch) -> None:
    monkeypatch.setattr("listings.counting._rests_until", 0.0)
    article = make_article(title="Beliebt")
    phone = {"user-agent": "Mozilla/5.0 (Linux; Android 16) Chrome/150.0", "referer": "https://www.google.de/"}
    for headers in (
        phone,
        phone,
        phone | {"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/150.0"},
        {"user-agent": "a bot"},
    ):
        assert client.get(article.get_absolute_url(), headers=headers).status_code == 200
    assert (tasks.fold_readings(), tasks.fold_readings()) == (1, 0)
    assert [(row.came_from, row.views) for row in ArticleCount.objects.all()] == [("engine", 2)]
    assert "Suchmaschinen 2" in log_in("redaktion").get(DESK).content.decode()
