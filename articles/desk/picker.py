"""Figures to pick: forms that show how a live fact or a stated figure looks now and give its mark-up. Looking stores nothing."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import markdown
from articles.desk.views import for_editors, page
from articles.facts import directives
from articles.facts.directives import MOST_EMPLOYERS, SHIFTS, WITH_SHIFT
from articles.vocabulary import CLAIM_KINDS, FACT_KINDS, PAY_CLAIMS, RADII, ClaimKind, FactKind
from listings.models import Place, labels


class PickForm(forms.Form):
    fakt = forms.ChoiceField(label="Was", choices=[(str(kind), words) for kind, words in FACT_KINDS.items()])
    ort = forms.CharField(label="Ort", max_length=100, help_text="Name, Adresse oder Postleitzahl")
    umkreis = forms.TypedChoiceField(
        label="Umkreis", coerce=int, required=False, empty_value=markdown.DEFAULT_RADIUS_KM,
        choices=list(RADII.items()),
    )  # fmt: skip
    schicht = forms.ChoiceField(
        label="Schicht", required=False, widget=forms.Select({"data-for": " ".join(sorted(WITH_SHIFT))}),
        choices=[("", "alle"), *((word, labels.SHIFTS[shift]) for word, shift in SHIFTS.items())],
        help_text="Bei Stellen, Mitte und Diagramm nach Wunsch, beim Anteil einer Schicht muss sie sein.",
    )  # fmt: skip
    anzahl = forms.IntegerField(
        label="Zahl der Arbeitgeber",
        required=False,
        min_value=1,
        max_value=MOST_EMPLOYERS,
        help_text="Ohne Angabe 3.",
        widget=forms.NumberInput({"data-for": FactKind.TOP_EMPLOYERS}),
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


class ClaimForm(forms.Form):
    """The rules are those of the mark-up: it is made first and read then."""

    worte = forms.CharField(
        label="Worte im Text", max_length=directives.WORDS_LENGTH, help_text="Was Leser:innen sehen: 2.400 bis 2.800 €"
    )
    art = forms.ChoiceField(label="Was", choices=[(str(kind), words) for kind, words in CLAIM_KINDS.items()])
    von = forms.CharField(label="von", required=False, max_length=20, help_text="2400 oder 13,90. Leer bei „bis …“.")
    bis = forms.CharField(label="bis", required=False, max_length=20, help_text="Leer bei „ab …“ und bei einer Zahl.")
    einheit = forms.ChoiceField(
        label="je", required=False, choices=[("", "wie üblich"), *((word, word.title()) for word in directives.UNITS)],
        widget=forms.Select({"data-for": " ".join(sorted(PAY_CLAIMS | {ClaimKind.MINIMUM_WAGE}))}),
        help_text="Üblich: Monat, beim Mindestlohn Stunde.",
    )  # fmt: skip
    schicht = forms.ChoiceField(
        label="Schicht", required=False, choices=PickForm.base_fields["schicht"].choices,  # type: ignore[attr-defined]
        widget=forms.Select({"data-for": " ".join((ClaimKind.LISTINGS, ClaimKind.SHARE))}),
    )  # fmt: skip
    quelle = forms.CharField(label="Quelle", max_length=directives.SOURCE_LENGTH)
    link = forms.URLField(
        label="Adresse der Quelle", required=False, max_length=directives.URL_LENGTH, assume_scheme="https"
    )
    stand = forms.DateField(
        label="Stand", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text="Von wann die Zahl ist; bei einem Gesetz der Tag, ab dem sie gilt.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("worte", "quelle", "link"):
            if set(data.get(name, "")) & set('{}|"'):
                self.add_error(name, "Ohne geschweifte Klammern, senkrechte Striche und gerade Anführungszeichen.")
        if not self.errors:
            found = directives.read(self.mark_up[2:-2])
            for problem in found.problems if isinstance(found, directives.Flawed) else ():
                self.add_error(None, problem)
        return data

    @property
    def mark_up(self) -> str:
        """Place and radius are those of the article."""
        data, kind = self.cleaned_data, ClaimKind(self.cleaned_data["art"])
        ends = {"von": data["von"], "bis": data["bis"]}
        if data["von"] and data["bis"] in ("", data["von"]) and not data["worte"].startswith("ab "):
            ends = {"wert": data["von"]}
        options = {
            "art": kind, **ends,
            "einheit": data["einheit"] if kind in PAY_CLAIMS or kind is ClaimKind.MINIMUM_WAGE else "",
            "schicht": data["schicht"] if kind in (ClaimKind.LISTINGS, ClaimKind.SHARE) else "",
            "quelle": f'"{data["quelle"]}"', "link": f'"{data["link"]}"' if data["link"] else "", "stand": data["stand"].isoformat(),
        }  # fmt: skip
        said = " ".join(f"{name}={value}" for name, value in options.items() if value)
        return f"{{{{angabe {said} | {data['worte']}}}}}"


@for_editors("view_article")
@require_safe
def pick(request: HttpRequest) -> HttpResponse:
    """A page of its own; with `teil` only the form, for the script of the editor's form."""
    asked = request.GET if "fakt" in request.GET else None
    form = PickForm(asked, initial={"umkreis": 25} | request.GET.dict(), auto_id="pick-%s", label_suffix="")
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        shown = markdown.render(form.mark_up, is_worked_out=True).html
        is_alone = form.cleaned_data["fakt"] == FactKind.PAY_SPREAD
        context |= {"mark_up": form.mark_up, "shown": shown, "is_alone": is_alone}
    return _shown(request, "Live-Zahl einsetzen", context)


@for_editors("view_article")
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """The same for a stated figure."""
    asked = request.GET if "stand" in request.GET else None
    initial = {"stand": timezone.localdate()} | request.GET.dict()
    form = ClaimForm(asked, initial=initial, auto_id="pick-%s", label_suffix="")
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        context |= {"mark_up": form.mark_up, "shown": markdown.render(form.mark_up).html}
    return _shown(request, "Angabe mit Quelle", context)


def _shown(request: HttpRequest, title: str, context: dict[str, Any]) -> HttpResponse:
    context |= {"is_part": "teil" in request.GET, "address": request.path}
    if context["is_part"]:
        return render(request, "admin/editors/_picker.html", context)
    return page(request, "admin/editors/picker.html", title, **context)
