"""Who is at the employers' desk. The log-in itself is a link in a mail (login.py)."""

from django.db.models import QuerySet
from django.http import HttpRequest

from listings.models import Employer, Listing, Person
from listings.models.person import Membership

SESSION_KEY = "person"


def person_of(request: HttpRequest) -> Person | None:
    """None when nobody is logged in. Asks for no session where no cookie came."""
    pk = request.session.get(SESSION_KEY) if request.COOKIES else None
    return Person.objects.filter(pk=pk).first() if pk else None


def employers_of(person: Person) -> QuerySet[Employer]:
    """Those the person may act for."""
    accepted = Membership.objects.filter(person=person, accepted_at__isnull=False)
    return Employer.objects.filter(pk__in=accepted.values("employer"))


def listings_of(person: Person) -> QuerySet[Listing]:
    """Typed listings of the person's employers, and those the person sent before any employer was claimed."""
    own = Listing.objects.filter(source=None)
    return own.filter(hiring_organization__in=employers_of(person)) | own.filter(submitter_email__iexact=person.email)
