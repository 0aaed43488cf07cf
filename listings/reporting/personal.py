"""What reporting keeps about the person behind an address, for the privacy page."""

from typing import Any

from django.db import transaction

from listings.models import Appeal, Notice, Report


def data_of(email: str) -> list[dict[str, Any]]:
    reports = Report.objects.select_related("case").filter(email__iexact=email)
    found: list[dict[str, Any]] = [
        {"art": "Meldung", "nummer": row.number, "am": row.created_at, "anzeige": row.case.title,
         "grund": row.get_reason_display(), "text": row.text, "name": row.name, "E-Mail": row.email}
        for row in reports
    ]  # fmt: skip
    for row in Appeal.objects.select_related("case").filter(email__iexact=email):
        found.append({"art": "Beschwerde", "am": row.created_at, "anzeige": row.case.title, "text": row.text})
    for row in Notice.objects.filter(case__isnull=False, address__iexact=email):
        found.append({"art": "Mail von uns", "am": row.created_at, "betreff": row.subject, "text": row.text})
    return found


@transaction.atomic
def erase(email: str) -> None:
    """Name and address go at once, open or not; what was said stays with the decision it led to."""
    Report.objects.filter(email__iexact=email).update(name="", email="")
    Appeal.objects.filter(email__iexact=email).update(email="")
    Notice.objects.filter(case__isnull=False, address__iexact=email).update(address="", text="")
