"""What people type to log in, to invite somebody, to ask for access and to describe their employer."""

from collections.abc import Callable
from typing import IO, Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from listings.models import Employer, Person
from listings.submitting import addresses, logo, self_portrait
from listings.vocabulary import MemberRole


class AddressField(forms.CharField):
    """A mail address in its one spelling."""

    widget = forms.EmailInput(attrs={"class": "input", "autocomplete": "email", "maxlength": addresses.MAX_LENGTH})

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        return addresses.one_spelling(typed) if typed else ""


class LogInForm(forms.Form):
    email = AddressField(label=_("Deine E-Mail-Adresse"), max_length=addresses.MAX_LENGTH)


class InviteForm(forms.Form):
    email = AddressField(label=_("E-Mail-Adresse der Person"), max_length=addresses.MAX_LENGTH)
    role = forms.ChoiceField(
        label=_("Was die Person darf"), initial=MemberRole.MEMBER,
        choices=[(MemberRole.MEMBER, _("Anzeigen verwalten")),
                 (MemberRole.OWNER, _("Anzeigen und Team verwalten"))],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.fields["role"].widget.attrs["class"] = "input"


class ClaimForm(forms.Form):
    statement = forms.CharField(
        label=_("Was hast du mit dem Unternehmen zu tun?"), max_length=500, required=False,
        help_text=_("Ein Mensch liest das, wenn deine Adresse nicht zur Domain des Unternehmens gehört."),
        widget=forms.Textarea(attrs={"class": "input", "rows": 4}),
    )  # fmt: skip


class SettingsForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the public page says; the name and the proven domain are a moderator's matter."""

    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])], widget=forms.URLInput(attrs={"autocomplete": "url"}),
    )  # fmt: skip
    logo_file = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG, JPEG, WebP oder GIF, höchstens 2 MB."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )  # fmt: skip
    removes_logo = forms.BooleanField(label=_("Logo entfernen"), required=False)

    class Meta:
        model = Employer
        fields = self_portrait.FIELDS
        labels = {"legal_name": _("Firma, wie sie im Register steht"), "about": _("Über das Unternehmen")}
        help_texts = {
            "legal_name": _("Mit Rechtsform, zum Beispiel „Volmetal Service GmbH“."),
            "about": _(
                "Reiner Text ohne Adressen und Nummern, höchstens 2.000 Zeichen. Was macht ihr, wie arbeitet ihr, wer seid ihr?"
            ),
        }
        widgets = {"about": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "removes_logo":
                field.widget.attrs["class"] = "input"

    def clean_logo_file(self) -> bytes | None:
        upload: IO[bytes] | None = self.cleaned_data["logo_file"]
        return logo.reencoded(upload) if upload else None

    def clean_about(self) -> str:
        return self._said("about", self_portrait.objection)

    def clean_legal_name(self) -> str:
        return self._said("legal_name", self_portrait.objection_to_name)

    def clean_website(self) -> str:
        return self._said("website", self_portrait.objection_to_website)

    def _said(self, name: str, objection: Callable[[str], str]) -> str:
        """What stood there before stays, whatever the checks have learned since."""
        typed = str(self.cleaned_data[name])
        if typed and typed != self.initial.get(name) and (words := objection(typed)):
            raise forms.ValidationError(words)
        return typed

    def store(self, person: Person) -> Employer:
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in self_portrait.FIELDS}
        if drawn := self.cleaned_data["logo_file"]:
            values["logo"] = drawn
        elif self.cleaned_data["removes_logo"]:
            values["logo"] = None
        self_portrait.save(employer=self.instance, person=person, values=values)
        return self.instance
