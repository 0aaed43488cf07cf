"""Live facts to pick: a form that says what a fact is now and gives its mark-up. Looking stores nothing."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import markdown
from articles.desk.views import for_editors, page
from articles.facts.directives import MOST_EMPLOYERS, SHIFTS, WITH_SHIFT
from articles.vocabulary import FACT_KINDS, RADII, FactKind
from listings.models import Place, labels


class PickForm(forms.Form):
    fakt = forms.ChoiceField(label="Was", choices=[(str(kind), words) for kind, words in FACT_KINDS.items()])
    ort = forms.CharField(label="Ort", max_length=100, help_text="Name, Adresse oder Postleitzahl")
    umkreis = forms.TypedChoiceField(
        label="Umkreis", coerce=int, required=False, empty_value=markdown.DEFAULT_RADIUS_KM,
        choices=list(RADII.items()),
    )  # fmt: skip
    schicht = forms.ChoiceField(
        label="Schicht", required=False,
        choices=[("", "alle"), *((word, labels.SHIFTS[shift]) for word, shift in SHIFTS.items())],
        help_text="Bei Stellen, Mitte und Diagramm nach Wunsch, beim Anteil einer Schicht muss sie sein.",
    )  # fmt: skip
    anzahl = forms.IntegerField(
        label="Zahl der Arbeitgeber", required=False, min_value=1, max_value=MOST_EMPLOYERS, help_text="Ohne Angabe 3."
    )

    def clean_ort(self) -> Place:
        found = Place.objects.find(self.cleaned_data["ort"])
        if found.place is None:
            meant = [place.slug for place in [*found.others, *found.suggestions][:6]]
            hint = f" Meinst du {', '.join(meant)}?" if meant else ""
            raise forms.ValidationError(f"Diesen Ort kennen wir nicht eindeutig.{hint}")
        return found.place

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("fakt") == FactKind.SHIFT_SHARE and not data.get("schicht"):
            self.add_error("schicht", "Wähl eine Schicht.")
        return data

    @property
    def mark_up(self) -> str:
        """Everything stands in it, so that it means the same in any article."""
        data = self.cleaned_data
        kind = FactKind(data["fakt"])
        options = [f"ort={data['ort'].slug}", f"umkreis={data['umkreis']}"]
        if data["schicht"] and kind in WITH_SHIFT:
            options.append(f"schicht={data['schicht']}")
        if data["anzahl"] and kind is FactKind.TOP_EMPLOYERS:
            options.append(f"anzahl={data['anzahl']}")
        return f"{{{{fakt {' '.join([kind, *options])}}}}}"


@for_editors("view_article")
@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """A page of its own; with `teil` only the form, for the script of the editor's form."""
    form = PickForm(
        request.GET if "fakt" in request.GET else None, initial={"umkreis": 25} | request.GET.dict(), auto_id="pick-%s"
    )
    context: dict[str, Any] = {"form": form, "is_part": "teil" in request.GET}
    if form.is_bound and form.is_valid():
        shown = markdown.render(form.mark_up, is_worked_out=True).html
        is_alone = form.cleaned_data["fakt"] == FactKind.PAY_SPREAD
        context |= {"mark_up": form.mark_up, "shown": shown, "is_alone": is_alone}
    if context["is_part"]:
        return render(request, "admin/editors/_picker.html", context)
    return page(request, "admin/editors/picker.html", "Live-Zahl einsetzen", **context)
