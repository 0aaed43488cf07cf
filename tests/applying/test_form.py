"""The form: what it takes, what it refuses and keeps, and that no page shows where applications go."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.test import Client
from django.utils import timezone

from listings import tasks
from listings.models import Application, Notice
from listings.normalise.markup import FORM_INSTEAD, without_address
from tests.applying.conftest import HERE, TYPED, apply, make_pdf, ticket, upload

pytestmark = pytest.mark.django_db
ADDRESS = "jobs@volmetal.example"


def test_an_application_is_queued_and_answered_with_a_receipt(by_mail) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = apply(by_mail, client, pdf=upload())
    application = Application.objects.get()
    assert (application.state, application.name, application.pdf_name) == ("waiting", "Kim Şahin", "Lebenslauf Kim.pdf")
    assert bytes(application.pdf).startswith(b"%PDF-")
    page = client.get(answer.url)
    assert application.number in page.content.decode()
    assert "Kim" not in page.content.decode()
    form = client.get(f"/job/{by_mail.pk}/bewerben/")
    for response in (form, answer, page):
        assert not response.cookies
    for response in (form, page):
        assert 'content="noindex"' in response.content.decode()
        assert "no-store" in response["Cache-Control"]


def test_form_and_receipt_cost_one_statement_each(by_mail, django_assert_max_num_queries) -> None:
    for path in (f"/job/{by_mail.pk}/bewerben/", apply(by_mail).url):
        with django_assert_max_num_queries(1):
            assert Client().get(path).status_code == 200


def test_no_page_shows_the_employer_s_address(client, by_mail) -> None:
    text = f'<p>Schreib an <a href="mailto:{ADDRESS}?subject=x">{ADDRESS}</a> oder JOBS@volmetal.example.</p>'
    by_mail.description_html = text
    by_mail.save()
    for path in (by_mail.get_absolute_url(), f"/job/{by_mail.pk}/bewerben/", apply(by_mail).url):
        page = client.get(path).content.decode()
        assert "volmetal.example" not in page.lower()
        assert "mailto:" not in page
    page = client.get(by_mail.get_absolute_url()).content.decode()
    assert f"Schreib an {FORM_INSTEAD} oder {FORM_INSTEAD}." in page
    assert '"directApply": true' in page
    assert f'href="/job/{by_mail.pk}/bewerben/"' in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [(f"<p>{ADDRESS}</p>", f"<p>{FORM_INSTEAD}</p>"), (f"<p>x{ADDRESS}</p>", f"<p>x{ADDRESS}</p>"),
     (f"<p>{ADDRESS}.de</p>", f"<p>{FORM_INSTEAD}.de</p>"), ("<p>info@volmetal.example</p>", "<p>info@volmetal.example</p>"),
     (f'<p><a href="mailto:{ADDRESS}" rel="x">Schreib uns</a></p>', "<p>Schreib uns</p>")],
)  # fmt: skip
def test_only_this_address_gives_way_to_the_form(text, shown) -> None:
    assert without_address(text, ADDRESS) == shown


def test_a_listing_with_a_page_of_its_own_still_leads_there_and_one_without_any_way_nowhere(
    client, make_listing
) -> None:
    outside = make_listing(contact_email=ADDRESS)
    answer = client.get(f"/job/{outside.pk}/bewerben/")
    assert (answer.status_code, answer.url) == (303, "https://lenne.example/bewerben")
    assert client.get(f"/job/{make_listing(apply_url='').pk}/bewerben/").status_code == 404
    ended = make_listing(apply_url="", contact_email=ADDRESS, status="closed")
    for answer in (apply(ended), client.get(f"/job/{ended.pk}/bewerben/")):
        assert (answer.status_code, answer.url) == (303, ended.get_absolute_url())
        assert client.get(answer.url).status_code == 410


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [({"name": ""}, "wie du heißt"), ({"name": " \u200b "}, "wie du heißt"), ({"email": ""}, "niemand antworten"),
     ({"email": "kim@mail.example\nBcc: alle@opfer.example"}, "Das ist keine E-Mail-Adresse"),
     ({"message": ""}, "warum du passt"), ({"phone": "ruf an"}, "nur Ziffern"), ({"message": "x" * 6001}, "noch stimmen"),
     ({"message": "a\0b"}, "noch stimmen")],
)  # fmt: skip
def test_what_is_missing_is_said_and_neither_words_nor_file_are_lost(by_mail, typed, sentence) -> None:
    client = Client()
    answer = apply(by_mail, client, **{"name": "Kim Beispiel", "pdf": upload(), **typed})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    for name, value in TYPED.items():
        assert name in typed or value.splitlines()[0] in page or name == "name"
    assert "„Lebenslauf Kim.pdf“ ist angehängt" in page
    assert not Notice.objects.exists()
    assert apply(by_mail, client, form=ticket(page)).status_code == 302
    application = Application.objects.get()
    assert bytes(application.pdf).startswith(b"%PDF-")


def test_a_kept_file_can_be_swapped_and_dropped(by_mail) -> None:
    page = apply(by_mail, message="", pdf=upload(name="alt.pdf")).content.decode()
    page = apply(by_mail, message="", form=ticket(page), pdf=upload(name="neu.pdf")).content.decode()
    assert "„neu.pdf“ ist angehängt" in page
    page = apply(by_mail, message="", form=ticket(page), removes_pdf="on").content.decode()
    assert "angehängt" not in page
    apply(by_mail, form=ticket(page))
    assert Application.objects.get().pdf is None


def script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def hidden_script(document: pikepdf.Pdf) -> None:
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
    document.pages[0].Annots = pikepdf.Array([link])


def launch(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def attach(document: pikepdf.Pdf) -> None:
    document.attachments["rechnung.exe"] = b"MZ"


def bomb() -> bytes:
    """Objects in a stream of 200 MB that packs to 200 kB."""
    document = pikepdf.new()
    document.add_blank_page()
    stream = document.make_stream(b" " * 200_000_000)
    stream.Type, stream.N, stream.First = pikepdf.Name.ObjStm, 1, 4
    out = io.BytesIO()
    document.save(out, compress_streams=True)
    return out.getvalue()


PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}
BAD = {
    "nothing": (lambda: b"", "leer"), "a page": (lambda: b"<html><script>alert(1)</script>", "kein PDF"),
    "an archive": (lambda: b"PK\x03\x04" + b"\0" * 99, "kein PDF"), "a head without a body": (lambda: b"%PDF-1.7\n", "kein PDF"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "kein PDF"), "half a PDF": (lambda: make_pdf()[:150], "kein PDF"),
    "too large": (lambda: make_pdf() + b"%" * 5_250_000, "größer als 5 MB"),
    "script": (lambda: make_pdf(script), "enthält ein Programm"),
    "script in a packed object": (lambda: make_pdf(script, **PACKED), "enthält ein Programm"),
    "script behind a link": (lambda: make_pdf(hidden_script, **PACKED), "enthält ein Programm"),
    "launch": (lambda: make_pdf(launch, **PACKED), "etwas starten"),
    "file in the file": (lambda: make_pdf(attach, **PACKED), "weitere Dateien"),
    "password": (lambda: make_pdf(encryption=pikepdf.Encryption(owner="x", user="y")), "verschlüsselt"),
    "only the owner may print": (lambda: make_pdf(encryption=pikepdf.Encryption(owner="x", user="")), "verschlüsselt"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_files_that_are_no_plain_pdf_are_refused_with_a_way_out(by_mail, name) -> None:
    make, sentence = BAD[name]
    answer = apply(by_mail, pdf=upload(make()))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Application.objects.sent().exists()
    assert not Application.objects.filter(pdf__isnull=False).exists()


def test_a_bomb_costs_little_and_breaks_nothing(by_mail) -> None:
    answer = apply(by_mail, pdf=upload(bomb()))
    assert answer.status_code in {200, 302}


def test_a_pdf_with_links_and_forms_of_paper_is_fine(by_mail) -> None:
    def change(document: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://kim.example")
        link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)
        document.pages[0].Annots = pikepdf.Array([link])
        document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])

    assert apply(by_mail, pdf=upload(make_pdf(change, **PACKED))).status_code == 302


def test_the_same_page_sent_twice_is_one_application(by_mail) -> None:
    page = Client().get(f"/job/{by_mail.pk}/bewerben/").content.decode()
    first, second = (apply(by_mail, form=ticket(page), message=words) for words in ("Eins", "Zwei"))
    assert first.url == second.url
    assert Application.objects.get().message == "Eins"
    assert Notice.objects.count() == 1


def test_a_ticket_of_another_listing_or_form_brings_no_file_along(by_mail, make_listing) -> None:
    page = apply(by_mail, message="", pdf=upload()).content.decode()
    other = make_listing(title="Andere", apply_url="", contact_email=ADDRESS)
    answer = apply(other, form=ticket(page))
    assert answer.status_code == 302
    assert Application.objects.sent().get().pdf is None


def test_another_site_cannot_send_it(by_mail) -> None:
    assert Client().post(f"/job/{by_mail.pk}/bewerben/", TYPED).status_code == 403
    assert not Application.objects.exists()


def test_floods_are_stopped_and_nothing_typed_is_lost(by_mail, settings) -> None:
    settings.LOCAL = False
    answers = [apply(by_mail, Client(REMOTE_ADDR="203.0.113.9"), email=f"p{n}@mail.example") for n in range(11)]
    boxes = [apply(by_mail, Client(REMOTE_ADDR=f"203.0.{n}.9"), email=f"opfer+{n}@mail.example") for n in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert [answer.status_code for answer in boxes] == [302] * 5 + [429]
    assert "ich rede gern" in answers[-1].content.decode()


def test_a_file_whose_form_was_left_goes_after_an_hour_and_the_page_goes_on_without_it(by_mail) -> None:
    page = apply(by_mail, message="", pdf=upload()).content.decode()
    Application.objects.update(updated_at=timezone.now() - timedelta(minutes=59))
    tasks.deliver_mail()
    assert Application.objects.exists()
    Application.objects.update(updated_at=timezone.now() - timedelta(minutes=61))
    tasks.deliver_mail()
    assert not Application.objects.exists()
    assert apply(by_mail, form=ticket(page)).status_code == 302


def test_a_receipt_of_nobody_is_not_found_and_a_deleted_one_says_so(by_mail) -> None:
    link = apply(by_mail).url
    assert Client().get(link.replace("danke/", "danke/x")).status_code == 404
    Application.objects.all().delete()
    assert Client().get(link).status_code == 410
    assert Client().get(link, headers=HERE)["Referrer-Policy"] == "same-origin"


def test_the_click_counts_like_one_that_leads_outside(client, by_mail, monkeypatch) -> None:
    counted: list[int] = []
    monkeypatch.setattr("listings.counting.apply_click", lambda request, pk: counted.append(pk))
    client.get(f"/job/{by_mail.pk}/bewerben/")
    apply(by_mail, message="")
    assert counted == [by_mail.pk]
