"""One spelling for matching: "Köln-Porz" and "koeln porz" are the same key."""

import re
import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(text: str) -> str:
    """Lower case, ae oe ue ss, no accents, words apart by one blank."""
    text = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z0-9]+", text))
