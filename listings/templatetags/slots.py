"""Markup that is the same on every page is rendered once in a process: whole, or with slots that a page fills."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar

from django import template
from django.conf import settings
from django.core.signals import setting_changed
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

_MARK = "\0"
"""In no text from outside: PostgreSQL stores none with it, and what is typed does not get here."""
_kept: dict[Any, Any] = {}
_bounded: list[Any] = []
P, T = ParamSpec("P"), TypeVar("T")


def once(key: Any, make: Callable[[], Any]) -> Any:
    """Made once in this process, for keys of a closed set; made anew each time while templates are being written."""
    if settings.DEBUG:
        return make()
    if key not in _kept:
        _kept[key] = make()
    return _kept[key]


def bounded(most: int, make: Callable[P, T]) -> Callable[P, T]:
    """The same for keys without end: what was not asked for longest goes first."""
    known = lru_cache(most)(make)
    _bounded.append(known)

    def remember(*args: P.args, **kwargs: P.kwargs) -> T:
        return make(*args, **kwargs) if settings.DEBUG else known(*args, **kwargs)

    return remember


def _forget(**kwargs: Any) -> None:
    """Tests change where static files lie."""
    _kept.clear()
    for known in _bounded:
        known.cache_clear()


setting_changed.connect(_forget)


def slot(name: str) -> SafeString:
    """Stands in a template for what differs from page to page."""
    return SafeString(f"{_MARK}{name}{_MARK}")


class Slotted:
    """Finished markup with named slots."""

    __slots__ = ("_names", "_texts")

    def __init__(self, markup: str) -> None:
        parts = markup.split(_MARK)
        self._texts, self._names = parts[0::2], parts[1::2]

    @classmethod
    def of(cls, name: str, context: Callable[[], dict[str, Any]]) -> "Slotted":
        """A template whose context holds constants and slots, rendered once."""
        made: Slotted = once(name, lambda: cls(render_to_string(name, context())))
        return made

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """The values are markup: whoever fills escapes."""
        filled = [self._texts[0]]
        for name, text in zip(self._names, self._texts[1:], strict=True):
            filled += (values[name], text)
        return SafeString("".join(filled))


class _OnceNode(template.Node):
    def __init__(self, nodelist: template.NodeList, names: list[str]) -> None:
        self.nodelist, self.names = nodelist, names

    def render(self, context: template.Context) -> SafeString:
        values = {name: context.get(name) for name in self.names}
        made: SafeString = once((self, *values.values()), lambda: self.nodelist.render(context.new(values)))
        return made


@register.tag("once")
def once_tag(parser: template.base.Parser, token: template.base.Token) -> _OnceNode:
    """{% once area %} ... {% endonce %}: knows only the named variables, each of which has few values."""
    names = token.split_contents()[1:]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return _OnceNode(nodelist, names)
