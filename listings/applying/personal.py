"""What applying keeps about the person behind an address, for the privacy page."""

from typing import Any

from listings.models import Application, Notice


def data_of(email: str) -> list[dict[str, Any]]:
    rows = Application.objects.sent().select_related("listing__hiring_organization").filter(email__iexact=email)
    found: list[dict[str, Any]] = [
        {"art": "Bewerbung", "nummer": row.number, "am": row.sent_at, "stand": row.get_state_display(),
         "anzeige": row.listing.title, "arbeitgeber": row.listing.hiring_organization.name, "name": row.name,
         "E-Mail": row.email, "telefon": row.phone, "nachricht": row.message,
         "datei": f"{row.pdf_name}, {len(row.pdf)} Bytes" if row.pdf else ""}
        for row in rows
    ]  # fmt: skip
    for letter in Notice.objects.filter(application__isnull=False, address__iexact=email):
        found.append({"art": "Mail von uns", "am": letter.created_at, "betreff": letter.subject, "text": letter.text})
    return found


def erase(email: str) -> None:
    """Also what is still on its way; its receipts go with it."""
    Application.objects.filter(email__iexact=email).delete()
