"""What is asked of the live listings, apart from the six counted filters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Question:
    """Everything but the six counted filters."""

    query: str = ""
    """An SQL expression of type tsquery with its values in `words`; empty asks for no words."""
    words: tuple[str, ...] = ()
    titles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The same for what titles must say to come first, from narrow to wide: each finds all that the one before does."""
    spots: Mapping[int, float] | None = None
    """Kilometres by spot; None asks everywhere."""
    place_key: tuple[Any, ...] = ()
    """Names the spots in cache keys."""
    since_days: int | None = None
    extra: Sequence[int] = ()

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.query, self.words, self.place_key, self.since_days, tuple(self.extra))

    @property
    def tier(self) -> tuple[str, list[Any]]:
        """How many of `titles` a title answers: 0 when only the text has the words."""
        return " + ".join(f"(title_words @@ ({sql}))::int" for sql, _ in self.titles), [
            value for _, words in self.titles for value in words
        ]

    def conditions(self, *, by_walking: bool = False, is_word_index_used: bool = True) -> tuple[list[str], list[Any]]:
        """With `by_walking` neither words nor spots offer themselves to an index."""
        found, args = ["valid_through > statement_timestamp()"], list[Any]()
        if self.query:
            use = is_word_index_used and not by_walking
            found.append(f"words @@ ({self.query})" if use else f"ts_match_vq(words, {self.query})")
            args += self.words
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
