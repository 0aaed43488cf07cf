"""A hundred hostile submissions by name, and three hundred by chance: answered clearly, nothing lost, nothing published."""

import random
import re
import time
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from PIL import Image

from listings.models import Draft, Employer, Listing
from listings.submitting import drafting, extension, login, submission
from listings.submitting.forms import ListingForm
from listings.vocabulary import LinkPurpose
from tests.test_submitting import GOOD, PATH, link_in, sent, token

FORM = "application/x-www-form-urlencoded"
SEED, ROUNDS = 20261125, 300
TEXT = GOOD["description"]


def file_of(data: bytes, name: str = "logo.png") -> BytesIO:
    made = BytesIO(data)
    made.name = name
    return made


def png(width: int = 40, height: int = 40) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, height), "#335577").save(data, "PNG")
    return data.getvalue()


def gif() -> bytes:
    data = BytesIO()
    Image.new("P", (40, 40)).save(data, "GIF")
    return data.getvalue()


def jpeg_with_place() -> bytes:
    data, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "Zuhause"
    exif.get_ifd(0x8825)[2] = (51.0, 21.0, 30.0)
    Image.new("RGB", (60, 60)).save(data, "JPEG", exif=exif, comment=b"geheim")
    return data.getvalue()


NUL, LONE, RTL = "a\x00b", "\ud800", "\u202eGmbH"
HOSTILE: dict[str, dict[str, Any]] = {
    "script in the title": {"title": "Kundenberater:in <script>alert(1)</script>"},
    "script in the text": {"description": TEXT + "<script>alert(1)</script>"},
    "handler in the text": {"description": TEXT + "<a href=x onclick=alert(1)>x</a><p style=position:fixed>y"},
    "javascript link in the text": {"description": TEXT + '<a href="javascript:alert(1)">hier</a>'},
    "javascript address": {"apply_url": "javascript:alert(1)"},
    "data address": {"apply_url": "data:text/html,<script>alert(1)</script>"},
    "file address": {"apply_url": "file:///etc/passwd"},
    "user name in the address": {"apply_url": "https://bank.example@boese.example/"},
    "header injection by mail": {"contact_email": "a@b.example\nBcc: alle@opfer.example"},
    "header injection by title": {"title": "Kundenberater:in\r\nBcc: alle@opfer.example (m/w/d)"},
    "two addresses": {"contact_email": "a@b.example, c@d.example"},
    "template code": {"title": "{{ request.user }} {% debug %} Kundenberater:in", "company": "{{ settings.SECRET_KEY }}"},
    "sql": {"company": "'; DROP TABLE listings_listing; --", "postal_code": "58095' OR 1=1"},
    "nul": {"company": NUL, "title": NUL * 3, "postal_code": NUL},
    "letters that run backwards": {"company": RTL, "title": RTL},
    "huge title": {"title": "Kundenberater:in " * 9_000},
    "huge company": {"company": "ß" * 150},
    "huge text": {"description": "Wort " * 39_000},
    "many values of one field": {"shifts": ["early"] * 150},
    "shifts that do not exist": {"shifts": ["early", "<b>", "always"]},
    "pay that is no number": {"salary_min": "NaN", "salary_max": "Infinity"},
    "pay beyond all columns": {"salary_min": "9" * 40, "salary_max": "1e400"},
    "negative hours": {"weekly_hours": "-40", "answer_days": "-1", "surcharge_night": "-25"},
    "days that do not exist": {"job_starts_on": "31.02.2027", "valid_through": "99.99.9999"},
    "the year one": {"job_starts_on": "1.1.0001", "valid_through": "31.12.9999"},
    "foreign digits": {"postal_code": "５８０９５", "salary_min": "٢٦٠٠"},
    "no picture": {"logo_file": file_of(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "logo.svg")},
    "picture and script": {"logo_file": file_of(png() + b"<script>alert(1)</script>", "logo.png.html")},
    "picture and archive": {"logo_file": file_of(b"GIF89a" + b"PK\x03\x04" * 40, "logo.gif")},
    "picture and program": {"logo_file": file_of(gif() + b"*/=1;alert(1)//", "logo.gif")},
    "picture of 30,000 pixels": {"logo_file": file_of(png(30_000, 20))},
    "picture with the place it was taken": {"logo_file": file_of(jpeg_with_place(), "logo.jpg")},
    "picture that says to be a page": {"logo_file": file_of(b"<html><script>alert(1)</script>", "logo.png")},
    "letters nobody sees": {"company": "Vol\u200bmetal\u2066 GmbH", "title": "Kunden\u200bberater:in\u202e (m/w/d)"},
    "look-alike letters": {"company": "Sр\u0430rkasse Hagen", "title": "Kundenb\u0435rater:in (m/w/d)"},
    "text that runs backwards": {"description": TEXT + "\u202e" + TEXT},
    "form in the text": {"description": TEXT + '<form action="https://boese.example"><input name=iban><button>Weiter</button></form>'},
    "frame, style and base in the text": {"description": TEXT + '<iframe src="//x"></iframe><style>*{display:none}</style><base href="//x">'},
    "nested markup": {"description": TEXT + "<scr<script>ipt>alert(1)</scr</script>ipt><svg><p><style><img src=x onerror=alert(1)>"},
    "path in a name": {"company": "../../etc/passwd", "logo_file": file_of(png(), "../../../etc/cron.d/x")},
    "formula": {"company": "=HYPERLINK(\"https://boese.example\")", "title": "@SUM(1+1) Kundenberater:in"},
    "picture that unpacks to gigabytes": {"logo_file": file_of(png()[:16] + b"\x00\x01\x86\xa0\x00\x01\x86\xa0" + png()[24:])},
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_submissions_are_answered_clearly_and_nothing_is_lost(client, towns, name) -> None:
    bad = HOSTILE[name]
    if upload := bad.get("logo_file"):
        upload.seek(0)
    answer = client.post(PATH, {**GOOD, **bad})
    page = answer.content.decode() if answer.status_code == 200 else client.get(answer.url).content.decode()
    assert answer.status_code in {200, 303}
    if answer.status_code == 200:
        assert "noch stimmen" in page
    form = client.get(PATH).content.decode()
    for html in (page, form):
        assert "<script>alert" not in html
        assert not re.search(r"<[^>]+\son\w+=", html)
        assert "javascript:alert" not in re.sub(
            r'value="javascript:alert\(1\)"|<textarea.*?</textarea>', "", html, flags=re.S
        )
    kept = Draft.objects.get().typed
    for field in ("contact_email", "title", "description"):
        wanted = bad.get(field, GOOD[field])
        assert kept[field] == [wanted.replace("\x00", "")]
    if answer.status_code == 303:
        version = re.search(r'name="version" value="(\w+)"', page)[1]
        client.post(answer.url, {"version": version, "go": "send", "reason": "other", "statement": "Doch"})
    assert not Listing.objects.exclude(status="unconfirmed").exists()
    for row in Listing.objects.select_related("hiring_organization"):
        stored = f"{row.title}{row.hiring_organization.name}{row.description_html}"
        assert not re.search(
            "[\u200b\u202e\u2066\x00]|<(?:script|form|input|iframe|style|base|svg|img)|\\son\\w+=|javascript:", stored
        )
        assert urlsplit(row.apply_url).scheme in {"", "http", "https"}
    for draft in Draft.objects.filter(logo__isnull=False):
        picture = bytes(draft.logo)
        assert picture[8:12] == b"WEBP"
        assert not re.search(b"script|alert|EXIF|Zuhause|geheim|PK\x03\x04", picture)
    assert all("\n" not in letter.subject and letter.to == ["chefin@volmetal.example"] for letter in mail.outbox)


def test_replayed_tokens_of_a_sent_draft_open_nothing_more(client, towns, django_capture_on_commit_callbacks) -> None:
    page = client.get(PATH).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, {**GOOD, "draft": token(page)})
    link = link_in(mail.outbox[0])
    other = Client()
    for _ in range(3):
        other.post(link)
    assert Listing.objects.get().status == "in_review"
    assert Listing.objects.get().events.filter(action="confirmed").count() == 1
    opened = f"{PATH}entwurf/{token(page)}/"
    assert other.get(opened).status_code == 410
    assert other.post(f"{opened}vorschau/", {"go": "send"}).status_code in {302, 410}
    assert Listing.objects.count() == 1


def test_nobody_is_sent_more_mails_than_an_hour_bears(towns, settings, django_capture_on_commit_callbacks) -> None:
    settings.LOCAL = False
    with pytest.MonkeyPatch.context() as patch, django_capture_on_commit_callbacks(execute=True):
        patch.setattr("listings.submitting.guarding.FASTEST", timedelta(0))
        for number in range(8):
            stranger = Client(REMOTE_ADDR=f"192.0.{number}.9")
            stranger.post(PATH, {**GOOD, "contact_email": f"opfer+{number}@mail.example", "go": "link"})
    assert len(mail.outbox) == 5


RAW: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "100,000 fields": ("POST", {"data": "&".join(f"f{n}=1" for n in range(100_000)), "content_type": FORM}, 400, "Das konnten wir nicht lesen"),
    "five megabytes": ("POST", {"data": "description=" + "x" * 5_000_000, "content_type": FORM}, 400, "Das konnten wir nicht lesen"),
    "json instead of a form": ("POST", {"data": '{"title": "x"}', "content_type": "application/json"}, 200, "noch stimmen"),
    "no content type that exists": ("POST", {"data": b"\xff\x00", "content_type": "x/y; charset=nonsense"}, 200, "noch stimmen"),
    "broken multipart": ("POST", {"data": b"--x\r\nContent-Disposition: form-data; name=\"quatsch\"\r\n\r\nabc", "content_type": "multipart/form-data; boundary=x"}, 200, "noch stimmen"),
    "multipart without a boundary": ("POST", {"data": b"x", "content_type": "multipart/form-data"}, 400, "Das konnten wir nicht lesen"),
    "a boundary of 10,000 letters": ("POST", {"data": b"x", "content_type": "multipart/form-data; boundary=" + "b" * 10_000}, 400, "Das konnten wir nicht lesen"),
    "many files": ("POST", {"data": b"".join(b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n1\r\n' for _ in range(50)) + b"--x--", "content_type": "multipart/form-data; boundary=x"}, 400, "Das konnten wir nicht lesen"),
    "another method": ("DELETE", {}, 405, ""),
    "put": ("PUT", {"data": "title=x", "content_type": FORM}, 405, ""),
    "trace": ("TRACE", {}, 405, ""),
    "a host that is not ours": ("POST", {"data": "title=x", "content_type": FORM, "HTTP_HOST": "boese.example"}, 400, "Das konnten wir nicht lesen"),
    "a forwarded host that is not ours": ("POST", {"data": "", "content_type": FORM, "HTTP_X_FORWARDED_HOST": "boese.example"}, 200, "noch stimmen"),
}  # fmt: skip


@pytest.mark.parametrize("name", RAW)
def test_what_no_browser_sends_is_answered_clearly_and_the_draft_is_still_there(client, towns, name) -> None:
    client.post(PATH, {**GOOD, "go": "save"})
    method, request, status, words = RAW[name]
    answer = client.generic(method, PATH, **request)
    assert (answer.status_code, words in answer.content.decode()) == (status, True), answer.content.decode()[:500]
    assert "boese.example" not in answer.content.decode()
    assert 'value="Volmetal Service GmbH"' in client.get(PATH).content.decode()
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("header", ["HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_X_METHOD_OVERRIDE", "HTTP_X_HTTP_METHOD"])
def test_a_method_cannot_be_smuggled_in(client, towns, header) -> None:
    assert client.get(PATH, {**GOOD, "_method": "POST"}, **{header: "POST"}).status_code == 200
    assert not Draft.objects.exists()
    assert client.get("/arbeitgeber/abmelden/", **{header: "POST"}).status_code == 405


@pytest.mark.parametrize("body", ['{"a":' * 50_000, '{"title": "' + "x" * 2_000_000 + '"}', "[" * 200_000, "\x00"])
def test_the_check_while_typing_reads_no_json_however_much(client, towns, body) -> None:
    answer = client.post(f"{PATH}pruefen/", body, content_type="application/json")
    assert (answer.status_code, answer.json()["saved"]) == (200, False)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_ORIGIN": "https://boese.example"}, {"HTTP_ORIGIN": "null"}, {"HTTP_REFERER": "https://boese.example/"}, {}],
)
@pytest.mark.parametrize("path", [PATH, f"{PATH}pruefen/"])
def test_a_form_on_another_site_sends_nothing(towns, headers, path) -> None:
    """Without the token of our own page; what a person typed into ours is shown again."""
    client = Client(enforce_csrf_checks=True)
    answer = client.post(path, GOOD, secure=True, **headers)
    assert answer.status_code == 403
    assert not Draft.objects.exists()
    if path == PATH:
        assert 'value="Volmetal Service GmbH"' in answer.content.decode()
        assert "Es ist nichts verloren" in answer.content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t[:-1],
        lambda t: t[:-2] + ("aa" if t[-2:] != "aa" else "bb"),
        lambda t: "x" + t,
        lambda t: t.upper(),
        lambda t: t * 50,
        lambda t: "%00" + t,
    ],
)
@pytest.mark.parametrize("kind", ["bestaetigen", "verlaengern", "stelle-aufgeben/entwurf", "anmelden", "einladung"])
def test_an_altered_link_opens_nothing(client, make_listing, kind, change) -> None:
    row = make_listing(status="unconfirmed", submitter_email="chefin@volmetal.example")
    tokens = {
        "bestaetigen": submission.link_to_confirm(row).split("/")[-2], "verlaengern": extension.link_to(row, row.submitter_email).split("/")[-2],
        "stelle-aufgeben/entwurf": drafting.ticket_of(Draft.objects.create(typed={"title": ["Geheim"]})).token,
        "anmelden": login.new_link(LinkPurpose.LOG_IN, "chefin@volmetal.example"),
        "einladung": login.new_link(LinkPurpose.INVITE, "chefin@volmetal.example", "1"),
    }  # fmt: skip
    for method in (client.get, client.post):
        answer = method(f"/arbeitgeber/{kind}/{change(tokens[kind])}/")
        assert answer.status_code in {404, 405, 410}
        assert "Geheim" not in answer.content.decode()
    row.refresh_from_db()
    assert row.status == "unconfirmed"
    assert "sessionid" not in client.cookies


def test_a_link_that_is_too_old_confirms_nothing(client, make_listing, monkeypatch) -> None:
    row = make_listing(status="unconfirmed", submitter_email="chefin@volmetal.example")
    link = submission.link_to_confirm(row)
    later = time.time() + 8 * 86400
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    answer = client.post(link)
    assert answer.status_code == 404
    row.refresh_from_db()
    assert row.status == "unconfirmed"


def _word(chance: random.Random) -> str:
    pool = ["", " ", "0", "-1", "58095", "99999", "2600", "1e9", "NaN", "early", "full_time", "month", "permanent", "a@b.example",
            "https://x.example", "javascript:x", "<b>x</b>", "\x00", "ÄÖÜß" * 9, "\u202e", "\ufffd", "𝟘𝟙𝟚", "31.12.2026", "07:00", "25:99", TEXT,
            TEXT * 20, "{{ x }}", "%s%n", "../../etc", "a" * 5_000, "'\"><", "\r\nBcc: x", "٣", "½", "∞", "on", "de", "C1", "tr", "\ud83d"]  # fmt: skip
    if chance.random() < 0.2:
        return "".join(chr(chance.randrange(1, 0xD7FF)) for _ in range(chance.randrange(60)))
    return chance.choice(pool)


def _submission(chance: random.Random) -> dict[str, Any]:
    typed: dict[str, Any] = dict(GOOD) if chance.random() < 0.8 else {}
    fields = [name for name in ListingForm.base_fields if name != "logo_file"] + [
        "draft",
        "version",
        "listing",
        "statement",
        "reason",
    ]
    for name in chance.sample(fields, chance.randrange(1, 5)):
        typed[name] = [_word(chance) for _ in range(chance.randrange(3))] if chance.random() < 0.1 else _word(chance)
    typed["go"] = chance.choice(["check", "check", "save-1", "save-9", "save", "link", "send", "x", ""])
    if chance.random() < 0.15:
        typed["fix"] = chance.choice(["gender_one_form", "below_minimum_wage", "x", "\x00"])
    return {name: value.encode("utf8", "replace").decode() if isinstance(value, str) else [v.encode("utf8", "replace").decode() for v in value]
            for name, value in typed.items()}  # fmt: skip


def test_hundreds_of_random_submissions_break_nothing_and_publish_nothing(client, towns) -> None:
    """Any error of the server ends the test: the client raises what a view raises."""
    chance = random.Random(SEED)
    statuses: dict[int, int] = {}
    for number in range(ROUNDS):
        typed = _submission(chance)
        path = PATH if number % 3 == 0 else f"{PATH}pruefen/"
        answer = client.post(path, typed)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code in {200, 303, 413}, (answer.status_code, typed)
        if answer.status_code == 303 and answer.url.endswith("/vorschau/"):
            shown = client.get(answer.url).content.decode()
            version = re.search(r'name="version" value="(\w+)"', shown)[1]
            client.post(answer.url, {**typed, "version": version, "go": "send"})
    assert set(Listing.objects.values_list("status", flat=True)) <= {"unconfirmed"}
    assert statuses[303] > ROUNDS / 40, statuses
    assert Listing.objects.count() > 2
    assert Employer.objects.count() < ROUNDS
