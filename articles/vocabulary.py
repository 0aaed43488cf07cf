"""The words of the editors' room, with their German labels."""

from enum import StrEnum

from listings.vocabulary import RADII_KM


class ArticleState(StrEnum):
    DRAFT = "draft"
    PLANNED = "planned"
    """Goes online by itself at `publish_at`, if it then still passes the gate."""
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    """Was public and is not; its address answers 410."""


class FactKind(StrEnum):
    """What the listings of a place can say, as it is written in a text: {{fakt gehalt-mitte}}."""

    LISTINGS = "stellen"
    PAY_MEDIAN = "gehalt-mitte"
    PAY_SPREAD = "gehalt-verteilung"
    """A chart on a line of its own."""
    PAY_STATED = "gehalt-genannt"
    PAY_ENTRY = "gehalt-einstieg"
    PAY_EXPERIENCED = "gehalt-erfahren"
    SHIFT_SHARE = "schicht-anteil"
    TOP_EMPLOYERS = "arbeitgeber"


class ClaimKind(StrEnum):
    """What a stated figure is compared with, as it is written in a text: {{angabe art=gehalt ...}}."""

    PAY = "gehalt"
    PAY_ENTRY = "einstieg"
    PAY_EXPERIENCED = "erfahren"
    MINIMUM_WAGE = "mindestlohn"
    MINIJOB = "minijob"
    """The most that a Minijob may pay a month; follows the minimum wage."""
    LISTINGS = "stellen"
    SHARE = "anteil"
    OTHER = "sonstiges"
    """Nothing here to compare with: only its age is watched."""


class Drift(StrEnum):
    NONE = "none"
    MOVED = "moved"
    """The live figures say something else."""
    AGED = "aged"
    """Older than its kind may be."""
    SOON = "soon"
    """No longer what is law from a near day on."""
    UNLAWFUL = "unlawful"
    """Below the minimum wage, or not what the law says."""


ARTICLE_STATES = {
    ArticleState.DRAFT: "Entwurf",
    ArticleState.PLANNED: "geplant",
    ArticleState.PUBLISHED: "veröffentlicht",
    ArticleState.WITHDRAWN: "zurückgezogen",
}
FACT_KINDS = {
    FactKind.LISTINGS: "Zahl der Stellen",
    FactKind.PAY_MEDIAN: "Gehalt, Mitte",
    FactKind.PAY_SPREAD: "Gehälter als Diagramm",
    FactKind.PAY_STATED: "Anteil mit genanntem Gehalt",
    FactKind.PAY_ENTRY: "Gehalt für Einsteiger:innen",
    FactKind.PAY_EXPERIENCED: "Gehalt mit Erfahrung",
    FactKind.SHIFT_SHARE: "Anteil einer Schicht",
    FactKind.TOP_EMPLOYERS: "Arbeitgeber mit den meisten Stellen",
}
CLAIM_KINDS = {
    ClaimKind.PAY: "Gehalt",
    ClaimKind.PAY_ENTRY: "Gehalt zum Einstieg",
    ClaimKind.PAY_EXPERIENCED: "Gehalt mit Erfahrung",
    ClaimKind.MINIMUM_WAGE: "Mindestlohn",
    ClaimKind.MINIJOB: "Grenze für Minijobs",
    ClaimKind.LISTINGS: "Zahl der Stellen",
    ClaimKind.SHARE: "Anteil",
    ClaimKind.OTHER: "Sonstiges",
}
DRIFTS = {
    Drift.NONE: "stimmt",
    Drift.MOVED: "weicht ab",
    Drift.AGED: "veraltet",
    Drift.SOON: "bald gegen das Gesetz",
    Drift.UNLAWFUL: "gegen das Gesetz",
}
RADII = {km: f"{km} km" if km else "nur die Gemeinde" for km in RADII_KM}
PAY_KINDS = frozenset({FactKind.PAY_MEDIAN, FactKind.PAY_SPREAD, FactKind.PAY_ENTRY, FactKind.PAY_EXPERIENCED})
PAY_CLAIMS = frozenset({ClaimKind.PAY, ClaimKind.PAY_ENTRY, ClaimKind.PAY_EXPERIENCED})
LAW_CLAIMS = frozenset({ClaimKind.MINIMUM_WAGE, ClaimKind.MINIJOB})
"""Compared with a table of the law by date: they do not age, and may take effect later."""
