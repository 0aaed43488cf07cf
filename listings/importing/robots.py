"""What publishers say to machines: robots.txt for web pages, a reservation of text and data mining for everything."""

from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from listings.importing.document import Document
from listings.importing.job_posting import Gone, Reserved, Unreadable

MAX_BYTES = 500_000
NAME = "Fruehdienst-JobImport"


def ask(url: str, get: Callable[[str], Document]) -> None:
    """Raises Reserved when robots.txt excludes the page, or cannot be had for a reason other than that there is none."""
    parts = urlsplit(url)
    address = parts._replace(path="/robots.txt", query="", fragment="").geturl()
    try:
        document = get(address)
    except Gone:
        return
    except Unreadable as error:
        if "403" in str(error) or "401" in str(error):  # RFC 9309: unavailable, anything may be read
            return
        raise Unreadable(f"robots.txt: {error}") from error
    rules = RobotFileParser()
    rules.parse(document.head(MAX_BYTES).decode("utf-8", "replace").splitlines())
    if not rules.can_fetch(NAME, url):
        raise Reserved("robots.txt excludes this page")
