"""Links that name what they lead to, pictures in several formats, and nothing from elsewhere."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone
from PIL import Image
from PIL.ExifTags import Base

from articles import images, markdown
from articles.models import Article, ArticleImage, ImageFile, Redirect
from articles.writing import content, publishing, revising
from listings.pictures import UnusablePicture
from tests.writing.conftest import photo, written


def html(text: str) -> str:
    return str(markdown.render(text).html)


def test_links_name_towns_searches_and_guides(db) -> None:
    page = html("[a](ort:hagen) [b](suche:?city=hagen&shift=night) [c](ratgeber:lohn) [d](https://x.example/?q=1)")
    assert '<a href="/jobs/hagen/">a</a>' in page
    assert '<a href="/jobs/?city=hagen&amp;shift=night">b</a>' in page
    assert '<a href="/ratgeber/lohn/">c</a>' in page
    assert '<a href="https://x.example/?q=1" rel="noopener">d</a>' in page


def test_a_link_to_a_guide_follows_its_address(make_guide) -> None:
    Redirect.objects.create(slug="alt", article=make_guide("neu", state="published"))
    assert 'href="/ratgeber/neu/"' in html("[c](ratgeber:alt)")


@pytest.mark.parametrize(
    "text",
    ["[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html;base64,AAAA)", "<script>alert(1)</script>",
     "<img src=x onerror=alert(1)>", "![x](https://t.example/p.gif)", "![x](//t.example/p.gif)", "![x](data:image/png;base64,AA)",
     "[x](ort:../../admin)", '[x](ort:a"onclick=alert(1))', "[x](vbscript:x)", "[x](https://a.example/ 'q\" onmouseover=x')"],
)  # fmt: skip
def test_nothing_runs_and_nothing_is_fetched_from_elsewhere(db, text) -> None:
    page = html(text)
    assert not re.search(r"<(?!/?(?:p|a)\b)", page), page
    tags = re.findall(r"<a [^>]*>", page)
    assert not [
        tag for tag in tags if re.search(r"(?i)script:|data:|\son\w+\s*=(?=[^>]*>)", re.sub(r'"[^"]*"', '""', tag))
    ]


def test_a_picture_becomes_a_figure_behind_its_paragraph(image) -> None:
    page = html(f"Am Morgen ![Leute am Gleis](bild:{image.pk}) ist es voll.\n\n![](bild:{image.pk})\n\n# Weiter")
    first, second = re.findall(r"<figure.*?</figure>", page, re.S)
    assert page.startswith("<p>Am Morgen  ist es voll.</p>\n<figure")
    assert 'alt="Leute am Gleis"' in first
    assert 'alt="Bahnsteig am Morgen"' in second
    assert "<figcaption>Hagen Hbf um sechs. Bild: R. Voss</figcaption>" in first
    assert 'width="1280" height="720" loading="lazy"' in first
    assert re.findall(r'type="image/(\w+)"', first) == ["avif", "webp"]
    assert f"/ratgeber/bild/{image.pk}-480.webp 480w" in first
    assert "<p></p>" not in page
    assert '<h2 id="weiter">' in page


def test_each_file_is_served_for_ever_and_says_what_it_is(client, image) -> None:
    assert ImageFile.objects.count() == 9
    for width, kind in ((480, "avif"), (800, "webp"), (1280, "jpeg")):
        response = client.get(f"/ratgeber/bild/{image.pk}-{width}.{kind}")
        assert response["Content-Type"] == f"image/{kind}"
        assert "immutable" in response["Cache-Control"]
        drawn = Image.open(BytesIO(response.content))
        assert drawn.format == kind.upper()
        assert drawn.size == (width, width * 9 // 16)
        assert not response.cookies
    assert client.get(f"/ratgeber/bild/{image.pk}-481.webp").status_code == 404


def test_a_small_picture_is_not_blown_up_and_is_kept_once(db) -> None:
    one = images.store(images.draw(photo((300, 400))), alt="Hof", credit="R. Voss")
    again = images.store(images.draw(photo((300, 400))), alt="anders", credit="anders")
    assert one == again
    assert ImageFile.objects.values_list("width", flat=True).distinct().get() == 300
    assert ArticleImage.objects.get().alt == "Hof"


def test_what_else_the_file_held_is_gone(db) -> None:
    out = BytesIO()
    exif = Image.Exif()
    exif[Base.ImageDescription] = "geheim"
    Image.new("RGB", (400, 400)).save(out, "JPEG", exif=exif)
    hidden = BytesIO(out.getvalue() + b"<script>alert(1)</script>")
    images.store(images.draw(hidden), alt="a", credit="b")
    for file in ImageFile.objects.all():
        assert b"geheim" not in bytes(file.data)
        assert b"script" not in bytes(file.data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leer"),
        (b"<svg onload=alert(1)>", "kein Bild"),
        (b"\0" * 3_000_000, "2,9 MB"),
        (photo((100, 100)).getvalue(), "zu klein"),
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(db, data, words) -> None:
    with pytest.raises(UnusablePicture, match=words):
        images.store(images.draw(BytesIO(data)), alt="a", credit="b")
    assert not ArticleImage.objects.exists()


@pytest.mark.parametrize("where", ["text", "lead", "plan"])
def test_words_of_a_picture_that_readers_see_are_changed_by_who_may_publish(
    client, make_guide, image, editor, writer, where
) -> None:
    writer.user_permissions.add(*Permission.objects.filter(codename__in=["view_articleimage", "change_articleimage"]))
    address = f"/admin/articles/articleimage/{image.pk}/change/"
    more = f"\n\n![Gleis](bild:{image.pk})"
    words = {"alt": "Bahnsteig", "credit": "R. Voss", "caption": "Neu."}

    def post(user: User) -> int:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client.post(address, words).status_code

    draft = make_guide("feld", text=f"{more}1", lead_image=image)
    assert post(writer) == 302
    article = make_guide("wald", state="published")
    if where == "plan":
        fields = content.of_article(article) | {"text": written("wald", more)}
        revising.save(article=article, fields=fields, based_on=1, user=editor)
        publishing.plan(article=article, at=timezone.now() + timedelta(hours=1))
    else:
        shown = {"text": written("wald", more)} if where == "text" else {"lead_image": image}
        Article.objects.filter(pk=article.pk).update(**shown)
    assert post(writer) == 403
    page = client.get(address).content.decode()
    assert f'<a href="/admin/articles/article/{article.pk}/change/">' in page
    assert 'name="caption"' not in page
    assert post(editor) == 302
    assert client.post(f"/admin/articles/articleimage/{image.pk}/delete/", {"post": "yes"}).status_code == 403
    Article.objects.exclude(pk=draft.pk).update(text="", lead_image=None, planned_revision=None)
    assert client.post(f"/admin/articles/articleimage/{image.pk}/delete/", {"post": "yes"}).status_code == 302
