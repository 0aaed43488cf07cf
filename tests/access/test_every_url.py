"""Every page under /arbeitgeber/ by every kind of visitor: who gets in, who does not, and that a refusal writes nothing.

A new page needs a line in ROWS; the first test names what is missing. A line says for GET and for POST, in the order of
ROLES: o in, l sent to the log-in, n not found, m wrong method, g gone, d refused with a sentence.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Permission, User
from django.core import signing
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from listings.admin.roles import ROLES as DESK
from listings.models import Draft, FeedProposal, Listing, PendingEdit, Source
from listings.submitting import access, drafting, extension, login, previewing, submission
from listings.vocabulary import LinkPurpose
from tests.access.test_employer_page import png
from tests.test_submitting import GOOD

ROLES = ("nobody", "stranger", "other employer", "member", "owner", "moderator")
AREA = "arbeitgeber/"
ANSWERS = {405: "m", 410: "g", 409: "d", 404: "n", 200: "o", 302: "o", 303: "o"}
CHANGED = (
    "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE relname <> 'django_session'"
)
"""Rows that this transaction inserted, changed or deleted so far, by table; a session may come and go."""
World = dict[str, Any]


@dataclass(frozen=True)
class Row:
    name: str
    get: str
    post: str
    args: Callable[[World], list[Any]] = lambda world: []
    data: Callable[[World], dict[str, Any]] = field(default=lambda world: {})
    what: str = ""
    """Which thing the page is about, where a name has several lines."""

    def __str__(self) -> str:
        return f"{self.name} {self.what}".strip()


def slug(world: World) -> list[Any]:
    return [world["employer"].slug]


def of_draft(name: str) -> Callable[[World], list[Any]]:
    return lambda world: [drafting.ticket_of(world[name]).token]


def seen(name: str) -> Callable[[World], dict[str, Any]]:
    return lambda world: {"version": previewing.version_of(world[name]), "go": "send"}


def secret(purpose: LinkPurpose) -> Callable[[World], list[Any]]:
    return lambda world: [world[purpose]]


ROWS = [
    Row("employers", "oooooo", "mmmmmm"),
    Row("submit", "oooooo", "oooooo", data=lambda world: GOOD),
    Row("submit-thanks", "oooooo", "mmmmmm"),
    Row("submit-check", "mmmmmm", "oooooo", data=lambda world: {**GOOD, "draft": drafting.new_ticket().token}),
    Row("submit-draft", "oooooo", "mmmmmm", of_draft("draft"), what="of nobody"),
    Row("submit-draft", "oggogo", "mmmmmm", of_draft("own draft"), what="of the member"),
    Row("submit-draft", "gggggg", "mmmmmm", lambda world: ["x:y:z"], what="of another signature"),
    Row("submit-preview", "oooooo", "oooooo", of_draft("draft"), seen("draft"), what="of nobody"),
    Row("submit-preview", "oggogo", "oggogo", of_draft("own draft"), seen("own draft"), what="of the member"),
    Row("submit-preview", "oooooo", "dddddd", of_draft("draft"), what="that was not looked at"),
    Row("submit-preview", "gggggg", "gggggg", of_draft("edit"), what="of an edit"),
    Row("draft-logo", "oooooo", "mmmmmm", of_draft("draft")),
    Row("edit-listing", "lnnool", "nnnoon", lambda world: [world["listing"].pk], lambda world: GOOD),
    Row("edit-listing", "lnnnnl", "nnnnnn", lambda world: [world["imported"].pk], lambda world: GOOD, what="from a feed"),
    Row("edit-listing", "lnnnnl", "nnnnnn", lambda world: [99_999_999], lambda world: GOOD, what="that does not exist"),
    Row("edit-preview", "lnnool", "lnnool", lambda world: [world["listing"].pk], seen("edit")),
    Row("submit-confirm", "oooooo", "oooooo", lambda world: [submission.link_to_confirm(world["unconfirmed"]).split("/")[-2]]),
    Row("submit-confirm", "nnnnnn", "nnnnnn", lambda world: [signing.dumps([world["listing"].pk, "x"], salt="listing-draft")], what="for something else"),
    Row("extend", "oooooo", "oooooo", lambda world: [extension.link_to(world["listing"], "chefin@volmetal.example").split("/")[-2]]),
    Row("extend", "nnnnnn", "nnnnnn", lambda world: [submission.link_to_confirm(world["listing"]).split("/")[-2]], what="for something else"),
    Row("log-in", "oooooo", "oooooo", data=lambda world: {"email": "neu@volmetal.example"}),
    Row("log-in-sent", "oooooo", "mmmmmm"),
    Row("log-in-link", "oooooo", "oooooo", secret(LinkPurpose.LOG_IN)),
    Row("log-in-link", "gggggg", "gggggg", secret(LinkPurpose.INVITE), what="of an invitation"),
    Row("log-out", "mmmmmm", "oooooo"),
    Row("account", "looool", "lmmmml"),
    Row("accept-invitation", "lmmmml", "lonnnl", lambda world: [world["invited"].pk]),
    Row("accept-invitation", "lmmmml", "lnnnnl", lambda world: [world["member"].pk], what="accepted long ago"),
    Row("invitation", "oooooo", "oooooo", secret(LinkPurpose.INVITE)),
    Row("invitation", "gggggg", "gggggg", secret(LinkPurpose.LOG_IN), what="with a link to log in"),
    Row("team", "lnnool", "lmmmml", slug),
    Row("invite", "lmmmml", "lnnnol", slug, lambda world: {"email": "neu@volmetal.example", "role": "owner"}),
    Row("remove-member", "lnnool", "lnnool", lambda world: [*slug(world), world["member"].pk], what="member"),
    Row("remove-member", "lnnnol", "lnnnol", lambda world: [*slug(world), world["owner"].pk], what="owner"),
    Row("remove-member", "lnnnnl", "lnnnnl", lambda world: [*slug(world), world["foreign"].pk], what="of another employer"),
    Row("give-role", "lmmmml", "lnnnol", lambda world: [*slug(world), world["member"].pk], lambda world: {"role": "owner"}),
    Row("give-role", "lmmmml", "lnnnnl", lambda world: [*slug(world), world["foreign"].pk], lambda world: {"role": "member"}, what="of another employer"),
    Row("employer-settings", "lnnool", "lnnool", slug, lambda world: {"about": "Wir hören zu."}),
    Row("claim-employer", "looool", "looool", slug, lambda world: {"statement": "Ich arbeite dort."}),
    Row("desk", "looool", "lmmmml"),
    Row("delete-draft", "lnnonl", "looool", lambda world: [world["own draft"].pk]),
    Row("own-listing", "lnnool", "lmmmml", lambda world: [world["listing"].pk]),
    Row("own-listing", "lnnnnl", "lmmmml", lambda world: [world["imported"].pk], what="from a feed of nobody's"),
    Row("look-at-listing", "lnnool", "lmmmml", lambda world: [world["unconfirmed"].pk]),
    Row("look-at-listing", "lnnnnl", "lmmmml", lambda world: [world["imported"].pk], what="from a feed of nobody's"),
    Row("pause-listing", "lmmmml", "lnnool", lambda world: [world["listing"].pk]),
    Row("resume-listing", "lmmmml", "lnnool", lambda world: [world["listing"].pk]),
    Row("extend-listing", "lmmmml", "lnnool", lambda world: [world["listing"].pk], lambda world: {"end": world["listing"].valid_through.isoformat()}),
    Row("copy-listing", "lmmmml", "lnnool", lambda world: [world["listing"].pk]),
    Row("confirm-listing", "lmmmml", "lnnnol", lambda world: [world["unconfirmed"].pk]),
    Row("retract-edit", "lmmmml", "lnnool", lambda world: [world["listing"].pk]),
    Row("retract-listing", "lnnool", "lnnool", lambda world: [world["unconfirmed"].pk]),
    Row("retract-listing", "lnnnnl", "lnnnnl", lambda world: [world["imported"].pk], what="from a feed of nobody's"),
    Row("close-listing", "lnnool", "lnnool", lambda world: [world["listing"].pk], lambda world: {"outcome": "filled_here"}),
    Row("pause-listing", "lmmmml", "lnnnnl", lambda world: [world["imported"].pk], what="from a feed of nobody's"),
    Row("feeds", "lnoool", "lmmmml"),
    Row("feed-offer", "lnoool", "lnoool"),
    Row("feed-format", "oooooo", "oooooo"),
    Row("feed", "lnnool", "lmmmml", lambda world: [world["feed"].pk]),
    Row("feed-change", "lnnool", "lnnool", lambda world: [world["feed"].pk]),
    Row("feed-read", "lmmmml", "lnnool", lambda world: [world["feed"].pk]),
    Row("feed-hand-in", "lmmmml", "lnnool", lambda world: [world["feed"].pk]),
    Row("feed-stop", "lnnool", "lnnool", lambda world: [world["feed"].pk]),
    Row("feed-go-on", "lmmmml", "lnnool", lambda world: [world["feed"].pk]),
    Row("employer-logo", "oooooo", "mmmmmm", slug),
    Row("employer", "oooooo", "mmmmmm", slug),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_log_of_refusals(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR, "django.request")


@pytest.fixture
def world(make_employer, make_member, make_listing, browser) -> World:
    employer = make_employer(domain="volmetal.example", logo=png().read())
    other = make_employer("Lenne Telefon GmbH")
    found: World = {
        "employer": employer, "owner": make_member(employer, "chefin@volmetal.example", "owner"),
        "member": make_member(employer, "azubi@volmetal.example"), "foreign": make_member(other, "fremd@lenne.example", "owner"),
        "invited": make_member(employer, "gast@web.example", accepted_at=None),
        "listing": make_listing(employer=employer.name, submitter_email="chefin@volmetal.example"),
        "unconfirmed": make_listing(employer=employer.name, submitter_email="chefin@volmetal.example", status="unconfirmed"),
        "imported": make_listing(employer=employer.name, source=_source(), external_id="1"),
    }  # fmt: skip
    found["feed"] = FeedProposal.objects.create(
        employer=employer, person=found["owner"].person, url="https://volmetal.example/feed"
    )
    typed = {name: value if isinstance(value, list) else [value] for name, value in GOOD.items()}
    person = found["member"].person
    found["draft"] = Draft.objects.create(typed=typed, logo=png().read())
    found["own draft"] = Draft.objects.create(typed=typed | {"contact_email": [person.email]}, person=person)
    found["edit"] = Draft.objects.create(typed=typed, person=person, listing=found["listing"])
    PendingEdit.objects.create(listing=found["listing"], draft=found["edit"], person=person, changes={})
    found[LinkPurpose.LOG_IN] = login.new_link(LinkPurpose.LOG_IN, "chefin@volmetal.example")
    found[LinkPurpose.INVITE] = login.new_link(LinkPurpose.INVITE, "gast@web.example", str(found["invited"].pk))
    found["cookies"] = {role: _cookies(role, found) for role in ROLES}
    return found


def _source() -> Source:
    return Source.objects.create(slug="f", name="f", format="personio", employer_name="x")


def _cookies(role: str, world: World) -> dict[str, str]:
    client = Client()
    if role == "moderator":
        user = User.objects.create_user("moderation", password="ein-langes-Passwort-7", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(content_type__model__in=DESK["moderation"]))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    elif role != "nobody":
        key = {"stranger": "invited", "other employer": "foreign"}.get(role, role)
        session = client.session
        session[access.SESSION_KEY] = world[key].person_id
        session.save()
    return {name: cookie.value for name, cookie in client.cookies.items()}


def _changed() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(CHANGED)
        return dict(cursor.fetchall())


def _letter(answer: HttpResponse) -> str:
    if answer.status_code in {302, 303} and answer.headers["Location"].startswith(reverse("log-in") + "?"):
        return "l"
    return ANSWERS.get(answer.status_code, str(answer.status_code))


def test_every_page_of_the_area_has_a_line() -> None:
    patterns = [pattern for pattern in get_resolver().url_patterns if str(pattern.pattern).startswith(AREA)]
    assert all(isinstance(pattern, URLPattern) for pattern in patterns), "an include() hides pages from this table"
    missing = {f"{pattern.name}: {pattern.pattern}" for pattern in patterns} - {
        f"{pattern.name}: {pattern.pattern}" for pattern in patterns if pattern.name in {row.name for row in ROWS}
    }
    assert not missing, f"add a line to ROWS for {sorted(missing)}"
    assert {row.name for row in ROWS} <= {pattern.name for pattern in patterns}


def test_everybody_gets_as_far_as_the_table_says_and_a_refusal_writes_nothing(world) -> None:
    wrong: list[str] = []
    asked = 0
    for row in ROWS:
        url, data = reverse(row.name, args=row.args(world)), row.data(world)
        for method, letters in (("GET", row.get), ("POST", row.post)):
            for role, wanted in zip(ROLES, letters, strict=True):
                client = Client()
                client.cookies.load(world["cookies"][role])
                with transaction.atomic():
                    before = _changed()
                    answer = client.get(url) if method == "GET" else client.post(url, data)
                    written = sorted(table for table, rows in _changed().items() if rows != before.get(table, 0))
                    transaction.set_rollback(True)
                asked += 1
                told = f"{method} {row} by {role}"
                if (got := _letter(answer)) != wanted:
                    wrong.append(f"{told}: {got} instead of {wanted}")
                if written and (method == "GET" or wanted != "o"):
                    wrong.append(f"{told} wrote: {written}")
                if method == "POST" and wanted == "o" and not written and str(row) in MUST_WRITE:
                    wrong.append(f"{told} wrote nothing: the line does not try what it is about")
    assert not wrong, "\n".join(wrong)
    assert asked == len(ROWS) * len(ROLES) * 2


def test_no_form_of_the_area_needs_redis(world, no_redis, django_capture_on_commit_callbacks) -> None:
    wrong = []
    for row in ROWS:
        client = Client(raise_request_exception=False)
        client.cookies.load(world["cookies"]["owner"])
        with transaction.atomic():
            with django_capture_on_commit_callbacks(execute=True):
                answer = client.post(reverse(row.name, args=row.args(world)), row.data(world))
            transaction.set_rollback(True)
        if (got := _letter(answer)) != row.post[ROLES.index("owner")]:
            wrong.append(f"{row}: {got}")
    assert not wrong, wrong


MUST_WRITE = {"submit", "submit-check", "submit-preview of nobody", "submit-preview of the member", "edit-listing", "submit-confirm",
              "extend", "log-in", "log-in-link", "accept-invitation", "invitation", "invite", "remove-member member",
              "pause-listing", "extend-listing", "copy-listing", "confirm-listing", "retract-edit", "retract-listing", "close-listing"}  # fmt: skip
"""Lines whose POST changes something when it gets in: so the others' refusal says something."""


def test_private_pages_are_kept_by_no_browser_and_no_proxy(world) -> None:
    """What somebody had to log in for, or holds a secret link to."""
    wrong = []
    for row in ROWS:
        is_secret = row.name in {
            "submit-draft",
            "submit-preview",
            "submit-confirm",
            "draft-logo",
            "log-in-link",
            "invitation",
            "extend",
            "submit",
        }
        if "l" not in row.get and not is_secret:
            continue
        client = Client()
        client.cookies.load(world["cookies"]["owner"])
        with transaction.atomic():
            answer = client.get(reverse(row.name, args=row.args(world)))
            transaction.set_rollback(True)
        if answer.status_code == 200 and "no-store" not in answer.headers.get("Cache-Control", ""):
            wrong.append(f"{row}: {answer.headers.get('Cache-Control')}")
    assert not wrong, wrong


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", [390], indirect=True)
def test_no_page_breaks_a_rule_of_accessibility_on_a_phone(live_server, world, page) -> None:
    """In one browser: what the owner gets, and the log-in as somebody who is not logged in; refusals are pages too."""
    Listing.objects.update(title="Donaudampfschifffahrtsgesellschaftskundenbeschwerdemanagement (m/w/d)")
    wrong, looked_at = [], set()
    for row in ROWS:
        role = "nobody" if row.name == "log-in" else "owner"
        letter = row.get[ROLES.index(role)]
        if letter == "m" or row.name in {"draft-logo", "employer-logo"} or (row.name, letter) in looked_at:
            continue
        looked_at.add((row.name, letter))
        page.context.clear_cookies()
        cookies = world["cookies"][role].items()
        page.context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies])
        page.goto(live_server.url + reverse(row.name, args=row.args(world)))
        broken = [(one["id"], one["nodes"][0]["target"]) for one in Axe().run(page).response["violations"]]
        is_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        if broken or is_wide:
            wrong.append((str(row), letter, broken, "scrolls sideways" if is_wide else ""))
    assert not wrong, wrong
    assert len(looked_at) > 20
