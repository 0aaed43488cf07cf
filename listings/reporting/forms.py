"""What people type to report a listing and to appeal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.models import labels
from listings.notices import one_line
from listings.submitting.login_forms import AddressField
from listings.vocabulary import ReportReason

TEXT_LENGTH = 4_000
NEEDS_NO_WORDS = {ReportReason.GONE.value}
NEEDS_A_PERSON = {ReportReason.RIGHTS.value}
"""Nobody can claim the rights of a person who is not named."""


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Was stimmt nicht?"), choices=list(labels.REPORT_REASONS.items()),
        widget=forms.RadioSelect, error_messages={"required": _("Wähl aus, was nicht stimmt.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_("Was ist falsch, und woran siehst du das?"), max_length=TEXT_LENGTH,
        help_text=_("Zitier die Stelle oder die Nachricht, um die es geht. Nur wenn es die Stelle nicht mehr gibt, darf das Feld leer bleiben."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 6}),
        error_messages={"required": _("Schreib in ein, zwei Sätzen, was falsch ist. Sonst können wir es nicht prüfen.")},
    )  # fmt: skip
    name = forms.CharField(
        label=_("Dein Name"), required=False, max_length=120,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "name"}),
    )  # fmt: skip
    email = AddressField(label=_("Deine E-Mail-Adresse"), required=False, max_length=254)
    is_in_good_faith = forms.BooleanField(
        label=_("Nach bestem Wissen sind meine Angaben richtig und vollständig"),
        error_messages={"required": _("Bestätige, dass deine Angaben nach bestem Wissen stimmen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("reason") in NEEDS_NO_WORDS:
            self.fields["text"].required = False

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        reason = data.get("reason", "")
        if reason in NEEDS_A_PERSON:
            for field in ("name", "email"):
                if not data.get(field) and field not in self.errors:
                    self.add_error(field, _("Wer Rechte geltend macht, muss sagen, wer er ist und wie wir antworten."))
        return data


class AppealForm(forms.Form):
    text = forms.CharField(
        label=_("Warum ist die Entscheidung falsch?"), max_length=TEXT_LENGTH,
        help_text=_("Schreib, was wir übersehen haben. Ein anderer Mensch als beim ersten Mal liest es."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 8}),
    )  # fmt: skip
