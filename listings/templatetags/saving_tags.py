"""Whether this browser has kept a listing."""

from django import template
from django.http import HttpRequest

from listings.saving import saved_list

register = template.Library()


@register.simple_tag
def is_saved(request: HttpRequest, pk: int) -> bool:
    return pk in saved_list.ids_of(request)
