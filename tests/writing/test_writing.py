"""Writing at the desk: revisions, working copies, colleagues, and who may publish."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone

from articles.models import Article, ArticleImage, EditingPresence, Redirect, Revision, WorkingCopy
from articles.writing import content, revising
from articles.writing.pasting import as_markdown
from tests.writing.conftest import photo, written

ADD = "/admin/articles/article/add/"


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def typed(**fields: Any) -> dict[str, Any]:
    return {"title": "Arbeiten im Wald", "slug": "wald", "teaser": "Wie es ist.", "text": written("wald"),
            "place_name": "hagen", "radius": "25", "based_on": "0", "action": "save", **fields}  # fmt: skip


def change(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def said(response: Any) -> str:
    return str(response.content.decode())


def test_each_save_that_changes_something_is_a_revision(desk, editor, towns) -> None:
    response = desk.post(ADD, typed(slug=""), follow=True)
    article = Article.objects.get()
    assert (article.slug, article.place, article.state) == ("arbeiten-im-wald", towns["hagen"], "draft")
    assert "Gespeichert als Fassung 1." in said(response)
    same = typed(slug="arbeiten-im-wald", based_on="1")
    assert "Nichts geändert." in said(desk.post(change(article), same, follow=True))
    desk.post(change(article), same | {"title": "Neu", "note": "besser"})
    assert list(article.revisions.values_list("number", "note", "user__username")) == [
        (2, "besser", "mira"),
        (1, "", "mira"),
    ]
    article.refresh_from_db()
    assert article.title == "Neu"


def test_what_is_published_changes_only_by_publishing(desk, make_guide, client) -> None:
    article = make_guide(state="published")
    text = written("wald", "\n\nNeu dabei.")
    response = desk.post(change(article), typed(title="Neu", text=text, based_on="1"), follow=True)
    assert "Änderungen noch nicht veröffentlicht" in said(response)
    article.refresh_from_db()
    assert article.title == "Arbeiten: wald"
    assert 'value="Neu"' in said(desk.get(change(article)))
    desk.post(change(article), typed(title="Neu", text=text, based_on="2", action="publish"))
    article.refresh_from_db()
    assert (article.title, bool(article.gate_passed_at), bool(article.changed_at)) == ("Neu", True, True)
    assert article.revisions.get(number=2).was_public


def test_the_writing_page_asks_little_of_the_database(desk, make_guide, image, django_assert_max_num_queries) -> None:
    article = make_guide()
    desk.post(change(article), typed(title="Neu", based_on="1"))
    with django_assert_max_num_queries(16):
        desk.get(change(article))


def test_nobody_overwrites_a_colleague_unseen(desk, make_guide, writer) -> None:
    article = make_guide()
    revising.save(article=article, fields=content.of_article(article) | {"title": "Jos Titel"}, based_on=1, user=writer)
    response = desk.post(change(article), typed(title="Miras Titel", based_on="1"))
    page = said(response)
    assert response.status_code == 200
    assert "jo hat inzwischen gespeichert (Fassung 2)" in page
    assert "Jos</del>" in page
    assert 'value="Miras Titel"' in page
    assert 'name="based_on" value="2"' in page
    desk.post(change(article), typed(title="Miras Titel", based_on="2"))
    assert [row.fields["title"] for row in article.revisions.all()] == ["Miras Titel", "Jos Titel", "Arbeiten: wald"]


def test_a_form_that_is_wrong_keeps_what_was_typed(desk, make_guide) -> None:
    article = make_guide()
    make_guide("feld")
    response = desk.post(change(article), typed(title="Mein Titel", slug="feld", place_name="Hagn", based_on="1"))
    page = said(response)
    assert response.status_code == 200
    assert 'value="Mein Titel"' in page
    assert "Den Ort „Hagn“ kennen wir nicht. Meinst du: hagen" in page
    assert len(response.context["form"].errors["slug"]) == 1
    assert "Noch nicht gespeichert" in page
    assert not Revision.objects.exists()


def test_typing_is_kept_offered_again_and_forgotten_after_saving(desk, make_guide, editor) -> None:
    article = make_guide()
    kept = desk.post(
        "/admin/articles/article/zwischenstand/", {"article": article.pk, "title": "", "text": "Halb", "based_on": "0"}
    )
    assert kept.json()["saved"]
    assert WorkingCopy.objects.get().fields == {"title": "", "text": "Halb"}
    assert "etwas getippt und nicht gespeichert" in said(desk.get(change(article)))
    page = said(desk.get(f"{change(article)}?stand=1"))
    assert ">\nHalb</textarea>" in page
    assert WorkingCopy.objects.exists(), "GET changes nothing"
    desk.post(change(article), typed())
    assert not WorkingCopy.objects.exists()
    desk.post("/admin/articles/article/zwischenstand/", {"article": "", "text": "Neu", "based_on": "0"})
    assert ">\nNeu</textarea>" in said(desk.get(f"{ADD}?stand=1"))
    desk.post("/admin/articles/article/zwischenstand/verwerfen/", {"article": ""})
    assert not WorkingCopy.objects.exists()


def test_typing_on_an_overtaken_revision_is_offered_with_the_difference(desk, make_guide, writer, editor) -> None:
    article = make_guide()
    WorkingCopy.objects.create(article=article, user=editor, fields={"title": "Meins"}, based_on=1)
    revising.save(article=article, fields=content.of_article(article) | {"title": "Jos Titel"}, based_on=1, user=writer)
    page = said(desk.get(f"{change(article)}?stand=1"))
    assert "jo hat inzwischen gespeichert" in page
    assert 'name="based_on" value="2"' in page


def test_colleagues_at_the_same_article_are_named(desk, make_guide, writer) -> None:
    article = make_guide()
    EditingPresence.objects.create(article=article, user=writer, seen_at=timezone.now())
    assert "jo bearbeitet diesen Artikel gerade" in said(desk.get(change(article)))
    answer = desk.post("/admin/articles/article/zwischenstand/", {"article": article.pk}).json()
    assert "jo bearbeitet" in answer["others"][0]
    assert not WorkingCopy.objects.exists()
    EditingPresence.objects.filter(user=writer).update(seen_at=timezone.now() - timedelta(minutes=3))
    assert "bearbeitet diesen" not in said(desk.get(change(article)))


def test_revisions_are_compared_word_by_word_and_restored_on_top(desk, make_guide, editor) -> None:
    article = make_guide(state="published")
    fields = content.of_article(article)
    for number, title in enumerate(("Alter Titel", "Neuer Titel"), start=1):
        revising.save(article=article, fields=fields | {"title": title}, based_on=number, user=editor)
    page = said(desk.get(f"/admin/articles/article/{article.pk}/fassungen/vergleich/"))
    assert "Alter</del>" in page
    assert "Neuer</ins>" in page
    assert "Wiederherstellen" in said(desk.get(f"/admin/articles/article/{article.pk}/fassungen/"))
    restore = f"/admin/articles/article/{article.pk}/fassungen/2/wiederherstellen/"
    Article.objects.update(gate_report=[{"rule": "words", "level": "block", "message": "Von früher.", "passages": []}])
    assert desk.get(restore).status_code == 405
    desk.post(restore)
    newest = article.revisions.first()
    assert (newest.number, newest.fields["title"], newest.note) == (4, "Alter Titel", "Fassung 2 wiederhergestellt")
    article.refresh_from_db()
    assert article.gate_report == [], "what is newest now passes the gate"
    assert article.title == "Arbeiten: wald"


def test_of_a_long_text_the_comparison_shows_what_is_around_a_change(desk, make_guide, editor) -> None:
    article = make_guide(text=written("wald") + "\n\n" + "Und noch ein Satz. " * 300)
    text = article.text.replace("{{fakt gehalt-mitte}}", "<b>2.700 €</b>")
    revising.save(article=article, fields=content.of_article(article) | {"text": text}, based_on=1, user=editor)
    page = said(desk.get(f"/admin/articles/article/{article.pk}/fassungen/vergleich/"))
    shown = page[page.index("<dd>") : page.index("</dd>")]
    assert shown.startswith("<dd>… ")
    assert "&lt;b&gt;2.700 €" in shown
    assert "{{fakt stellen}}" in re.sub("<(del|ins)>.*?</(del|ins)>", "", shown), "long as it is, words are compared"
    assert 25 < len(shown.split()) < 80


def test_an_old_revision_does_not_take_an_address_that_belongs_to_another(make_guide, editor) -> None:
    article = make_guide("wald")
    revising.save(article=article, fields=content.of_article(article) | {"slug": "forst"}, based_on=1, user=editor)
    make_guide("feld", slug="wald")
    restored = revising.restore(article=article, number=1, user=editor)
    assert restored.fields["slug"] == "forst"


@pytest.mark.parametrize("action", ["publish", "plan", "withdraw"])
def test_only_who_may_publish_changes_what_is_public(client, writer, make_guide, action) -> None:
    client.force_login(writer, backend="django.contrib.auth.backends.ModelBackend")
    article = make_guide()
    assert 'value="publish"' not in said(client.get(change(article)))
    later = (timezone.localtime() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    response = client.post(change(article), typed(action=action, publish_at=later))
    assert response.status_code == 403
    article.refresh_from_db()
    assert article.state == "draft"


PAGES = ["", "add/", "1/change/", "1/fassungen/", "1/fassungen/vergleich/", "ziele/"]
POSTS = ["vorschau/", "pruefung/", "zwischenstand/", "zwischenstand/verwerfen/", "einfuegen/", "bild/",
         "1/fassungen/1/wiederherstellen/"]  # fmt: skip


def test_the_desk_is_for_editors_only(client, db) -> None:
    user = User.objects.create_user("fremd", is_staff=True)
    for is_known in (False, True):
        if is_known:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        statuses = {client.get(f"/admin/articles/article/{page}").status_code for page in PAGES}
        statuses |= {client.post(f"/admin/articles/article/{page}").status_code for page in POSTS}
        assert statuses <= ({403, 404} if is_known else {302}), statuses


def test_the_preview_is_the_page_itself_and_saves_nothing(desk, make_guide) -> None:
    article = make_guide()
    response = desk.post(
        "/admin/articles/article/vorschau/", typed(article=article.pk, title="Nur gedacht", text="## Neu\n\nJa.")
    )
    page = said(response)
    assert "<h1>Nur gedacht</h1>" in page
    assert '<h2 id="neu">Neu</h2>' in page
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    form = desk.get(change(article))
    assert (form["X-Frame-Options"], "frame-ancestors 'none'" in form["Content-Security-Policy"]) == ("DENY", True)
    article.refresh_from_db()
    assert article.title == "Arbeiten: wald"
    assert not Revision.objects.exists()
    assert desk.post("/admin/articles/article/vorschau/", {"text": ""}).status_code == 200


def test_a_picture_is_uploaded_with_its_words_or_refused_with_a_sentence(desk) -> None:
    file = photo((400, 300))
    file.name = "IMG_1.png"
    words = {"alt": "Hof am Morgen", "credit": "R. Voss"}
    answer = desk.post("/admin/articles/article/bild/", {"file": file, "alt": "", "credit": ""})
    assert answer.status_code == 400
    assert "Was zu sehen ist" in " ".join(answer.json()["errors"])
    file.seek(0)
    assert desk.post("/admin/articles/article/bild/", {"file": file, **words}).json()["alt"] == "Hof am Morgen"
    wrong = photo((20, 20))
    wrong.name = "x.png"
    page = desk.post("/admin/articles/articleimage/add/", {"file": wrong, **words})
    assert "zu klein" in said(page)
    assert 'value="Hof am Morgen"' in said(page)
    file.seek(0)
    assert desk.post("/admin/articles/articleimage/add/", {"file": file, **words}).status_code == 302
    assert ArticleImage.objects.count() == 1
    assert f"bild:{ArticleImage.objects.get().pk}" in said(
        desk.get(f"/admin/articles/articleimage/{ArticleImage.objects.get().pk}/change/")
    )


def test_what_readers_knew_is_withdrawn_not_deleted(desk, make_guide) -> None:
    public, draft = make_guide(state="published"), make_guide("feld")
    assert desk.post(f"/admin/articles/article/{public.pk}/delete/", {"post": "yes"}).status_code == 403
    desk.post(f"/admin/articles/article/{draft.pk}/delete/", {"post": "yes"})
    assert list(Article.objects.all()) == [public]
    desk.post(change(public), typed(action="withdraw", slug="forst", based_on="1"))
    public.refresh_from_db()
    assert public.state == "withdrawn"
    assert not Redirect.objects.exists()


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style><title>Dok</title>
<script>alert(1)</script></head><body><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><!--StartFragment-->
<h1 style='mso-x' onclick='x()'>Arbeiten in Hagen<o:p></o:p></h1><p class=MsoNormal><b>Fett</b>,
<span style="color:red">rot</span>&nbsp;ja.<img src="https://t.example/p.gif?u=1" width=1 height=1 onerror=alert(1)></p>
<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Punkt</p>
<a href="javascript:alert(1)">klick</a> <a href="https://x.example/a?utm_source=n&amp;id=3" onclick=x()>gut</a>
<a href="https://x.example/?utm_source=n&fbclid=1">zwei</a><iframe src=//t.example></iframe><svg onload=alert(1)></svg>
<ul><li>a<ul><li>b</li></ul></li></ul><h2>Unten</h2><!--EndFragment--></body></html>"""


def test_hostile_paste_comes_out_as_plain_markdown(desk) -> None:
    text = desk.post("/admin/articles/article/einfuegen/", {"html": WORD}).json()["text"]
    assert text.startswith("## Arbeiten in Hagen\n\n**Fett**,")
    assert "- Punkt" in text
    assert "[gut](https://x.example/a?id=3)" in text
    assert "[zwei](https://x.example/)" in text
    assert "- a\n  - b" in text
    assert "### Unten" in text
    for bad in ("<", "t.example", "javascript", "alert", "mso", "MsoNormal", "color", "Dok", "utm_", "fbclid"):
        assert bad not in text, bad


@pytest.mark.parametrize("html", ["<" * 50_000, "<b>" * 3_000, "<table>" * 900, "&#0;\u0000<p>a", "<ul>" * 400 + "x",
                                  "<![if " * 80_000, "<?xml " * 80_000, "?&" * 60_000, "\u00a0" * 100_000, "?" * 499_000])  # fmt: skip
def test_paste_of_nonsense_neither_breaks_nor_hangs(html) -> None:
    start = time.process_time()
    assert len(as_markdown(html)) <= 500_000
    assert time.process_time() - start < 5


@pytest.mark.parametrize("right", ["add_article", "change_article"])
def test_who_may_only_begin_articles_sees_and_changes_none_of_others(client, make_guide, right) -> None:
    article = make_guide()
    person = User.objects.create_user("neu", password="x", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename=right))
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    Revision.objects.create(article=article, number=1, fields={**content.of_article(article), "title": "Geheim"})
    page = f"/admin/articles/article/{article.pk}/fassungen/"
    answers = [
        client.get(page), client.get(f"{page}vergleich/"), client.post(f"{page}1/wiederherstellen/"),
        client.post("/admin/articles/article/zwischenstand/", {"article": article.pk, "text": "x"}),
        client.post("/admin/articles/article/vorschau/", {"article": article.pk}),
    ]  # fmt: skip
    assert {answer.status_code == 403 for answer in answers} == {right == "add_article"}


def test_numbers_and_signs_that_no_database_knows_are_no_fault(desk) -> None:
    assert desk.get(f"/admin/articles/article/{'9' * 5_000}/change/").status_code == 404
    typed = {"article": "9" * 5_000, "text": "a\0b"}
    assert desk.post("/admin/articles/article/zwischenstand/", typed).status_code == 200
    assert WorkingCopy.objects.get().fields["text"] == "ab"
