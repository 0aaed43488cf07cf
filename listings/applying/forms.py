"""What an applicant types. Nothing that employers may not ask before a contract."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.notices import one_line
from listings.submitting.login_forms import AddressField

MESSAGE_LENGTH = 6_000


class ApplicationForm(forms.Form):
    name = forms.CharField(
        label=_("Dein Name"), max_length=120, widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
        error_messages={"required": _("Schreib, wie du heißt.")},
    )  # fmt: skip
    email = AddressField(
        label=_("Deine E-Mail-Adresse"), max_length=254, help_text=_("Hierhin antwortet der Arbeitgeber."),
        error_messages={"required": _("Ohne Adresse kann dir niemand antworten.")},
    )  # fmt: skip
    phone = forms.RegexField(
        r"^\+?[0-9 ()/.-]{5,40}$", label=_("Telefon"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"invalid": _("Eine Telefonnummer hat nur Ziffern, Leerzeichen und + / ( ) -.")},
    )  # fmt: skip
    message = forms.CharField(
        label=_("Deine Nachricht"), max_length=MESSAGE_LENGTH,
        help_text=_("Drei Sätze reichen: warum du, warum diese Stelle, ab wann."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 9}),
        error_messages={"required": _("Schreib ein paar Sätze, warum du passt.")},
    )  # fmt: skip
    pdf = forms.FileField(
        label=_("Lebenslauf als PDF"), required=False, help_text=_("Höchstens 5 MB. Ein Foto und dein Geburtsdatum brauchst du nicht."),
        widget=forms.FileInput(attrs={"class": "input", "accept": "application/pdf,.pdf"}), allow_empty_file=True,
    )  # fmt: skip
    removes_pdf = forms.BooleanField(label=_("Datei wieder entfernen"), required=False)

    def __init__(self, *args: Any, wrong_pdf: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wrong_pdf = wrong_pdf

    def clean_name(self) -> str:
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Schreib, wie du heißt."))
        return name

    def clean_pdf(self) -> None:
        """Checked and kept before anything else, see sending.keep_file()."""
        if self.wrong_pdf:
            raise forms.ValidationError(self.wrong_pdf)
