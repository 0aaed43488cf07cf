"""What an editor has to mend in the mark-up of figures, in words and with the line: the gate and the editor show it."""

from dataclasses import dataclass

from django.utils import timezone

from articles.facts.directives import Box, Claim, Fact, Flawed
from articles.facts.markup import found_in
from articles.vocabulary import LAW_CLAIMS
from listings.models import Place


@dataclass(frozen=True)
class Problem:
    line: int
    """From 1."""
    message: str

    def __str__(self) -> str:
        return f"Zeile {self.line}: {self.message}"


def problems(text: str, *, has_place: bool = True) -> list[Problem]:
    """`has_place` says whether the article has one, which counts where a figure names none. One query at most."""
    found = found_in(text)
    named = {slug for one in found if (slug := _place(one.directive))}
    known = set(Place.objects.filter(slug__in=named).values_list("slug", flat=True)) if named else set()
    told, today = [], timezone.localdate()
    for one in found:
        directive = one.directive
        if isinstance(directive, Claim) and directive.as_of > today and directive.kind not in LAW_CLAIMS:
            told.append(Problem(one.line, f"Der Stand {directive.as_of:%d.%m.%Y} liegt in der Zukunft."))
        if isinstance(directive, Flawed):
            told += [Problem(one.line, message) for message in directive.problems]
        elif (slug := _place(directive)) and slug not in known:
            told.append(
                Problem(one.line, f"Den Ort „{slug}“ gibt es nicht. Schreib ihn wie in der Adresse /jobs/hagen/.")
            )
        elif not slug and not has_place and isinstance(directive, Fact | Box):
            told.append(Problem(one.line, "Der Artikel hat keinen Ort. Wähl einen oder schreib ort=…."))
    return told


def _place(directive: object) -> str:
    return directive.place if isinstance(directive, Fact | Box | Claim) else ""
