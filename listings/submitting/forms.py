"""The employer's form. Pay and at least one shift are required: that is the portal's promise."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings.models import Place, labels
from listings.models.place import PlaceAnswer
from listings.normalise import markup, title, wording
from listings.normalise.finding import Finding
from listings.vocabulary import Contract, Employment, FindingLevel, Salary, SalaryUnit, WorkMode

MAX_DAYS_ONLINE = 180
PAY_RULES = {"below_minimum_wage", "wage_rise_ahead"}
PLACES_OF_WORDS = ("title", "description", "apply_url", "apply_email", "company")
UNITS: labels.Words = {unit: labels.SALARY_UNITS[unit] for unit in ("month", "hour", "year")}


def choices(words: labels.Words) -> list[tuple[str, Any]]:
    return list(words.items())


STEPS: tuple[tuple[Any, Any, tuple[tuple[str, ...], ...]], ...] = (
    (_("Ihr"), "", (("company",), ("contact_email",))),
    (_("Die Stelle"), "", (("title",), ("description",), ("postal_code", "work_mode"))),
    (_("Die Arbeitszeit"), "", (("shifts",), ("work_starts_at", "work_ends_at", "weekly_hours"),
                                ("employment_type", "contract"))),
    (_("Das Gehalt"), _("Brutto, in Euro, ohne Zuschläge. Ohne Gehalt geht keine Anzeige online."),
     (("salary_min", "salary_max", "salary_unit"),)),
    (_("Die Bewerbung"), _("Nenn mindestens einen Weg."), (("apply_email",), ("apply_url",), ("valid_through",))),
)  # fmt: skip
"""Heading, hint, and rows of fields that belong side by side."""


class ListingForm(forms.Form):
    company = forms.CharField(label=_("Unternehmen"), max_length=200)
    contact_email = forms.EmailField(
        label=_("Deine E-Mail"), help_text=_("Dorthin schicken wir den Link zum Bestätigen.")
    )
    title = forms.CharField(
        label=_("Stellentitel"), max_length=150, help_text=_("So, wie du es am Telefon sagen würdest.")
    )
    description = forms.CharField(label=_("Was macht man den ganzen Tag?"), min_length=100, max_length=20_000,
                                  widget=forms.Textarea, help_text=_("Mindestens 100 Zeichen."))  # fmt: skip
    postal_code = forms.RegexField(r"^\d{5}$", label=_("Postleitzahl"),
                                   error_messages={"invalid": _("Eine Postleitzahl hat fünf Ziffern.")})  # fmt: skip
    shifts = forms.MultipleChoiceField(label=_("Welche Schichten?"), choices=choices(labels.SHIFTS), widget=forms.CheckboxSelectMultiple,
                                       error_messages={"required": _("Wähl mindestens eine Schicht.")})  # fmt: skip
    work_starts_at = forms.TimeField(
        label=_("Frühester Beginn"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    work_ends_at = forms.TimeField(
        label=_("Spätestes Ende"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    weekly_hours = forms.DecimalField(
        label=_("Stunden pro Woche"), min_value=1, max_value=48, decimal_places=1, localize=True
    )
    work_mode = forms.ChoiceField(label=_("Arbeitsort"), choices=choices(labels.WORK_MODES))
    employment_type = forms.ChoiceField(label=_("Umfang"), choices=choices(labels.EMPLOYMENT))
    contract = forms.ChoiceField(label=_("Vertrag"), choices=choices(labels.CONTRACTS))
    salary_min = forms.DecimalField(
        label=_("Gehalt von"), min_value=1, max_value=500_000, decimal_places=2, localize=True
    )
    salary_max = forms.DecimalField(
        label=_("Gehalt bis"), min_value=1, max_value=500_000, decimal_places=2, localize=True
    )
    salary_unit = forms.ChoiceField(label=_("Gehalt gilt"), choices=choices(UNITS))
    apply_url = forms.URLField(label=_("Adresse für Bewerbungen im Netz"), required=False, assume_scheme="https",
                               help_text=_("Wer hier klickt, landet auf eurer Seite."))  # fmt: skip
    apply_email = forms.EmailField(
        label=_("E-Mail für Bewerbungen"), required=False, help_text=_("Steht in der Anzeige.")
    )
    valid_through = forms.DateField(label=_("Online bis"), required=False, help_text=_("Tag.Monat.Jahr. Ohne Angabe 60 Tage."))  # fmt: skip
    website = forms.CharField(required=False, label=_("Dieses Feld leer lassen"), widget=forms.HiddenInput)

    place: PlaceAnswer
    findings: list[tuple[forms.BoundField, Finding]]
    """Hints to show, each with its field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.findings = []
        for name in self.fields:
            self[name].hints = []  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if name != "shifts":
                field.widget.attrs["class"] = "input"

    def steps(self) -> list[tuple[Any, Any, list[list[forms.BoundField]]]]:
        return [(heading, hint, [[self[name] for name in row] for row in rows]) for heading, hint, rows in STEPS]

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Dieses Feld muss leer bleiben."))
        return ""

    def clean_postal_code(self) -> str:
        code = str(self.cleaned_data["postal_code"])
        self.place = Place.objects.find(code)
        if self.place.place is None:
            raise forms.ValidationError(_("Diese Postleitzahl kennen wir nicht."))
        return code

    def clean_valid_through(self) -> date | None:
        day: date | None = self.cleaned_data["valid_through"]
        today = timezone.localdate()
        if day and not today < day <= today + timedelta(days=MAX_DAYS_ONLINE):
            raise forms.ValidationError(_("Wähl einen Tag ab morgen, höchstens 180 Tage voraus."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, high = data.get("salary_min"), data.get("salary_max")
        if low and high and low > high:
            self.add_error("salary_max", _("Das obere Ende liegt unter dem unteren."))
        if bool(data.get("work_starts_at")) != bool(data.get("work_ends_at")):
            self.add_error("work_ends_at", _("Nenn Beginn und Ende, oder lass beide Felder leer."))
        if not data.get("apply_url") and not data.get("apply_email"):
            self.add_error("apply_email", _("Nenn eine Adresse im Netz oder eine E-Mail für Bewerbungen."))
        return data

    def salary(self) -> Salary:
        data = self.cleaned_data
        return Salary(float(data["salary_min"]), float(data["salary_max"]), SalaryUnit(data["salary_unit"]), True)

    def check_wording(self) -> list[Finding]:
        """What a moderator would see, by the same rules; only of a form that is valid."""
        data, salary = self.cleaned_data, self.salary()
        return wording.check(
            title.clean_title(data["title"]), markup.plain_text(markup.clean_html(data["description"])),
            today=timezone.localdate(), salary=salary, weekly_hours=float(data["weekly_hours"]),
            kinds={Employment(data["employment_type"])}, contracts={Contract(data["contract"])},
            work_mode=WorkMode(data["work_mode"]), apply_url=data["apply_url"], contact_email=data["apply_email"],
            sender_email=data["contact_email"], employer=data["company"], wage_level=FindingLevel.HOLD,
        )  # fmt: skip

    def show(self, findings: Iterable[Finding]) -> None:
        """Puts each finding beside the field it is about; a field names its hints to screen readers too."""
        self.findings = [(self[self._field_of(found)], found) for found in findings]
        for field, _found in self.findings:
            described = [f"{field.id_for_label}_helptext"] if field.help_text else []
            field.field.widget.attrs["aria-describedby"] = " ".join([*described, f"{field.id_for_label}_hints"])
            field.hints = [found for other, found in self.findings if other is field]  # type: ignore[attr-defined]

    def _field_of(self, found: Finding) -> str:
        if found.rule in PAY_RULES:
            return "salary_min"
        typed = ((name, str(self.cleaned_data.get(name) or "")) for name in PLACES_OF_WORDS)
        return next((name for name, text in typed if found.words in text), "description")

    @property
    def is_held(self) -> bool:
        return any(found.level is FindingLevel.HOLD for _, found in self.findings)

    @property
    def seen(self) -> str:
        """The rules whose hints stand on the page, as the second button sends them back."""
        return " ".join(sorted({found.rule for _, found in self.findings}))
