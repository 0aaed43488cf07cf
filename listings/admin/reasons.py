"""Where each value of a listing comes from, as a table on its page."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings.models import Listing, labels


def table(listing: Listing) -> SafeString:
    """One line a value; everything escaped."""
    lines = format_html_join(
        "", "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        ((reason.field, reason.value, labels.ORIGINS[reason.origin], reason.words) for reason in listing.reasons),
    )  # fmt: skip
    if not lines:
        return SafeString("keine")
    heads = format_html_join("", "<th>{}</th>", ((head,) for head in ("Feld", "Wert", "Herkunft", "Wörter")))
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", heads, lines)
