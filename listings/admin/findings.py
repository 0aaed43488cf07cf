"""Findings of the wording checks on the page of a listing: what, why, what instead, and the words marked in the text."""

import re
from collections.abc import Sequence

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from listings.models import Listing, labels
from listings.vocabulary import FindingLevel

NONE = "none"


class FindingLevelFilter(admin.SimpleListFilter):
    title = "Befund"
    parameter_name = "finding"

    def lookups(self, request: HttpRequest, model_admin: object) -> Sequence[tuple[str, str]]:
        return [
            *((level, str(labels.FINDING_LEVELS[level])) for level in reversed(FindingLevel)),
            (NONE, "ohne Befund"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Listing]) -> QuerySet[Listing]:
        if self.value() == NONE:
            return queryset.filter(findings=[])
        return queryset.filter(findings__contains=[{"level": self.value()}]) if self.value() else queryset


def worst(listing: Listing) -> str:
    """The highest level among the findings, in German; empty without findings."""
    found = {finding["level"] for finding in listing.findings}
    return next((str(labels.FINDING_LEVELS[level]) for level in reversed(FindingLevel) if level in found), "")


def table(listing: Listing) -> SafeString:
    """One line a finding; everything escaped."""
    lines = format_html_join(
        "", '<tr class="finding finding--{}"><td><strong>{}</strong></td><td><mark>{}</mark></td><td>{}</td><td>{}</td></tr>',
        ((found["level"], labels.FINDING_LEVELS[found["level"]], found["words"], found["reason"], found["suggestion"])
         for found in listing.findings),
    )  # fmt: skip
    if not lines:
        return SafeString("keine")
    heads = format_html_join("", "<th>{}</th>", ((head,) for head in ("Stufe", "Wörter", "Grund", "Vorschlag")))
    return format_html("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>", heads, lines)


def marked(listing: Listing) -> SafeString:
    """Title and text as they are checked, with the words of every finding marked; everything escaped."""
    words = sorted({found["words"] for found in listing.findings if found["words"]}, key=len, reverse=True)
    text = f"{listing.title}\n\n{listing.description_text}"
    if not words:
        return format_html('<div class="readonly finding-text">{}</div>', text)
    pieces = re.split(f"({'|'.join(map(re.escape, words))})", text)
    html = format_html_join("", "{}", ((format_html("<mark>{}</mark>", part) if place % 2 else part,) for place, part in enumerate(pieces)))  # fmt: skip
    return format_html('<div class="readonly finding-text">{}</div>', html)
