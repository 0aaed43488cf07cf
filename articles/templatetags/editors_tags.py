"""What waits for editors, on the start page of the admin."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone

from articles.desk.overview import glance

register = template.Library()


@register.inclusion_tag("admin/desk/_glance.html")
def editors_glance(user: Any) -> dict[str, Any]:
    if not user.has_perm("articles.view_article"):
        return {"lines": []}
    address = reverse("editors-desk")
    waiting = [(address, n, one if n == 1 else many) for n, one, many in glance(timezone.localdate()) if n]
    return {"lines": [*waiting, (address, "", "Ratgeber-Schreibtisch")]}
