"""Parsed text gets its figures: each behind its value with the number of listings, all of them once more at the end.

"Die Mitte liegt bei 2.720 € (48 Anzeigen)": the words in brackets lead to the list "Woher die Zahlen kommen". A number
of listings leads there itself.
"""

import re

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from markdown_it.token import Token

from articles.facts import leaving_out, values, wording
from articles.facts.directives import Box, Claim, Directive, Fact, Flawed
from articles.facts.markup import BOX, DIRECTIVE, directives
from articles.facts.values import Key
from articles.models import FactValue
from articles.vocabulary import LAW_CLAIMS, FactKind
from listings.models import Place
from listings.templatetags.drawing_tags import large_histogram

_UNIT = re.compile(r"(?<=\d) (?=[€%])")
HEADING, HEADING_ID = "Woher die Zahlen kommen", "zahlen"


class Filling:
    """Of one text. One query, none for a text without live facts."""

    def __init__(self, tokens: list[Token], place: Place | None, radius: int, *, is_worked_out: bool) -> None:
        """With `is_worked_out` what no row says is worked out here, for editors: never for a page."""
        self._place, self._radius = place, radius
        facts = [one.directive for one in directives(tokens) if isinstance(one.directive, Fact)]
        keys = {key for fact in facts if (key := self._key(fact))}
        self._values = values.read(keys)
        if is_worked_out and (missing := sorted(keys - self._values.keys())):
            self._values |= values.work_out(missing[: values.MAX_AT_ONCE])
        self._notes: dict[str, int] = {}
        """Sentence of the list to its number."""
        for before, token in zip([None, *tokens], tokens, strict=False):
            if token.type == BOX and isinstance(fact := token.meta["directive"], Fact):
                token.meta["html"] = self._chart(fact)
            if token.children and any(child.type == DIRECTIVE for child in token.children):
                token.children = leaving_out.without(token.children, self._missing)
                self._fill(token.children, is_heading=before is not None and before.type == "heading_open")

    @property
    def notes(self) -> SafeString:
        """The list; empty for a text without figures."""
        items = format_html_join("", '<li id="zahl-{}">{}</li>', ((n, said) for said, n in self._notes.items()))
        return format_html('<ol class="sources">{}</ol>', items) if items else SafeString("")

    def _fill(self, children: list[Token], *, is_heading: bool) -> None:
        depth = 0
        for child in children:
            depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
            if child.type != DIRECTIVE:
                continue
            directive: Directive = child.meta["directive"]
            if isinstance(directive, Fact):
                self._show_fact(child, directive, is_plain=bool(depth) or is_heading)
            elif isinstance(directive, Claim):
                self._show_claim(child, directive, is_plain=bool(depth) or is_heading)
            elif isinstance(directive, Flawed):
                child.content = directive.words
                child.meta["html"] = format_html("{}", directive.words)

    def _show_fact(self, token: Token, fact: Fact, *, is_plain: bool) -> None:
        value = self._value(fact)
        assert value is not None
        token.content = wording.value_text(fact, value)
        kind = "fact fact--words" if fact.kind is FactKind.TOP_EMPLOYERS else "fact"
        shown = format_html('<span class="{}">{}</span>', kind, token.content)
        number = self._number(format_html("{}: {}", token.content, wording.source(value)))
        spoken = format_html('<span class="vh">, {}, Nachweis {}</span>', wording.stand(value.worked_out_at), number)
        if is_plain:
            token.meta["html"] = shown
        elif fact.kind is FactKind.LISTINGS:
            token.meta["html"] = format_html('<a href="#zahl-{}" class="fact">{}{}</a>', number, token.content, spoken)
        else:
            behind = format_html("({}{})", wording.behind(value), spoken)
            source = ' <small class="fact-source"><a href="#zahl-{}">{}</a></small>'
            token.meta["html"] = shown + format_html(source, number, behind)

    def _chart(self, fact: Fact) -> SafeString:
        value = self._value(fact)
        if value is None or not value.value:
            return format_html("<p>{}</p>\n", wording.left_out(fact.kind, value))
        said, stand = value.value, wording.stand(value.worked_out_at)
        drawn = large_histogram(said["bins"], said["middle"], value.listings, said["total"])
        number = self._number(format_html("{}: {}", wording.CHART, wording.source(value)))
        context = {"drawn": drawn, "what": wording.charted(value, said["total"]), "number": number, "stand": stand}
        return render_to_string("articles/_pay_chart.html", context)

    def _show_claim(self, token: Token, claim: Claim, *, is_plain: bool) -> None:
        token.content = _UNIT.sub(wording.NBSP, claim.words)
        since = "gilt ab" if claim.kind in LAW_CLAIMS and claim.as_of > timezone.localdate() else "Stand"
        stand, source = f"{since} {date_format(claim.as_of, 'F Y')}", format_html("{}", claim.source)
        if claim.url:
            source = format_html('<a href="{}">{}</a>', claim.url, claim.source)
        self._number(format_html("{}: {}, Quelle: {}.", token.content, stand, source))
        shown = format_html('<span class="fact fact--words">{}</span>', token.content)
        behind = format_html(' <small class="fact-source">({}, Quelle: {})</small>', stand, source)
        token.meta["html"] = shown if is_plain else shown + behind

    def _number(self, said: str) -> int:
        return self._notes.setdefault(said, len(self._notes) + 1)

    def _key(self, fact: Fact) -> Key | None:
        return values.key_of(fact, self._place, self._radius)

    def _value(self, fact: Fact) -> FactValue | None:
        key = self._key(fact)
        return self._values.get(key) if key else None

    def _missing(self, token: Token) -> str:
        if token.type != DIRECTIVE:
            return ""
        directive: Directive = token.meta["directive"]
        if isinstance(directive, Fact):
            value = self._value(directive)
            return "" if value and value.value else wording.left_out(directive.kind, value)
        is_nothing = isinstance(directive, Flawed) and not directive.words and directive.is_sentence
        return wording.NOT_KNOWN if is_nothing or isinstance(directive, Box) else ""
