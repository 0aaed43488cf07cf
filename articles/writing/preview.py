"""An article as readers would see it, from fields that are not saved."""

from collections.abc import Mapping
from copy import copy
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from articles.models import Article
from articles.reading import page_of
from articles.writing import content
from listings.searching import kept


@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def shown(request: HttpRequest, article: Article | None, fields: Mapping[str, Any]) -> HttpResponse:
    """The page itself, in its own look. Only this answer may stand in a frame, and only of this site."""
    draft = copy(article) if article else Article()
    content.put(draft, fields)
    draft.slug = draft.slug or "vorschau"
    draft.published_at = draft.published_at or timezone.now()
    return render(request, "articles/detail.html", page_of(draft, kept.world(), is_worked_out=True).context)
