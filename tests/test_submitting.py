"""An employer posts, confirms, a moderator publishes. What is typed is kept at every step."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.utils import timezone
from PIL import Image

from listings import lifecycle
from listings.models import Draft, Employer, Listing, Person
from listings.models.person import Membership
from listings.submitting import access, guarding
from listings.submitting.form_fields import GermanDate

GOOD = {
    "company": "Volmetal Service GmbH", "contact_email": "chefin@volmetal.example", "title": "Kundenberater:in (m/w/d)",
    "description": "Du nimmst Anrufe an und hilfst bei Rechnungen, Umzug und Störung. " * 3, "postal_code": "58095",
    "shifts": ["early"], "work_mode": "onsite", "weekly_hours": "38,5", "employment_type": ["full_time"], "contract": "permanent",
    "salary_min": "2600", "salary_max": "2900", "salary_unit": "month", "apply_email": "jobs@volmetal.example",
}  # fmt: skip
PATH = "/arbeitgeber/stelle-aufgeben/"
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


def sent(client, typed=GOOD, **more):
    """Fills the form, looks at the preview, presses its button."""
    answer = client.post(PATH, typed)
    assert answer.status_code == 303, answer.content.decode()
    return press(client, answer.url, **more)


def press(client, preview, **more):
    html = client.get(preview).content.decode()
    version = re.search(r'name="version" value="(\w+)"', html)[1]
    return client.post(preview, {"version": version, "go": "send", **more})


def link_in(letter) -> str:
    return re.search(r"https?://[^/\s]+(/arbeitgeber/\S+)", letter.body)[1]


@pytest.mark.django_db(transaction=True)
def test_the_way_from_the_form_to_the_page(client, admin_client, towns) -> None:
    assert sent(client).status_code == 302
    listing = Listing.objects.get()
    assert (listing.status, client.get("/jobs/").content.count(b"data-listing")) == ("unconfirmed", 0)
    link = link_in(mail.outbox[0])
    client.get(link)
    listing.refresh_from_db()
    assert listing.status == "unconfirmed", "opening a link changes nothing"
    client.post(link)
    client.post(link)
    listing.refresh_from_db()
    assert listing.status == "in_review"
    assert [event.action for event in listing.events.all()] == ["sent", "confirmed"]
    admin_client.post("/admin/listings/listing/", {"action": "publish", "_selected_action": [listing.pk]})
    assert client.get(listing.get_absolute_url()).status_code == 200
    assert "online" in mail.outbox[1].body


@pytest.mark.parametrize("missing", ["salary_min", "shifts", "title", "postal_code", "employment_type"])
def test_what_the_portal_promises_is_required_and_nothing_typed_is_lost(client, towns, missing) -> None:
    page = client.post(PATH, {**GOOD, missing: []}).content.decode()
    assert Listing.objects.count() == 0
    assert "Fehler:" in page
    assert 'value="Volmetal Service GmbH"' in page
    assert 'value="Volmetal Service GmbH"' in client.get(PATH).content.decode(), "and it is there tomorrow"


def test_every_choice_of_the_form_is_the_employers_own_word(client, towns) -> None:
    sent(client, {**GOOD, "work_starts_at": "07:00", "work_ends_at": "15:30"})
    listing = Listing.objects.get()
    stated = {"shifts": "early", "employment_type": "full_time", "contract": "permanent", "work_mode": "onsite",
              "weekly_hours": "38.5", "work_hours": "07:00-15:30"}  # fmt: skip
    assert listing.evidence == {
        field: {value: {"origin": "structured", "words": ""}} for field, value in stated.items()
    }
    assert {reason.is_from_text for reason in listing.reasons} == {False}
    assert len(listing.reasons) == 7


FULL = GOOD | {
    "requirements": "Du sprichst gern mit Menschen.\n- Erfahrung am Telefon hilft", "job_starts_on": "", "weekends_a_month": "2",
    "surcharge_night": "25", "surcharge_sunday": "50", "surcharge_saturday": "12,5", "level_de": "C1", "language_1": "tr",
    "level_1": "B2", "entry": "on", "answer_days": "5", "employment_type": ["full_time", "part_time"], "work_starts_at": "07:00",
    "work_ends_at": "15:30", "apply_url": "volmetal.example/jobs", "salary_min": "2.600 €", "salary_max": "2.900,50",
    "postal_code": "58095 Hagen",
}  # fmt: skip


def _common(html: str) -> str:
    """Without what only a listing has that is stored: its number, its address in print, the button that keeps it."""
    only = r' Anzeige Nr\.&nbsp;\d+\.|<p class="print-only">.*?</p>|<div class="only-narrow mt-4">.*?</div>'
    return re.sub(r"\s+", " ", re.sub(only, "", html, flags=re.S))


def test_all_fields_reach_the_preview_and_the_page_in_the_same_words(client, towns) -> None:
    start = timezone.localdate() + timedelta(days=40)
    preview = client.post(PATH, FULL | {"job_starts_on": f"{start:%d.%m.%Y}"}).url
    before = client.get(preview).content.decode()
    press(client, preview)
    listing = Listing.objects.get()
    assert (listing.job_starts_on, listing.weekends_a_month, listing.answer_days) == (start, 2, 5)
    assert listing.surcharges == {"night": 25, "saturday": 12.5, "sunday": 50}
    assert (listing.languages, listing.language_levels) == (["de", "tr"], {"de": "C1", "tr": "B2"})
    assert (listing.entry, listing.employment_type) == (["career_changer"], ["full_time", "part_time"])
    assert (float(listing.base_salary_min), float(listing.base_salary_max)) == (2600, 2900.5)
    assert listing.apply_url == "https://volmetal.example/jobs"
    listing.status, listing.published_at = "published", timezone.now()
    listing.save()
    page = client.get(listing.get_absolute_url()).content.decode()
    for words in ("Deutsch C1, Türkisch B2", "2 im Monat", "Nacht 25\u00a0%, Samstag 12,5\u00a0%, Sonntag 50\u00a0%", "Quereinstieg möglich",
                  "in 5 Werktagen", "Das bringst du mit", "<li>Erfahrung am Telefon hilft</li>", "Vollzeit, Teilzeit"):  # fmt: skip
        assert words in before, words
        assert words in page, words
    shown = re.search(r'<article aria-labelledby="t">.*?</article>', page, re.S)[0]
    previewed = re.search(r'<article aria-labelledby="t">.*?</article>', before, re.S)[0]
    assert _common(previewed) == _common(shown), "the preview is what will be seen"
    assert '<meta name="robots" content="noindex">' in before
    assert "application/ld+json" not in before


def test_looking_at_the_form_stores_nothing_and_sets_no_cookie_of_a_draft(client, towns) -> None:
    client.get(PATH)
    assert Draft.objects.count() == 0
    assert "entwurf" not in client.cookies
    client.post(PATH, {**GOOD, "go": "save-1"})
    cookie = client.cookies["entwurf"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/arbeitgeber/")


def test_each_part_keeps_everything_and_says_only_what_is_wrong_with_itself(client, towns) -> None:
    typed = {"company": "Volmetal", "contact_email": "kein-at", "title": "Kunde"}
    page = client.post(PATH, typed | {"go": "save-1"}).content.decode()
    assert page.count('class="msg msg--error" id="id_') == 1
    assert 'value="kein-at"' in page
    answer = client.post(
        PATH, {**typed, "contact_email": "chefin@volmetal.example", "go": "save-1", "draft": token(page)}
    )
    assert answer.url.endswith("#schritt-2")
    assert Draft.objects.get().typed["title"] == ["Kunde"]
    back = client.get(answer.url).content.decode()
    assert 'value="Kunde"' in back
    assert "Fehler:" not in back


def token(page: str) -> str:
    return re.search(r'name="draft" value="([^"]+)"', page)[1]


def test_a_link_in_the_mail_opens_the_draft_on_another_machine(client, towns) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda then, **_: then())
        page = client.post(PATH, {"company": "Volmetal", "contact_email": "chefin@volmetal.example", "go": "link"})
    assert "Der Link zum Weitermachen ist unterwegs" in page.content.decode()
    other = Client()
    assert 'value="Volmetal"' in other.get(link_in(mail.outbox[0])).content.decode()
    assert "Volmetal" not in mail.outbox[0].body, "nobody sends words of their own through our mail"
    assert other.get(link_in(mail.outbox[0])[:-9] + "AAAAAAAA/").status_code == 410


def test_a_fixed_amount_is_typed_once(client, towns) -> None:
    fixed = GOOD | {"salary_min": "15,40", "salary_max": "", "salary_unit": "hour"}
    assert sent(client, fixed).status_code == 302
    listing = Listing.objects.get()
    assert (float(listing.base_salary_min), listing.base_salary_max) == (15.4, listing.base_salary_min)
    assert "So viel?" in client.post(PATH, fixed | {"salary_min": "2600"}).content.decode()


def test_the_same_page_sent_twice_is_one_listing_and_one_mail(
    client, towns, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        preview = client.post(PATH, GOOD).url
        html = client.get(preview).content.decode()
        version = re.search(r'name="version" value="(\w+)"', html)[1]
        for _ in range(3):
            assert client.post(preview, {"version": version, "go": "send"}).url.startswith(f"{PATH}danke/")
    assert (Listing.objects.count(), len(mail.outbox)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_presses_at_the_same_moment_make_one_listing_and_one_mail(client, towns) -> None:
    preview = client.post(PATH, GOOD).url
    version = re.search(r'name="version" value="(\w+)"', client.get(preview).content.decode())[1]

    def press_once(_: int) -> int:
        try:
            return Client().post(preview, {"version": version, "go": "send"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(press_once, range(4))) == {302}
    assert (Listing.objects.count(), len(mail.outbox)) == (1, 1)


def test_going_back_after_sending_changes_the_same_unconfirmed_listing(client, towns) -> None:
    page = client.get(PATH).content.decode()
    typed = {**GOOD, "draft": token(page)}
    press(client, client.post(PATH, typed).url)
    press(client, client.post(PATH, {**typed, "salary_max": "3000"}).url)
    assert float(Listing.objects.get().base_salary_max) == 3000


def test_what_is_typed_after_the_confirmation_is_a_new_draft_and_leaves_the_listing_alone(client, towns) -> None:
    typed = {**GOOD, "draft": token(client.get(PATH).content.decode())}
    press(client, client.post(PATH, typed).url)
    Listing.objects.update(status="in_review")
    page = client.post(PATH, {**typed, "title": "Chefin (m/w/d)"}).content.decode()
    assert "ist ein neuer Entwurf" in page
    assert 'value="Chefin (m/w/d)"' in page
    assert Listing.objects.get().title == GOOD["title"]
    assert Draft.objects.filter(submitted_at=None).get().listing is None


def test_another_window_is_looked_at_before_it_is_sent(client, towns) -> None:
    typed = {**GOOD, "draft": token(client.get(PATH).content.decode())}
    preview = client.post(PATH, typed).url
    version = re.search(r'name="version" value="(\w+)"', client.get(preview).content.decode())[1]
    client.post(PATH, {**typed, "title": "Teamleitung (m/w/d)"})
    answer = client.post(preview, {"version": version, "go": "send"})
    assert answer.status_code == 409
    assert "Teamleitung" in answer.content.decode()
    assert Listing.objects.count() == 0


def test_an_expired_protection_gives_the_page_back_with_what_was_typed(towns) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(PATH, GOOD)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Es ist nichts verloren" in page
    assert 'value="Volmetal Service GmbH"' in page
    assert Draft.objects.count() == 0
    again = {**GOOD, "draft": token(page), "csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    assert strict.post(PATH, again).url.endswith("/vorschau/")


@pytest.mark.parametrize("altered", ["", "x", "a:b:c", "0" * 32 + ":1xWEzD:falsch"])
def test_an_altered_token_loses_nothing_and_opens_nobodys_draft(client, towns, altered) -> None:
    assert client.post(PATH, {**GOOD, "draft": altered}).status_code == 303
    assert Draft.objects.get().typed["company"] == ["Volmetal Service GmbH"]


def test_a_draft_of_a_person_is_not_opened_by_another_one(client, towns) -> None:
    answer = client.post(PATH, GOOD)
    Draft.objects.update(person=Person.objects.create(email="eine@volmetal.example"))
    log_in(client, "andere@volmetal.example")
    assert client.get(answer.url).status_code == 410
    assert "Volmetal" not in client.get(PATH).content.decode()


def log_in(client: Client, email: str) -> Person:
    person = Person.objects.get_or_create(email=email)[0]
    session = client.session
    session[access.SESSION_KEY] = person.pk
    session.save()
    return person


def test_who_is_logged_in_with_the_address_needs_no_mail(client, towns) -> None:
    log_in(client, "chefin@volmetal.example")
    assert sent(client).url == f"{PATH}danke/?bestaetigt"
    assert (Listing.objects.get().status, len(mail.outbox)) == ("in_review", 0)


def test_an_altered_or_replayed_link_confirms_nothing(client, towns, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sent(client)
    link = link_in(mail.outbox[0])
    assert client.post("/arbeitgeber/bestaetigen/MQ:falsch:falsch/").status_code == 404
    assert client.post(link.replace(":", ":A", 1)).status_code == 404
    Listing.objects.update(submitter_email="andere@volmetal.example")
    assert client.post(link).status_code == 404, "a link proves the address it was sent to"


LOW = {**GOOD, "salary_min": "2100", "salary_max": "2200"}


def test_pay_below_the_minimum_wage_explains_itself_and_needs_a_reason(client, towns) -> None:
    preview = client.post(PATH, LOW).url
    page = client.get(preview).content.decode()
    assert "Mindestlohn von" in page
    assert "Warum stimmt das trotzdem?" in page
    answer = press(client, preview, reason="", statement="")
    assert "Wähl einen Grund" in answer.content.decode()
    assert Listing.objects.count() == 0
    assert press(client, preview, reason="long_unemployed", statement="Gefördert über das Jobcenter").status_code == 302
    listing = Listing.objects.get()
    assert "Mindestlohn" in listing.status_reason
    assert "Langzeitarbeitslose in den ersten sechs Monaten. Gefördert über das Jobcenter" in listing.status_reason
    assert [(found["rule"], found["level"]) for found in listing.findings] == [("below_minimum_wage", "hold")]
    assert "Langzeitarbeitslose" in listing.events.get(action="sent").reason


def test_what_was_stated_outlasts_a_suggestion_and_an_expired_protection(towns) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.get(PATH)
    secret = {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value}
    preview = strict.post(PATH, {**LOW, **secret, "title": "Kundenberater Strom"}).url
    said = {"reason": "other", "statement": "Gefördert über das Jobcenter"}
    for data, status in (({"fix": "gender_one_form", **secret}, 200), ({"go": "send"}, 403)):
        answer = strict.post(preview, {**said, **data})
        page = answer.content.decode()
        assert answer.status_code == status
        assert "Gefördert über das Jobcenter</textarea>" in page
        assert '<option value="other" selected>' in page
        assert "Kundenberater:in Strom" in page
    version = re.search(r'name="version" value="(\w+)"', page)[1]
    assert strict.post(preview, {**said, **secret, "version": version, "go": "send"}).status_code == 302


def test_a_later_start_of_work_is_judged_by_the_wage_of_that_day(client, towns, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2026, 11, 25))
    near = {**GOOD, "weekly_hours": "40", "salary_min": "2450"}
    assert "Warum stimmt das trotzdem?" not in client.get(client.post(PATH, near).url).content.decode()
    later = client.get(client.post(PATH, near | {"job_starts_on": "1.2.2027"}).url).content.decode()
    assert "Mindestlohn von 14,60" in later
    assert "Warum stimmt das trotzdem?" in later


def test_an_apprenticeship_offered_beside_other_work_excuses_no_low_pay(client, towns) -> None:
    both = client.get(client.post(PATH, LOW | {"employment_type": ["full_time", "apprenticeship"]}).url)
    assert "Mindestlohn von" in both.content.decode()
    alone = client.get(client.post(PATH, LOW | {"employment_type": ["apprenticeship"]}).url)
    assert "Mindestlohn von" not in alone.content.decode()


YOUNG = {**GOOD, "title": "Kundenberater Strom", "description": GOOD["description"] + " Dich erwartet ein junges Team."}


def test_hints_stand_beside_their_fields_and_block_nothing(client, towns) -> None:
    preview = client.post(PATH, YOUNG).url
    assert "2 Hinweise" in client.get(preview).content.decode()
    html = client.get(PATH).content.decode()
    assert "<title>Hinweise: " in html
    title = html[html.index('id="id_title"') : html.index('id="id_description"')]
    assert "Kundenberater:in Strom (m/w/d)" in title
    assert 'aria-describedby="id_title_helptext id_title_hints"' in html
    assert "„junges Team“" in html[html.index('id="id_description_hints"') :]
    assert press(client, preview).status_code == 302
    listing = Listing.objects.get()
    assert [found["rule"] for found in listing.findings] == ["gender_one_form", "young_team"]
    assert listing.status_reason == "", "a warning does not hold a listing"


@pytest.mark.parametrize(
    ("typed", "rule", "field", "better"),
    [
        (YOUNG, "gender_one_form", "title", "Kundenberater:in Strom (m/w/d)"),
        (YOUNG, "young_team", "description", (GOOD["description"] + " Dich erwartet ein Team.").strip()),
        (LOW, "below_minimum_wage", "salary_min", "2319"),
        (LOW, "below_minimum_wage", "salary_max", "2319"),
    ],
)
def test_a_suggestion_is_taken_up_by_one_button_without_a_script(client, towns, typed, rule, field, better) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.localdate", lambda *args: date(2026, 11, 25))
        html = client.get(client.post(PATH, typed).url).content.decode()
        assert f'name="fix" value="{rule}"' in html
        answer = client.post(PATH, {**typed, "fix": rule, "draft": token(client.get(PATH).content.decode())})
    assert "#id_" in answer.url
    assert Draft.objects.get().typed[field] == [better]


def test_a_suggestion_is_taken_up_from_the_preview_too(client, towns) -> None:
    preview = client.post(PATH, YOUNG).url
    assert client.post(preview, {"fix": "gender_one_form"}).url.endswith("/vorschau/")
    assert "Kundenberater:in Strom" in client.get(preview).content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_sign_of_fraud_keeps_its_reason_while_the_listing_waits(client, towns) -> None:
    text = GOOD["description"] + " Schick uns vorab deine IBAN."
    sent(client, {**GOOD, "description": text}, reason="other", statement="Für die Gehaltszahlung")
    client.post(link_in(mail.outbox[0]))
    listing = Listing.objects.get()
    assert (listing.status, listing.findings[0]["level"]) == ("in_review", "hold")
    assert "„IBAN“" in listing.status_reason
    assert "Für die Gehaltszahlung" in listing.status_reason


@pytest.mark.parametrize(
    ("address", "rule"),
    [("volmetal@gmx.de", "free_mail"), ("x@trash-mail.example", "throw_away_mail"), ("chefin@vo1metal.example", "look_alike_domain"),
     ("jobs@volmetal-karriere.example", "look_alike_domain"), ("chefin@volmetal.example", None), ("a@jobs.volmetal.example", None)],
)  # fmt: skip
def test_what_an_address_hides_is_a_matter_for_moderators_only(client, towns, address, rule) -> None:
    Employer.objects.create(name="Volmetal Holding", name_key="volmetal holding", domain="volmetal.example")
    preview = client.post(PATH, {**GOOD, "contact_email": address}).url
    assert "Hinweis" not in client.get(preview).content.decode().replace("Hinweise kannst du", "")
    assert press(client, preview).status_code == 302
    assert [found["rule"] for found in Listing.objects.get().findings] == ([rule] if rule else [])


def test_a_stranger_who_posts_in_a_teams_name_is_noted_for_moderators(client, towns, make_listing) -> None:
    employer = make_listing(employer="Volmetal Service GmbH").hiring_organization
    owner = Person.objects.create(email="chefin@volmetal.example")
    Membership.objects.create(person=owner, employer=employer, role="owner", accepted_at=timezone.now())
    sent(client, {**GOOD, "contact_email": "fremd@anders.example"})
    assert "not_in_team" in {
        found["rule"] for found in Listing.objects.get(submitter_email="fremd@anders.example").findings
    }


def test_the_same_text_of_the_same_employer_offers_to_edit_the_first_one(client, towns) -> None:
    sent(client)
    first = Listing.objects.get()
    assert "gibt es schon" not in client.get(client.post(PATH, GOOD).url).content.decode(), (
        "what is not public is nobody's business"
    )
    Listing.objects.update(status="published", published_at=timezone.now())
    page = client.get(client.post(PATH, GOOD | {"salary_max": "2950"}).url).content.decode()
    assert "Diese Anzeige gibt es schon" in page
    assert f"/arbeitgeber/stellen/{first.pk}/aendern/" in page
    other = client.get(client.post(PATH, GOOD | {"title": "Teamleitung Technik (m/w/d)"}).url).content.decode()
    assert "gibt es schon" not in other


def test_hints_come_while_somebody_types_and_the_draft_is_kept(client, towns) -> None:
    page = client.get(PATH).content.decode()
    answer = client.post(
        f"{PATH}pruefen/",
        {"draft": token(page), "title": "Kundenberater Strom", "company": "Volmetal", "postal_code": "58095"},
    )
    said = json.loads(answer.content)
    assert (said["saved"], said["place"]) == (True, "Hagen")
    assert said["hints"][0]["changes"] == {"title": "Kundenberater:in Strom (m/w/d)"}
    assert 'value="Kundenberater Strom"' in client.get(PATH).content.decode()
    assert client.get(f"{PATH}pruefen/").status_code == 405


def picture() -> BytesIO:
    data = BytesIO()
    Image.new("RGB", (300, 90), "#2266aa").save(data, "PNG")
    data.seek(0)
    data.name = "logo.png"
    return data


def test_a_logo_is_drawn_anew_and_shown_in_the_preview(client, towns) -> None:
    preview = client.post(PATH, {**GOOD, "logo_file": picture()}).url
    assert bytes(Draft.objects.get().logo)[8:12] == b"WEBP"
    address = re.search(r'<img class="logo" src="([^"]+)"', client.get(preview).content.decode())[1]
    assert client.get(address)["Content-Type"] == "image/webp"
    broken = BytesIO(b"<svg onload=alert(1)>")
    broken.name = "logo.svg"
    page = client.post(PATH, {**GOOD, "logo_file": broken}).content.decode()
    assert "kein Bild" in page
    assert 'value="Volmetal Service GmbH"' in page


@pytest.mark.parametrize("has_team", [False, True])
def test_a_logo_becomes_the_employers_when_a_moderator_publishes_and_no_stranger_sent_it(
    client, towns, has_team
) -> None:
    sent(client, {**GOOD, "logo_file": picture()})
    listing = Listing.objects.get()
    if has_team:
        owner = Person.objects.create(email="andere@volmetal.example")
        Membership.objects.create(person=owner, employer=listing.hiring_organization, accepted_at=timezone.now())
    assert Employer.objects.get().logo is None, "not before somebody has looked at it"
    lifecycle.publish(listing=lifecycle.confirm(listing=listing))
    assert (Employer.objects.get().logo is None) is has_team


def test_words_typed_into_the_form_are_escaped_everywhere(client, towns) -> None:
    bad = {**GOOD, "title": 'Kundenberater <img src=x onerror="x()">', "company": "<script>x()</script> GmbH",
           "description": GOOD["description"] + "<script>x()</script><img src=x onerror=x()>"}  # fmt: skip
    preview = client.get(client.post(PATH, bad).url).content.decode()
    form = client.get(PATH).content.decode()
    for html in (preview, form):
        assert "<img src=x" not in html
        assert "<script>x()" not in html


def test_seekers_see_no_finding(client, make_listing) -> None:
    listing = make_listing(findings=[{"rule": "young_team", "level": "warning", "words": "junges Team",
                                      "reason": "Grund fürs Pult", "suggestion": "Vorschlag fürs Pult"}])  # fmt: skip
    page = client.get(listing.get_absolute_url()).content.decode()
    assert "fürs Pult" not in page


def test_a_program_is_told_apart_and_a_human_mistaken_for_one_presses_again(client, towns) -> None:
    trapped = client.post(PATH, {**GOOD, guarding.TRAP: "http://spam.example"}).content.decode()
    assert "Drück bitte noch einmal" in trapped
    assert 'value="Volmetal Service GmbH"' in trapped
    page = client.get(PATH, **ELSEWHERE).content.decode()
    typed = {**GOOD, "draft": token(page)}
    fast = client.post(PATH, typed, **ELSEWHERE).content.decode()
    assert "schneller, als ein Mensch tippt" in fast
    assert 'value="Volmetal Service GmbH"' in fast
    assert Draft.objects.count() == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guarding, "FASTEST", timedelta(0))
        assert client.post(PATH, {**typed, "draft": token(fast)}, **ELSEWHERE).status_code == 303


def test_rates_count_the_network_and_give_back_what_was_typed(client, towns, monkeypatch) -> None:
    monkeypatch.setattr(guarding, "FASTEST", timedelta(0))
    monkeypatch.setitem(guarding.RATES, "save", ("100/hour", "3/hour"))
    answers = [client.post(PATH, GOOD, REMOTE_ADDR=f"203.0.113.{number}") for number in range(1, 5)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert 'value="Volmetal Service GmbH"' in answers[3].content.decode()


def test_more_text_than_anybody_types_is_given_back_and_not_stored(client, towns) -> None:
    answer = client.post(PATH, {**GOOD, "description": "Wort " * 60_000})
    assert answer.status_code == 413
    assert "Wort Wort" in answer.content.decode()
    assert Draft.objects.count() == 0
    assert client.post(PATH, {**GOOD, "description": "x" * 1_100_000}).status_code == 400


def test_a_server_that_dies_after_the_press_has_kept_what_was_typed(client, towns, monkeypatch) -> None:
    def die(*args):
        raise SystemExit

    page = client.get(PATH).content.decode()
    with monkeypatch.context() as patch:
        patch.setattr("listings.submitting.form_page._answer", die)
        with pytest.raises(SystemExit):
            client.post(PATH, {**GOOD, "draft": token(page)})
    again = client.get(f"{PATH}entwurf/{token(page)}/").content.decode()
    assert 'value="Volmetal Service GmbH"' in again


def test_a_file_too_large_for_any_logo_costs_nothing_that_was_typed(client, towns) -> None:
    large = BytesIO(b"x" * 4_100_000)
    large.name = "logo.png"
    page = client.post(PATH, {**GOOD, "logo_file": large}).content.decode()
    assert "größer als 2 MB" in page
    assert 'value="Volmetal Service GmbH"' in page


def test_forms_without_a_listing_ask_few_questions_of_the_database(
    client, towns, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(0):
        client.get(PATH)
    preview = client.post(PATH, FULL).url
    with django_assert_max_num_queries(16):
        client.get(preview)


def test_nothing_is_sent_for_staff_by_mistake(admin_client, towns) -> None:
    assert User.objects.count() == 1
    assert sent(admin_client).status_code == 302
    assert Listing.objects.get().status == "unconfirmed"


@pytest.mark.django_db(transaction=True)
def test_a_mistyped_address_is_no_dead_end(client, towns) -> None:
    """No mail arrives there, so the page after sending is the only way back."""
    thanks = sent(client, GOOD | {"contact_email": "chefin@volmetal.exmaple"}).url
    page = client.get(thanks).content.decode()
    assert "chefin@volmetal.exmaple" in page
    form = client.get(re.search(r'href="(/arbeitgeber/stelle-aufgeben/entwurf/[^"#]+)#id_contact_email"', page)[1])
    token = re.search(r'name="draft" value="([^"]+)"', form.content.decode())[1]
    sent(client, GOOD | {"draft": token})
    assert [letter.to for letter in mail.outbox] == [["chefin@volmetal.exmaple"], ["chefin@volmetal.example"]]
    assert client.post(link_in(mail.outbox[0])).status_code == 404, "the link of the wrong mailbox is over"
    client.post(link_in(mail.outbox[1]))
    assert Listing.objects.get().status == "in_review"
    assert "volmetal" not in client.get(thanks).content.decode(), "what was confirmed is told to no holder of the link"


@pytest.mark.parametrize(
    "typed", ["1.2.2027", "1. 2. 27", "1,2,2027", "01/02/2027", "1 2 27", "01022027", "010227", "2027-02-01"]
)
def test_a_day_can_be_typed_on_any_keyboard(typed) -> None:
    assert GermanDate().clean(typed) == date(2027, 2, 1)


@pytest.mark.parametrize("typed", ["1.2", "12227", "1222027", "31.2.2027", "bald"])
def test_a_day_that_may_mean_two_is_asked_for_again(typed) -> None:
    with pytest.raises(ValidationError, match="Schreib den Tag so"):
        GermanDate().clean(typed)
