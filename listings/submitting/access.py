"""Who is at the employers' desk. The log-in itself is a link in a mail (login.py)."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from listings.models import Employer, Listing, Membership, Person
from listings.vocabulary import MemberRole

SESSION_KEY = "person"
NEXT = "weiter"
"""Parameter that says where to go after the log-in."""
AREA = "/arbeitgeber/"
START = "desk"
"""The page after a log-in that was for no page in particular."""
MAX_PATH = 300
SAFE = {"GET", "HEAD"}

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def person_of(request: HttpRequest) -> Person | None:
    """None when nobody is logged in. Asks for no session where no cookie came, and once for each request."""
    if not hasattr(request, "_person"):
        pk = request.session.get(SESSION_KEY) if request.COOKIES else None
        request._person = Person.objects.filter(pk=pk).first() if pk else None  # type: ignore[attr-defined]
    found: Person | None = request._person  # type: ignore[attr-defined]
    return found


def logged_in(view: View[P]) -> View[P]:
    """Sends others to the log-in and back to the page they came for. No browser keeps a copy of such a page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if person_of(request) is None:
            return redirect(f"{reverse('log-in')}?{urlencode({NEXT: _came_for(request)})}")
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def _came_for(request: HttpRequest) -> str:
    """After a form that was sent too late the page with the form: what only takes a POST cannot be gone back to."""
    if request.method in SAFE:
        return local_path(request.get_full_path())
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}):
        return ""
    parts = urlsplit(page)
    return local_path(f"{parts.path}?{parts.query}" if parts.query else parts.path)


def local_path(typed: str) -> str:
    """A path of the employers' pages, or nothing: a link in a mail never leads anywhere else."""
    is_plain = typed.isascii() and typed.isprintable() and " " not in typed and len(typed) <= MAX_PATH
    path = typed.partition("?")[0]
    is_inside = path.startswith(AREA) and "//" not in path and "\\" not in typed and ".." not in path
    leads_back = path in {reverse("log-in"), reverse("log-in-sent"), reverse("log-out")}
    return typed if is_plain and is_inside and not leads_back and "%" not in path else ""


def log_in(request: HttpRequest, person: Person) -> None:
    """A new session key, so that nobody who knew the old one is logged in too; nothing of another person stays."""
    if request.session.get(SESSION_KEY, person.pk) == person.pk:
        request.session.cycle_key()
    else:
        request.session.flush()
    request.session[SESSION_KEY] = person.pk
    request._person = person  # type: ignore[attr-defined]
    Person.objects.filter(pk=person.pk).update(last_seen_at=timezone.now())


def log_out(request: HttpRequest) -> None:
    """A colleague who is logged in to the admin in the same browser stays so."""
    if request.user.is_authenticated:
        request.session.pop(SESSION_KEY, None)
        request.session.cycle_key()
    else:
        request.session.flush()
    request._person = None  # type: ignore[attr-defined]


def employers_of(person: Person) -> QuerySet[Employer]:
    """Those the person may act for."""
    active = Membership.objects.active().filter(person=person)
    return Employer.objects.filter(pk__in=active.values("employer"))


def owned_by(person: Person) -> QuerySet[Employer]:
    """Those the person is answerable for: may invite and remove."""
    active = Membership.objects.active().filter(person=person, role=MemberRole.OWNER)
    return Employer.objects.filter(pk__in=active.values("employer"))


def is_removed(address: str, employer: int) -> bool:
    """Whether this address was in the employer's team and is not any more."""
    among = Membership.objects.filter(employer=employer, person__email__iexact=address)
    return among.filter(removed_at__isnull=False).exists()


def listings_of(person: Person) -> QuerySet[Listing]:
    """Typed listings of the person's employers, and those the person sent while nobody has claimed their employer."""
    return _one_of(*_own_and_sent(person))


def listings_shown_to(person: Person, feeds: Collection[int]) -> QuerySet[Listing]:
    """Those, and live ones of the sources of own feeds."""
    live = [Listing.objects.live().filter(source__in=feeds)] if feeds else []
    return _one_of(*_own_and_sent(person), *live)


def _own_and_sent(person: Person) -> tuple[QuerySet[Listing], QuerySet[Listing]]:
    typed = Listing.objects.filter(source=None)
    claimed = Membership.objects.active().filter(employer=OuterRef("hiring_organization"))
    sent = typed.exclude(submitter_email="").filter(~Exists(claimed), submitter_email__iexact=person.email)
    return typed.filter(hiring_organization__in=employers_of(person)), sent


def _one_of(first: QuerySet[Listing], *others: QuerySet[Listing]) -> QuerySet[Listing]:
    """Each found by an index of its own: of conditions joined by OR the database would try every listing."""
    ids = first.order_by().values("pk").union(*(rows.order_by().values("pk") for rows in others), all=True)
    return Listing.objects.filter(pk__in=ids)


def employer_or_404(request: HttpRequest, slug: str, *, is_owner: bool = False) -> tuple[Person, Employer]:
    """The employer of a page that only its people see. Others cannot tell it from one that does not exist."""
    person = person_of(request)
    if person is None:
        raise Http404
    among = owned_by(person) if is_owner else employers_of(person)
    employer = among.filter(slug=slug).first()
    if employer is None:
        raise Http404
    return person, employer
