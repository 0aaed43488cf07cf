"""The employer's form. Pay and at least one shift are required: that is the portal's promise."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings.models import Place
from listings.models.place import PlaceAnswer
from listings.vocabulary import HOURS_TO_MONTHS, Employment, Salary, SalaryUnit

SHIFTS = [("early", _("Früh")), ("day", _("Tag")), ("late", _("Spät")), ("night", _("Nacht")),
          ("rotating", _("Wechsel")), ("weekend", _("Wochenende")), ("flexible", _("Flexibel"))]  # fmt: skip
UNITS = [("month", _("im Monat")), ("hour", _("in der Stunde")), ("year", _("im Jahr"))]
CONTRACTS = [("permanent", _("unbefristet")), ("limited", _("befristet")), ("agency", _("Zeitarbeit"))]
EMPLOYMENT = [("full_time", _("Vollzeit")), ("part_time", _("Teilzeit")), ("minijob", _("Minijob")),
              ("working_student", _("Werkstudium")), ("apprenticeship", _("Ausbildung"))]  # fmt: skip
MINIMUM_WAGES = ((date(2027, 1, 1), 14.60), (date(2026, 1, 1), 13.90))
"""Euros an hour from a day on (MiLoV5, BGBl. 2025 I Nr. 268), newest first."""
MAX_DAYS_ONLINE = 180


def minimum_wage(day: date) -> float:
    return next((rate for since, rate in MINIMUM_WAGES if day >= since), MINIMUM_WAGES[-1][1])


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
    shifts = forms.MultipleChoiceField(label=_("Welche Schichten?"), choices=SHIFTS, widget=forms.CheckboxSelectMultiple,
                                       error_messages={"required": _("Wähl mindestens eine Schicht.")})  # fmt: skip
    weekly_hours = forms.DecimalField(
        label=_("Stunden pro Woche"), min_value=1, max_value=48, decimal_places=1, localize=True
    )
    employment_type = forms.ChoiceField(label=_("Umfang"), choices=EMPLOYMENT)
    contract = forms.ChoiceField(label=_("Vertrag"), choices=CONTRACTS)
    salary_min = forms.DecimalField(label=_("Gehalt von"), min_value=1, max_value=500_000, decimal_places=2, localize=True,
                                    help_text=_("Brutto, in Euro. Ohne Gehalt geht keine Anzeige online."))  # fmt: skip
    salary_max = forms.DecimalField(
        label=_("Gehalt bis"), min_value=1, max_value=500_000, decimal_places=2, localize=True
    )
    salary_unit = forms.ChoiceField(label=_("Gehalt gilt"), choices=UNITS)
    apply_url = forms.URLField(label=_("Adresse für Bewerbungen im Netz"), required=False, assume_scheme="https",
                               help_text=_("Leer lassen, wenn sich Leute per E-Mail bewerben sollen."))  # fmt: skip
    apply_email = forms.EmailField(
        label=_("E-Mail für Bewerbungen"), required=False, help_text=_("Steht in der Anzeige.")
    )
    valid_through = forms.DateField(label=_("Online bis"), required=False, help_text=_("Ohne Angabe 60 Tage."),
                                    widget=forms.DateInput(attrs={"placeholder": ""}))  # fmt: skip
    website = forms.CharField(required=False, label=_("Dieses Feld leer lassen"), widget=forms.HiddenInput)

    place: PlaceAnswer

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name != "shifts":
                field.widget.attrs["class"] = "input"

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
        if not data.get("apply_url") and not data.get("apply_email"):
            self.add_error("apply_email", _("Nenn eine Adresse im Netz oder eine E-Mail für Bewerbungen."))
        return data

    def salary(self) -> Salary:
        data = self.cleaned_data
        return Salary(float(data["salary_min"]), float(data["salary_max"]), SalaryUnit(data["salary_unit"]), True)

    def below_minimum_wage(self) -> str:
        """A German sentence for the moderator; empty when the pay is lawful or the law does not apply."""
        data = self.cleaned_data
        if data["employment_type"] == Employment.APPRENTICESHIP:
            return ""
        salary, hours = self.salary(), float(data["weekly_hours"])
        low = salary.minimum or 0.0
        divisor = {SalaryUnit.HOUR: 1.0, SalaryUnit.MONTH: hours * HOURS_TO_MONTHS, SalaryUnit.YEAR: hours * 52}
        hourly, floor = low / divisor[salary.unit], minimum_wage(timezone.localdate())
        if hourly >= floor - 0.005:
            return ""
        return f"{hourly:.2f} € in der Stunde liegen unter dem Mindestlohn von {floor:.2f} €.".replace(".", ",", 2)
