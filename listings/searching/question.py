"""What is asked of the live listings, apart from the six counted filters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from listings.searching.understanding import Expression, Wish


@dataclass(frozen=True)
class Question:
    """Everything but the six counted filters."""

    wishes: tuple[Wish, ...] = ()
    """All of them must hold, apart from words that say nothing ("im")."""
    titles: tuple[Expression, ...] = ()
    """What titles must say to come first, from narrow to wide: each finds all that the one before does."""
    spots: Mapping[int, float] | None = None
    """Kilometres by spot; None asks everywhere."""
    place_key: tuple[Any, ...] = ()
    """Names the spots in cache keys."""
    since_days: int | None = None
    extra: Sequence[int] = ()

    @property
    def has_words(self) -> bool:
        return bool(self.wishes)

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.wishes, self.place_key, self.since_days, tuple(self.extra))

    @property
    def tier(self) -> tuple[str, list[Any]]:
        """How many of `titles` a title answers: 0 when only the text has the words."""
        told = ["0", *(f"(title_words @@ ({sql}))::int" for sql, _ in self.titles)]
        return " + ".join(told), [value for _, values in self.titles for value in values]

    def conditions(self, *, by_walking: bool = False, is_word_index_used: bool = True) -> tuple[list[str], list[Any]]:
        """With `by_walking` neither words nor spots offer themselves to an index."""
        found, args = ["valid_through > statement_timestamp()"], list[Any]()
        for condition, values in self._words(is_indexed=is_word_index_used and not by_walking):
            found.append(condition)
            args += values
        if self.spots is not None:
            found.append("spot_id + 0 = ANY(%s)" if by_walking else "spot_id = ANY(%s)")
            args.append(list(self.spots))
        if self.since_days:
            found.append("published_at >= statement_timestamp() - %s * interval '1 day'")
            args.append(self.since_days)
        for mask in self.extra:
            found.append("extra & %s <> 0")
            args.append(mask)
        return found, args

    def _words(self, *, is_indexed: bool) -> Iterator[tuple[str, list[str]]]:
        """What one look-up can answer alone is asked in one; a minus without company needs a list to leave out."""
        either = [wish for wish in self.wishes if wish.title and not wish.is_minus]
        plain = [wish.text for wish in self.wishes if wish.text and not wish.title and not wish.is_minus]
        minus = [wish.text for wish in self.wishes if wish.text and wish.is_minus]
        if plain:
            whole = " && ".join([*(f"({sql})" for sql, _ in plain), *(f"!!({sql})" for sql, _ in minus)])
            values = [value for _, words in (*plain, *minus) for value in words]
            if either:
                yield f"(numnode({whole}) = 0 OR {_match('words', whole, is_indexed)})", [*values, *values]
            else:
                yield _match("words", whole, is_indexed), values
            minus = []
        for sql, words in minus:
            if is_indexed:
                yield f"listing_id NOT IN (SELECT listing_id FROM listings_searchrow WHERE words @@ ({sql}))", [*words]  # noqa: S608
            else:
                yield f"NOT {_match('words', sql, is_indexed)}", [*words]
        for wish in either:
            told = [("words", wish.text), ("title_words", wish.title)]
            known = [(column, expression) for column, expression in told if expression]
            either_of = " OR ".join(_match(column, sql, is_indexed) for column, (sql, _) in known)
            yield f"({either_of})", [value for _, (_, words) in known for value in words]
        for wish in self.wishes:
            if wish.title and wish.is_minus:
                yield f"NOT {_match('title_words', wish.title[0], False)}", [*wish.title[1]]


def _match(column: str, sql: str, is_indexed: bool) -> str:
    return f"{column} @@ ({sql})" if is_indexed else f"ts_match_vq({column}, {sql})"
