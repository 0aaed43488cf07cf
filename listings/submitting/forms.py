"""The employer's form. Pay and at least one shift are required: that is the portal's promise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from listings.models import labels
from listings.models.place import PlaceAnswer
from listings.normalise.spelling import UNSEEN
from listings.normalise.title import clean_title
from listings.submitting.form_fields import Clock, GermanDate, GermanNumber, PostcodeField, boxes
from listings.submitting.login_forms import AddressField
from listings.vocabulary import CefrLevel, Salary, SalaryUnit

if TYPE_CHECKING:
    from listings.submitting.hints import Hint

MAX_DAYS_ONLINE = 180
MAX_START_DAYS = 550
MAX_PAY = {SalaryUnit.HOUR: 200, SalaryUnit.MONTH: 30_000, SalaryUnit.YEAR: 400_000}
"""Beyond it somebody chose the wrong unit."""
SURCHARGES = ("night", "saturday", "sunday", "holiday")
MORE_LANGUAGES = (1, 2)
MAX_PERCENT = 200
WAYS_TO_APPLY = ("apply_email", "apply_url")
"""One of them is enough, so that neither is called voluntary."""
Rows = tuple[tuple[str, ...], ...]


def choices(words: labels.Words, *, blank: Any = None) -> list[tuple[str, Any]]:
    return ([("", blank)] if blank is not None else []) + list(words.items())


UNITS: labels.Words = {unit: labels.SALARY_UNITS[unit] for unit in ("month", "hour", "year")}
LEVELS = [("", "nicht genannt"), *((level.value, level.value) for level in CefrLevel)]
WEEKENDS = [("", "keine Angabe"), ("0", "keins"), *((str(n), str(n)) for n in range(1, 5)), ("5", "jedes")]


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the form: rows of fields that belong side by side, and rows that few need."""

    heading: Any
    hint: Any
    rows: Rows
    more: Any = ""
    """Heading of the rows that few need."""
    more_rows: Rows = ()

    @property
    def names(self) -> set[str]:
        return {name for row in (*self.rows, *self.more_rows) for name in row}


STEPS = (
    Step("Ihr", "", (("company",), ("contact_email",)), "Logo", (("logo_file",),)),
    Step("Die Stelle", "", (("title",), ("description",), ("requirements",), ("postal_code", "work_mode"), ("entry",)),
         "Sprachen", (("level_de",), ("language_1", "level_1"), ("language_2", "level_2"))),
    Step("Die Arbeitszeit", "", (("shifts",), ("work_starts_at", "work_ends_at"), ("weekly_hours", "weekends_a_month"),
                                    ("employment_type",), ("contract", "job_starts_on"))),
    Step("Das Gehalt", "Brutto, in Euro, ohne Zuschläge. Ohne Gehalt geht keine Anzeige online.",
         (("salary_min", "salary_max", "salary_unit"),), "Zuschläge in Prozent",
         (("surcharge_night", "surcharge_saturday"), ("surcharge_sunday", "surcharge_holiday"))),
    Step("Die Bewerbung", "Nenn mindestens einen Weg.", (("apply_email",), ("apply_url",), ("answer_days", "valid_through"))),
)  # fmt: skip
LAST_STEP = len(STEPS)


def _percent(label: Any) -> GermanNumber:
    field = GermanNumber(label=label, required=False, min_value=1, max_value=MAX_PERCENT, decimal_places=1)
    field.suffix = "%"  # type: ignore[attr-defined]
    return field


def _pay(label: Any, **options: Any) -> GermanNumber:
    field = GermanNumber(label=label, min_value=1, max_value=500_000, decimal_places=2, **options)
    field.suffix = "€"  # type: ignore[attr-defined]
    return field


class ListingForm(forms.Form):
    company = forms.CharField(label="Unternehmen", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "organization"}))  # fmt: skip
    contact_email = AddressField(
        label="Deine E-Mail", max_length=254, help_text="Dorthin schicken wir den Link zum Bestätigen."
    )
    logo_file = forms.FileField(
        label="Logo", required=False, help_text="PNG, JPEG, WebP oder GIF, höchstens 2 MB.",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )  # fmt: skip
    title = forms.CharField(label="Stellentitel", max_length=150, help_text="So, wie du es am Telefon sagen würdest.")
    description = forms.CharField(label="Was macht man den ganzen Tag?", min_length=100, max_length=20_000,
                                  widget=forms.Textarea, help_text="Mindestens 100 Zeichen. Am besten drei bis sechs Sätze, die mit „Du“ anfangen.")  # fmt: skip
    requirements = forms.CharField(label="Was bringt man mit?", required=False, max_length=10_000, widget=forms.Textarea,
                                   help_text="Nur was wirklich nötig ist.")  # fmt: skip
    postal_code = PostcodeField(label="Postleitzahl")
    work_mode = forms.ChoiceField(label="Arbeitsort", choices=choices(labels.WORK_MODES))
    entry = forms.BooleanField(label="Auch ohne passende Ausbildung", required=False)
    level_de = forms.ChoiceField(label="Deutsch, Niveau", required=False, choices=LEVELS,
                                 help_text="B2: spricht fließend. C1: auch bei schwierigen Themen. C2: fast fehlerfrei.")  # fmt: skip
    language_1 = forms.ChoiceField(label="Weitere Sprache", required=False, choices=[])
    level_1 = forms.ChoiceField(label="Niveau", required=False, choices=LEVELS)
    language_2 = forms.ChoiceField(label="Noch eine Sprache", required=False, choices=[])
    level_2 = forms.ChoiceField(label="Niveau der zweiten", required=False, choices=LEVELS)

    shifts = boxes("Welche Schichten?", choices(labels.SHIFTS), "Wähl mindestens eine Schicht.")
    work_starts_at = Clock(label="Frühester Beginn")
    work_ends_at = Clock(label="Spätestes Ende")
    weekly_hours = GermanNumber(label="Stunden pro Woche", min_value=1, max_value=48, decimal_places=1)
    weekends_a_month = forms.ChoiceField(label="Wochenenden im Monat", required=False, choices=WEEKENDS)
    employment_type = boxes("Umfang", choices(labels.EMPLOYMENT), "Wähl mindestens einen Umfang.")
    contract = forms.ChoiceField(label="Vertrag", choices=choices(labels.CONTRACTS))
    job_starts_on = GermanDate(
        label="Start der Stelle", required=False, help_text="Zum Beispiel 1.2.2027. Leer heißt: ab sofort."
    )

    salary_min = _pay("Gehalt von")
    salary_max = _pay("Gehalt bis", required=False, help_text="Leer heißt: ein fester Betrag.")
    salary_unit = forms.ChoiceField(label="Gehalt gilt", choices=choices(UNITS))
    surcharge_night = _percent("Nacht")
    surcharge_saturday = _percent("Samstag")
    surcharge_sunday = _percent("Sonntag")
    surcharge_holiday = _percent("Feiertag")

    apply_email = AddressField(
        label="E-Mail für Bewerbungen",
        required=False,
        max_length=254,
        help_text="Steht nicht in der Anzeige. Dorthin schicken wir, was Leute in unserem Formular schreiben.",
    )
    apply_url = forms.URLField(label="Adresse für Bewerbungen im Netz", required=False, max_length=1000, assume_scheme="https",
                               validators=[URLValidator(schemes=["http", "https"])],
                               help_text="Wer hier klickt, landet auf eurer Seite.")  # fmt: skip
    answer_days = forms.IntegerField(label="In wie vielen Werktagen meldet ihr euch?", required=False, min_value=1, max_value=60,
                                     help_text="Das steht öffentlich in der Anzeige.",
                                     widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}))  # fmt: skip
    valid_through = GermanDate(
        label="Online bis", required=False, help_text="Zum Beispiel 31.1.2027. Ohne Angabe 60 Tage."
    )

    hints: "list[Hint]"
    """What the checks say; see hints.of()."""

    def __init__(self, typed: Mapping[str, list[str]] | None = None, files: Any = None, *, ignores_today: bool = False, known: dict[str, str] | None = None) -> None:  # fmt: skip
        """`ignores_today` lets days pass that lay ahead when they were typed; `known` stands in an empty form."""
        super().__init__(
            None if typed is None else MultiValueDict(typed), files, initial=known, use_required_attribute=False
        )
        self.ignores_today, self.hints = ignores_today, []
        languages = choices({k: v for k, v in labels.LANGUAGES.items() if k != "de"}, blank="keine")
        for number in MORE_LANGUAGES:
            self.fields[f"language_{number}"].choices = languages  # type: ignore[attr-defined]
        for name in WAYS_TO_APPLY:
            self.fields[name].is_one_of = True  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            self[name].hints = []  # type: ignore[attr-defined]
            if field.error_messages["required"] == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = "Das fehlt noch."
            if not isinstance(field.widget, (forms.CheckboxInput, forms.CheckboxSelectMultiple)):
                field.widget.attrs["class"] = "input"

    def steps(self) -> list[dict[str, Any]]:
        """For the page: each part with its bound fields; what few need stands open when it holds something."""
        return [
            {
                "number": number, "heading": step.heading, "hint": step.hint, "more": step.more,
                "rows": self._bound(step.rows), "more_rows": self._bound(step.more_rows), "is_last": number == LAST_STEP,
                "is_open": any(self[name].errors or self[name].value() for row in step.more_rows for name in row),
            }
            for number, step in enumerate(STEPS, 1)
        ]  # fmt: skip

    def _bound(self, rows: Rows) -> list[list[forms.BoundField]]:
        return [[self[name] for name in row] for row in rows]

    def forget_errors_after(self, step: int) -> None:
        """Says nothing yet about parts that nobody has sent."""
        later = set().union(*(part.names for part in STEPS[step:]))
        for name in later & set(self.errors):
            del self.errors[name]

    def clean_company(self) -> str:
        name = " ".join(UNSEEN.sub("", self.cleaned_data["company"]).split())
        if not any(letter.isalnum() for letter in name):
            raise forms.ValidationError("Wie heißt das Unternehmen?")
        return name

    def clean_title(self) -> str:
        title = clean_title(self.cleaned_data["title"])[:150]
        if not any(letter.isalpha() for letter in title):
            raise forms.ValidationError("Nenn die Stelle beim Namen, zum Beispiel „Kundenberater:in (m/w/d)“.")
        return title

    def clean_valid_through(self) -> date | None:
        day: date | None = self.cleaned_data["valid_through"]
        today = timezone.localdate()
        if day and not self.ignores_today and not today < day <= today + timedelta(days=MAX_DAYS_ONLINE):
            raise forms.ValidationError("Wähl einen Tag ab morgen, höchstens 180 Tage voraus.")
        return day

    def clean_job_starts_on(self) -> date | None:
        day: date | None = self.cleaned_data["job_starts_on"]
        today = timezone.localdate()
        if day and not self.ignores_today:
            if day < today:
                raise forms.ValidationError("Der Tag ist vorbei. Lass das Feld leer, wenn es sofort losgeht.")
            if day > today + timedelta(days=MAX_START_DAYS):
                raise forms.ValidationError("Das ist weiter weg als anderthalb Jahre.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._clean_pay(data)
        self._clean_languages(data)
        if bool(data.get("work_starts_at")) != bool(data.get("work_ends_at")):
            missing = "work_ends_at" if data.get("work_starts_at") else "work_starts_at"
            if missing not in self.errors:
                self.add_error(missing, "Nenn Beginn und Ende, oder lass beide Felder leer.")
        if not data.get("apply_url") and not data.get("apply_email") and not {"apply_url", "apply_email"} & set(self.errors):  # fmt: skip
            self.add_error("apply_email", "Nenn eine Adresse im Netz oder eine E-Mail für Bewerbungen.")
        return data

    def _clean_pay(self, data: dict[str, Any]) -> None:
        low, high, unit = data.get("salary_min"), data.get("salary_max"), data.get("salary_unit")
        if low and high and low > high:
            self.add_error("salary_max", "Das obere Ende liegt unter dem unteren.")
        elif unit and (high or low or 0) > MAX_PAY[SalaryUnit(unit)]:
            self.add_error("salary_unit", "So viel? Prüf, ob der Betrag im Monat, in der Stunde oder im Jahr gilt.")

    def _clean_languages(self, data: dict[str, Any]) -> None:
        seen: set[str] = set()
        for number in MORE_LANGUAGES:
            language = data.get(f"language_{number}")
            if language and language in seen:
                self.add_error(f"language_{number}", "Diese Sprache steht schon da.")
            elif data.get(f"level_{number}") and not language and f"language_{number}" not in self.errors:
                self.add_error(f"language_{number}", "Zu welcher Sprache gehört das Niveau?")
            seen.add(language or "")

    @property
    def place(self) -> PlaceAnswer:
        """Of the postcode; without a place while there is no valid one."""
        found: PlaceAnswer = getattr(self, "cleaned_data", {}).get("postal_code") or PlaceAnswer()
        return found

    def salary(self) -> Salary | None:
        data = self.cleaned_data
        low, high, unit = data.get("salary_min"), data.get("salary_max"), data.get("salary_unit")
        if not low or not unit:
            return None
        return Salary(float(low), float(high or low), SalaryUnit(unit), True)

    def language_levels(self) -> dict[str, str]:
        """Language to CEFR level, or to nothing where only the language is named."""
        data = self.cleaned_data
        found = {"de": data["level_de"]} if data.get("level_de") else {}
        for number in MORE_LANGUAGES:
            if language := data.get(f"language_{number}"):
                found[language] = data.get(f"level_{number}") or ""
        return found

    def surcharges(self) -> dict[str, float]:
        stated = ((kind, self.cleaned_data.get(f"surcharge_{kind}")) for kind in SURCHARGES)
        return {
            kind: int(percent) if percent == int(percent) else float(percent) for kind, percent in stated if percent
        }
