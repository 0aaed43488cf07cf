"""Every page of an employer's people x everybody who may try: allowed, or 404 as if there were nothing."""

import pytest
from django.test import Client

from listings.models import Employer, Membership
from listings.submitting import members
from portal import urls
from tests.access.conftest import Browser

WHO = ("nobody", "stranger", "other employer's owner", "invited", "removed", "member", "owner")
TEAM, MEMBER = "/arbeitgeber/volmetal/team/", "/arbeitgeber/volmetal/team/{other}/"
IN, OUT, ASK = "in", "404", "log in"
_INSIDE = {"nobody": ASK} | dict.fromkeys(WHO[1:5], OUT) | {"member": IN, "owner": IN}
_OWNER = _INSIDE | {"member": OUT}
_ANYBODY = {"nobody": ASK} | dict.fromkeys(WHO[1:], IN)
_PUBLIC = dict.fromkeys(WHO, IN)
TABLE = {
    ("GET", "/arbeitgeber/volmetal/"): _PUBLIC,
    ("GET", "/arbeitgeber/volmetal/logo.webp"): _PUBLIC,
    ("GET", "/arbeitgeber/anmelden/gesendet/"): _PUBLIC,
    ("GET", "/arbeitgeber/konto/"): _ANYBODY,
    ("GET", "/arbeitgeber/volmetal/uebernehmen/"): _ANYBODY,
    ("GET", TEAM): _INSIDE,
    ("POST", TEAM + "einladen/"): _OWNER,
    ("POST", MEMBER + "rolle/"): _OWNER,
    ("GET", MEMBER + "entfernen/"): _OWNER,
    ("POST", MEMBER + "entfernen/"): _OWNER,
    ("GET", "/arbeitgeber/volmetal/einstellungen/"): _INSIDE,
    ("POST", "/arbeitgeber/volmetal/einstellungen/"): _INSIDE,
}
BODY = {"email": "neu@lenne.example", "role": "member", "about": "Wir telefonieren."}


@pytest.fixture
def world(make_employer, make_member) -> dict[str, Membership]:
    """The address of each role, and the colleague whom the owner removes."""
    volmetal = make_employer("Volmetal", domain="volmetal.example", logo=b"RIFF....WEBP")
    lenne = make_employer("Lenne", domain="lenne.example")
    people = {"other employer's owner": make_member(lenne, "chef@lenne.example", "owner")}
    owner = people["owner"] = make_member(volmetal, "chefin@volmetal.example", "owner")
    people["invited"] = members.invite(employer=volmetal, address="neu@sonst.example", role="member", by=owner.person)
    people["removed"] = make_member(volmetal, "weg@volmetal.example")
    members.remove(membership=people["removed"])
    people["member"] = make_member(volmetal, "azubi@volmetal.example")
    people["other"] = make_member(volmetal, "kollegin@volmetal.example")
    return people


def outcome(client: Client, method: str, path: str) -> str:
    answer = client.generic(method, path) if method == "GET" else client.post(path, BODY)
    if answer.status_code == 302 and answer.headers["Location"].startswith("/arbeitgeber/anmelden/?"):
        return ASK
    return {200: IN, 302: IN, 404: OUT}[answer.status_code]


@pytest.mark.parametrize("who", WHO)
def test_every_page_lets_in_whom_it_should(world, browser: Browser, who) -> None:
    address = (
        {"nobody": "", "stranger": "fremd@sonst.example"}.get(who) if who not in world else world[who].person.email
    )
    client, got = browser(address or ""), {}
    for method, path in TABLE:
        got[method, path] = outcome(client, method, path.format(other=world["other"].pk))
    assert got == {key: row[who] for key, row in TABLE.items()}


def test_numbers_of_another_employers_members_lead_nowhere(world, browser) -> None:
    """The owner of one employer, on the own team's path, with the member of another."""
    client = browser("chef@lenne.example")
    for name in ("owner", "member", "invited"):
        for action in ("entfernen", "rolle"):
            path = f"/arbeitgeber/lenne/team/{world[name].pk}/{action}/"
            assert client.post(path, {"role": "owner"}).status_code == 404
    assert Membership.objects.filter(employer__slug="volmetal", removed_at=None).count() == 4


def test_what_two_employers_post_stays_apart(world, browser) -> None:
    browser("chef@lenne.example").post("/arbeitgeber/lenne/einstellungen/", {"about": "Von Lenne.", "id": 1, "slug": "volmetal",
                                       "name": "Volmetal", "domain": "volmetal.example", "is_trusted": "on"})  # fmt: skip
    lenne, volmetal = Employer.objects.get(slug="lenne"), Employer.objects.get(slug="volmetal")
    assert (lenne.about, lenne.name, lenne.domain, lenne.is_trusted) == ("Von Lenne.", "Lenne", "lenne.example", False)
    assert volmetal.about == ""


def test_a_member_may_leave_and_cannot_make_itself_answerable(world, browser) -> None:
    client, own = browser("azubi@volmetal.example"), world["member"].pk
    assert client.post(MEMBER.format(other=own) + "rolle/", {"role": "owner"}).status_code == 404
    assert client.post(MEMBER.format(other=own) + "entfernen/").headers["Location"] == "/arbeitgeber/konto/"
    assert client.get(TEAM).status_code == 404


def test_an_owner_makes_another_one_answerable(world, browser) -> None:
    browser("chefin@volmetal.example").post(MEMBER.format(other=world["other"].pk) + "rolle/", {"role": "owner"})
    world["other"].refresh_from_db()
    assert world["other"].role == "owner"


def test_the_table_names_every_page_of_an_employer() -> None:
    own = {
        str(route.pattern)
        for route in urls.urlpatterns
        if str(route.pattern).startswith(("arbeitgeber/<slug:slug>/", "arbeitgeber/konto/"))
    } - {"arbeitgeber/konto/einladung/<int:pk>/"}
    tested = {
        path.lstrip("/").replace("volmetal", "<slug:slug>").replace("{other}", "<int:pk>") for _method, path in TABLE
    }
    assert not own - tested


def test_no_employer_can_be_named_like_a_page_of_ours(make_employer) -> None:
    from listings.vocabulary import RESERVED_SLUGS

    first = {
        str(route.pattern).split("/")[1] for route in urls.urlpatterns if str(route.pattern).startswith("arbeitgeber/")
    }
    assert {word for word in first if word and not word.startswith("<")} <= RESERVED_SLUGS
    assert make_employer("Stellen").slug == "stellen-arbeitgeber"
    assert make_employer("Anmelden").slug not in RESERVED_SLUGS
    assert make_employer("!!!").slug == "arbeitgeber-arbeitgeber"
    assert make_employer("Lenne" + " lang" * 30).slug is not None
