"""The first lines of the admin's start page: what waits for the person who logged in."""

from typing import Any

from django import template

from listings.admin.operations import glance
from listings.models import labels

register = template.Library()


@register.inclusion_tag("admin/desk/_glance.html")
def desk_glance(user: Any) -> dict[str, Any]:
    return {"lines": glance(user)}


@register.filter
def percent(share: float | None) -> str:
    return "–" if share is None else f"{round(100 * share)} %"


@register.filter
def shift_words(shifts: list[str]) -> str:
    return ", ".join(str(labels.SHIFTS[shift]) for shift in shifts)
