"""The form an article is written in. What it says becomes a revision; nothing of it is public yet."""

from typing import Any

from django import forms
from django.utils import timezone

from articles.markdown import anchor
from articles.models import Article, ArticleImage
from articles.models.article import SLUG_LENGTH
from articles.vocabulary import RADII
from articles.writing import content
from listings.models import Place

MAX_TEXT = 60_000
RESERVED = ("feed", "bild")
"""Words that stand in addresses of guides for something else."""


class WritingForm(forms.ModelForm):  # type: ignore[type-arg]
    place_name = forms.CharField(label="Ort", required=False, max_length=100,
                                 help_text="Name oder Postleitzahl. Leer für einen Artikel ohne Ort.")  # fmt: skip
    radius = forms.TypedChoiceField(label="Umkreis", coerce=int, choices=list(RADII.items()))
    note = forms.CharField(label="Notiz zur Fassung", required=False, max_length=200,
                           help_text="Für Kolleg:innen, zum Beispiel: neue Zahlen vom Jobcenter.")  # fmt: skip

    class Meta:
        model = Article
        fields = ["title", "slug", "teaser", "text", "radius", "author", "lead_image", "meta_title", "meta_description",
                  "checked_at", "review_by"]  # fmt: skip
        widgets = {
            "title": forms.TextInput(attrs={"size": 80}),
            "slug": forms.TextInput(attrs={"size": 60}),
            "teaser": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "text": forms.Textarea(attrs={"rows": 30, "cols": 80, "spellcheck": "true"}),
            "meta_title": forms.TextInput(attrs={"size": 70}),
            "meta_description": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "checked_at": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "review_by": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }
        help_texts = {
            "slug": "Teil der Adresse: /ratgeber/…/. Leer: aus dem Titel. Nach einer Änderung leitet die alte Adresse weiter.",
            "teaser": "Ein bis zwei Sätze unter dem Titel und in Listen.",
            "meta_title": "Leer: der Titel.",
            "meta_description": "Leer: der Anrisstext.",
            "checked_at": "Steht über dem Text. Setz es, wenn du alle Angaben geprüft hast.",
            "review_by": "Nur für die Redaktion: Danach steht der Artikel auf dem Schreibtisch.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["slug"].required = False
        self.fields["text"].max_length = MAX_TEXT  # type: ignore[attr-defined]
        self.fields["author"].empty_label = "Redaktion"  # type: ignore[attr-defined]
        self.fields["lead_image"].queryset = ArticleImage.objects.all()  # type: ignore[attr-defined]
        self.place: Place | None = None

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if len(text) > MAX_TEXT:
            raise forms.ValidationError(f"Der Text hat {len(text)} Zeichen. Mehr als {MAX_TEXT} gehen nicht.")
        return text

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"] or anchor(self.cleaned_data.get("title", ""))[:SLUG_LENGTH].strip("-")
        if slug in RESERVED:
            raise forms.ValidationError(f"„{slug}“ ist als Adresse vergeben. Nimm eine andere.")
        return slug

    def clean_place_name(self) -> str:
        typed: str = self.cleaned_data["place_name"]
        if typed:
            answer = Place.objects.find(typed)
            self.place = answer.place
            if self.place is None:
                near = ", ".join(place.slug for place in [*answer.others, *answer.suggestions][:5])
                meant = f" Meinst du: {near}?" if near else ""
                raise forms.ValidationError(f"Den Ort „{typed}“ kennen wir nicht.{meant}")
        return typed

    def written(self) -> dict[str, Any]:
        """The fields of a revision."""
        values = {name: self.cleaned_data.get(name, content.EMPTY[name]) for name in content.FIELDS if name != "place"}
        return content.plain(values | {"place": self.place})

    def roughly(self) -> dict[str, Any]:
        """The same of a form that is not valid yet: what cannot be used is left out."""
        self.is_valid()
        return self.written()


class PlanForm(forms.Form):
    publish_at = forms.DateTimeField(
        label="Veröffentlichen am", required=False,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
    )  # fmt: skip

    def clean_publish_at(self) -> Any:
        at = self.cleaned_data["publish_at"]
        if at is None or at <= timezone.now():
            raise forms.ValidationError("Gib einen Tag und eine Uhrzeit in der Zukunft an.")
        return at


class UploadForm(forms.Form):
    file = forms.FileField(label="Datei", help_text="JPEG, PNG, WebP oder GIF, höchstens 2,9 MB.")
    alt = forms.CharField(label="Was zu sehen ist", max_length=300,
                          help_text="Für alle, die das Bild nicht sehen: „Leute auf dem Bahnsteig im ersten Licht“.")  # fmt: skip
    credit = forms.CharField(label="Bildnachweis", max_length=200)
    caption = forms.CharField(label="Bildunterschrift", max_length=300, required=False)


def initial_of(fields: dict[str, Any]) -> dict[str, Any]:
    """Of a revision, for the form."""
    place = Place.objects.filter(pk=fields["place"]).first() if fields.get("place") else None
    return {**fields, "place_name": place.slug if place else ""}
