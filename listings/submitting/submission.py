"""Typed form to stored listing, and the signed link that proves the address."""

from datetime import datetime, time

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from listings import lifecycle
from listings.models import Employer, Listing
from listings.normalise import title
from listings.normalise.evidence import Evidence, Note
from listings.normalise.spelling import fold
from listings.normalise.wording import hold_reason
from listings.submitting.forms import ListingForm
from listings.vocabulary import ListingStatus, Origin, SalaryOrigin

LINK_DAYS = 7
_SALT = "confirm-listing"


@transaction.atomic
def submit(*, form: ListingForm) -> Listing:
    """Stores the listing, not public, and mails the link after commit."""
    data, now = form.cleaned_data, timezone.now()
    employer = Employer.objects.get_or_create(name_key=fold(data["company"]) or data["company"].lower(),
                                              defaults={"name": data["company"]})[0]  # fmt: skip
    stated = form.salary()
    end = data["valid_through"]
    assert form.place.place is not None
    listing = Listing(
        status=ListingStatus.UNCONFIRMED, status_reason=hold_reason(form.check_wording()), hiring_organization=employer,
        title=title.clean_title(data["title"]), description_html=data["description"],
        place=form.place.place, city=form.place.place.name,
        postal_code=data["postal_code"], latitude=form.place.latitude, longitude=form.place.longitude,
        shifts=data["shifts"], employment_type=[data["employment_type"]], contract=[data["contract"]],
        work_starts_at=data["work_starts_at"], work_ends_at=data["work_ends_at"], work_mode=data["work_mode"],
        weekly_hours=data["weekly_hours"], base_salary_min=data["salary_min"], base_salary_max=data["salary_max"],
        base_salary_unit=stated.unit, base_salary_origin=SalaryOrigin.STRUCTURED,
        apply_url=data["apply_url"],
        contact_email=data["apply_email"] or "", submitter_email=data["contact_email"],
        valid_through=timezone.make_aware(datetime.combine(end, time(23, 59, 59))) if end else lifecycle.default_end(now),
    )  # fmt: skip
    listing.evidence = _stated_by_form(listing)
    lifecycle.amend(listing=listing)
    link = settings.BASE_URL + reverse("submit-confirm", args=[signing.dumps(listing.pk, salt=_SALT)])
    mail(listing, "confirm", "Bestätige deine Anzeige", {"link": link})
    return listing


def _stated_by_form(listing: Listing) -> dict[str, dict[str, Note]]:
    """Every choice of the form is the employer's own word."""
    known = Evidence()
    for field in ("shifts", "employment_type", "contract"):
        known.add(field, Origin.STRUCTURED, dict.fromkeys(getattr(listing, field), ""))
    known.add("work_mode", Origin.STRUCTURED, {listing.work_mode: ""})
    known.add("weekly_hours", Origin.STRUCTURED, {f"{listing.weekly_hours:.1f}": ""})
    if listing.work_starts_at and listing.work_ends_at:
        hours = f"{listing.work_starts_at:%H:%M}-{listing.work_ends_at:%H:%M}"
        known.add("work_hours", Origin.STRUCTURED, {hours: ""})
    return known.notes


def confirmed(token: str) -> Listing | None:
    """The listing the link stands for; None when the link is wrong or too old."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=LINK_DAYS * 86400)
    except signing.BadSignature:
        return None
    listing = Listing.objects.filter(pk=pk).first()
    return lifecycle.confirm(listing=listing) if listing else None


def preview(token: str) -> Listing | None:
    """As confirmed(), without changing anything: GET never changes data."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=LINK_DAYS * 86400)
    except signing.BadSignature:
        return None
    return Listing.objects.filter(pk=pk).first()


def mail(listing: Listing, template: str, subject: str, context: dict[str, str]) -> None:
    """One plain-text mail to the submitter, after commit."""
    if not listing.submitter_email:
        return
    text = render_to_string(f"emails/{template}.txt", {"listing": listing, **context})
    transaction.on_commit(lambda: send_mail(subject, text, None, [listing.submitter_email]))
