"""An editor's answer "bleibt so": a figure that drifted stands for a reason, until a day."""

from datetime import date, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.models import StatedFigure
from articles.vocabulary import Drift

LONGEST = timedelta(days=366)


class NothingToKeep(Exception):
    """The figure is right again, or gone from the text."""


@transaction.atomic
def keep(*, pk: int, reason: str, until: date, user: AbstractBaseUser) -> StatedFigure:
    figure = StatedFigure.objects.public().select_for_update(of=("self",)).filter(pk=pk).first()
    if figure is None or figure.drift == Drift.NONE:
        raise NothingToKeep
    figure.kept_until, figure.kept_reason, figure.kept_drift = until, reason, figure.drift
    figure.kept_by, figure.kept_at = user, timezone.now()  # type: ignore[assignment]
    figure.save(update_fields=["kept_until", "kept_reason", "kept_drift", "kept_by", "kept_at"])
    return figure
