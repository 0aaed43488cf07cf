"""The log-in by a link in a mail: what it must do, and what it must never do."""

import re

from django.core import mail

from listings.models import Person

PATH = "/arbeitgeber/anmelden/"


def ask(client, address="chefin@volmetal.example", **more) -> str:
    """The path of the link in the mail."""
    assert client.post(more.pop("path", PATH), {"email": address}, **more).status_code == 302
    return re.search(r"https?://[^/]+(/arbeitgeber/anmelden/\S+)", mail.outbox[-1].body)[1]


def test_the_way_from_the_address_to_the_desk(client, db) -> None:
    link = ask(client)
    assert mail.outbox[0].to == ["chefin@volmetal.example"]
    page = client.get(link)
    assert "chefin@volmetal.example" in page.content.decode()
    assert not Person.objects.exists(), "opening a link changes nothing"
    assert client.post(link).headers["Location"] == "/arbeitgeber/konto/"
    assert "chefin@volmetal.example" in client.get("/arbeitgeber/konto/").content.decode()
