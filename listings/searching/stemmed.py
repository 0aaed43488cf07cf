"""Expressions of understanding.py as constants: many at once, for the price of the words they are made of.

The database stems every word once; what the operators and CASE of an expression make of the parts is put together here,
since thousands of expressions over long lists of synonyms keep its parser busy for minutes.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from listings.searching.understanding import Expression

AT_ONCE = 1_000
Atom = tuple[str, str]
"""A call that stems, and what it stems."""
_ATOM = re.compile(r"(?:phrase)?to_tsquery\('german', %s\)")
_TOKEN = re.compile(
    r"(?:phrase)?to_tsquery\('german', %s\)|CASE WHEN numnode|= 0 THEN ''::tsquery ELSE|END|\|\||&&|!!|[()]"
)


class Stemmed:
    """Knows the words of some expressions."""

    def __init__(self, cursor: Any, expressions: Iterable[Expression]) -> None:
        wanted = sorted({atom for expression in expressions for atom in _atoms(expression)})
        self._known: dict[Atom, str] = {}
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            cursor.execute(
                f"SELECT ARRAY[{', '.join(f'{call}::text' for call, _ in part)}]", [text for _, text in part]
            )
            self._known |= dict(zip(part, cursor.fetchone()[0], strict=True))

    def constant(self, expression: Expression) -> str:
        """The tsquery as text; empty when it asks for nothing."""
        tokens: list[str] = _TOKEN.findall(expression[0])
        assert "".join(tokens).replace(" ", "") == expression[0].replace(" ", ""), "an expression in an unknown form"
        return _Reading(tokens, [self._known[atom] for atom in _atoms(expression)]).whole()


def both(parts: Sequence[str]) -> str:
    """As && does: what asks for nothing is left out."""
    return " & ".join(f"({part})" for part in parts if part)


def either(parts: Sequence[str]) -> str:
    return " | ".join(f"({part})" for part in parts if part)


def _atoms(expression: Expression) -> list[Atom]:
    return list(zip(_ATOM.findall(expression[0]), expression[1], strict=True))


class _Reading:
    """One operator to each pair of brackets, which is how expressions are written."""

    def __init__(self, tokens: list[str], values: list[str]) -> None:
        self._tokens, self._values = tokens[::-1], values[::-1]

    def whole(self) -> str:
        parts, join = [self._part()], both
        while self._tokens and self._tokens[-1] in {"||", "&&"}:
            join = either if self._tokens.pop() == "||" else both
            parts.append(self._part())
        return join(parts)

    def _part(self) -> str:
        token = self._tokens.pop()
        if token == "(":
            found = self.whole()
            self._tokens.pop()
            return found
        if token.startswith("CASE"):
            is_empty = not self._part()
            self._tokens.pop()
            found = self.whole()
            self._tokens.pop()
            return "" if is_empty else found
        return self._values.pop()
