"""The address of a feed as an employer types it. Whether something is there, the dry run finds out."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from listings.models import Employer
from listings.vocabulary import FeedFormat

FORMATS = [
    (FeedFormat.AUTO, _("erkennen wir selbst")),
    (FeedFormat.INDEED, _("XML nach dem Muster von Indeed")),
    (FeedFormat.JSONLD, _("Karriereseite mit schema.org/JobPosting")),
    (FeedFormat.RSS, _("RSS oder Atom")),
    (FeedFormat.CSV, _("Tabelle (CSV)")),
    *((kind, kind.value.title() if kind is not FeedFormat.SMARTRECRUITERS else "SmartRecruiters") for kind in (
        FeedFormat.PERSONIO, FeedFormat.GREENHOUSE, FeedFormat.LEVER, FeedFormat.SMARTRECRUITERS, FeedFormat.RECRUITEE,
        FeedFormat.ASHBY, FeedFormat.WORKABLE,
    )),
]  # fmt: skip
"""Without boards that gather the listings of many employers."""
SECRET_NAMES = frozenset(
    {"password", "passwort", "passwd", "pwd", "pass", "secret", "client_secret", "access_token", "api_key", "apikey"}
)
NO_ADDRESS = _("Das ist keine Webadresse. Sie sieht so aus: https://www.deine-firma.de/stellen.xml")
SECRET = _("In der Adresse stehen Zugangsdaten. Gib eine Adresse an, die ohne Passwort aufgeht.")


class FeedForm(forms.Form):
    url = forms.URLField(
        label=_("Adresse des Feeds"), max_length=1000, assume_scheme="https",
        help_text=_("Die Adresse der Datei oder des Boards, nicht die der Startseite."),
        validators=[URLValidator(schemes=["http", "https"], message=NO_ADDRESS)],
        error_messages={"invalid": NO_ADDRESS, "required": _("Trag die Adresse ein.")},
        widget=forms.URLInput(attrs={"class": "input", "autocomplete": "off", "inputmode": "url"}),
    )  # fmt: skip
    employer = forms.ModelChoiceField(
        label=_("Für welchen Arbeitgeber"), queryset=Employer.objects.none(), empty_label=None,
        widget=forms.Select(attrs={"class": "input"}),
    )  # fmt: skip
    format = forms.ChoiceField(
        label=_("Format"), choices=FORMATS, required=False, initial=FeedFormat.AUTO,
        widget=forms.Select(attrs={"class": "input"}),
    )  # fmt: skip

    def __init__(self, *args: Any, employers: QuerySet[Employer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["employer"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = employers.order_by("name")

    def clean_url(self) -> str:
        """One spelling of scheme and host, without what never reaches the server."""
        parts = urlsplit(self.cleaned_data["url"])
        names = {name.lower() for name, value in parse_qsl(parts.query) if value}
        if "@" in parts.netloc or names & SECRET_NAMES:
            raise ValidationError(SECRET)
        return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower(), fragment="").geturl()

    def clean_format(self) -> FeedFormat:
        return FeedFormat(self.cleaned_data["format"] or FeedFormat.AUTO)
