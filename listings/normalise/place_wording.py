"""The preposition before the name of a place: "in Hagen", "auf Sylt", "auf der Insel Poel".

Islands take "auf", as the official names of their neighbours do: Wyk auf Föhr, Norddorf auf Amrum, List auf Sylt,
Bergen auf Rügen. Names that begin with a preposition of their own follow the word for what they are.
"""

import re

ISLANDS = frozenset(
    {"Baltrum", "Borkum", "Fehmarn", "Gröde", "Helgoland", "Juist", "Langeneß", "Langeoog", "Norderney", "Nordstrand",
     "Pellworm", "Spiekeroog", "Sylt", "Ummanz", "Wangerooge"}
)  # fmt: skip
"""Municipalities that have the name of an island or Hallig, out of data/municipalities.csv."""
_WITH_ARTICLE = re.compile(r"(?:Insel|Hallig) ")
_NEEDS_A_WORD = re.compile(r"(?:Am|An der|Amt) ")


def at_place(name: str) -> str:
    if name in ISLANDS:
        return f"auf {name}"
    if _WITH_ARTICLE.match(name):
        return f"auf der {name}"
    return f"in der Gemeinde {name}" if _NEEDS_A_WORD.match(name) else f"in {name}"
