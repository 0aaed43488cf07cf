"""Fields that read what people type: `2.600 €`, `58095 Hagen`, `1.2.27`; and pairs of language and level."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from listings.models import Place
from listings.models.place import PlaceAnswer

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_DATE_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d%m%Y", "%d%m%y"]
_DATE_GAPS = re.compile(r"\s*[.,/ ]\s*")
_POSTCODE = re.compile(r"(?:D[ -]?)?(\d{5})(?!\d)")


class GermanNumber(forms.DecimalField):
    """`2.600`, `2600,50 €` and `13.90` mean what a German reader takes them for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"widget": forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 20})} | kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = re.sub(r"\s|€|%", "", str(value or "")).removesuffix(",-").removesuffix("Std.")
        if _GROUPED.fullmatch(text):
            text = text.replace(".", "")
        return super().to_python(text.replace(",", ".", 1))


class GermanDate(forms.DateField):
    """Without the picker of the browser, which shows days in its own language and loses what is half typed.

    The keyboards of some phones for numbers have no dot, so that none is asked for, and other signs and none will do.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"maxlength": 14, "autocomplete": "off"}, format="%d.%m.%Y")
        super().__init__(*args, **{"input_formats": _DATE_FORMATS, "widget": widget} | kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = _DATE_GAPS.sub(".", value.strip()).strip(".")
            value = "?" if value.isdigit() and len(value) not in {6, 8} else value  # 1.2. or 12.?
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError("Schreib den Tag so: 1.2.2027.") from error


class Clock(forms.TimeField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(*args, **{"widget": widget, "required": False} | kwargs)


class PostcodeField(forms.CharField):
    """The place that a postcode names; a town's name behind it is welcome and ignored."""

    widget = forms.TextInput(attrs={"autocomplete": "postal-code", "inputmode": "numeric", "maxlength": 60})

    def clean(self, value: Any) -> PlaceAnswer:
        text = super().clean(value)
        found = _POSTCODE.match(text)
        if not found:
            raise forms.ValidationError("Eine Postleitzahl hat fünf Ziffern.")
        answer = Place.objects.find(found[1])
        if answer.place is None:
            raise forms.ValidationError("Diese Postleitzahl kennen wir nicht.")
        return replace(answer, postcode=found[1])


def boxes(label: Any, choices: list[tuple[str, Any]], required: str) -> forms.MultipleChoiceField:
    """Boxes to tick, at least one."""
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages={"required": required}
    )
