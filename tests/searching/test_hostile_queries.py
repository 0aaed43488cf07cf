"""Query strings that no browser sends. FUZZ=10000 asks for more of them, SEARCH_SEED for others."""

import base64
import json
import os
import random
import re
import time
from collections.abc import Callable
from contextlib import nullcontext
from urllib.parse import quote, quote_from_bytes

from django.urls import Resolver404, resolve

from listings.searching import memory

FUZZ = int(os.environ.get("FUZZ", "400"))
SEED = int(os.environ.get("SEARCH_SEED", "7"))
SLOWEST = 2.0
PATHS = ("/jobs/", "/jobs/hagen/", "/api/v1/places", "/feed/jobs.atom", "/api/v1/listings")
NAMES = ("q", "city", "radius", "salary", "shift", "employment", "contract", "work_mode", "sector", "language", "entry",
         "since", "sort", "page", "after")  # fmt: skip
TEXTS = (
    "'", '"', "''", '""', '"""""', "'\"'\"", "\\", "\\'", "%", "%%s", "%(x)s", "{0}", "{{7*7}}", "{% debug %}", "$1", "`id`",
    "' OR 1=1 --", "'); DROP TABLE listings_listing; --", "1; SELECT pg_sleep(9)", "' UNION SELECT null --", "/**/",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)", "&lt;b&gt;", "<!--", "]]>",
    "a:*", ":*", "a & b", "!!!!", "& | !", "(((((", ")))))", "a <-> b", "a <9999999> b", "<->", "telefon:ABCD", "a\\:b",
    "-", "--", "---telefon", "-\"", "-\"\"", "\"-\"", "- -", "-" * 90, "+", "*", "?", ".*", "(a+)+$", "^", "~", "€",
    "und der die das", "für", "telefon", "Telefon Chat", "kundendienst", "call-center", "Kunden-Service", "(m/w/d)",
    "m/w/d", "Berater:in", "Berater*innen", "BeraterInnen", "home office", "58095", "00000", "D-58095", "580", "5",
    "Hagen", "Hagen-", "Hagen,", "Wetter (Ruhr", "St.", "st st st", "kreis", "a. d. b.", "Hagen-Haspe/Boele",
    "-1", "0", "1e9", "1e999", "NaN", "inf", "9" * 30, "9" * 400, "٢٥", "²", "०", "0x19", "25.0", "2 5", "true", "null",
    "[]", "[object Object]", "\x00", "a\x00b", "\r\nSet-Cookie: a=b", "\t\t", "\u2028", "\u202eabc", "\u200b", "\ufeff",
    "e\u0301" * 40, "\u0300" * 300, "ﬁ", "ß" * 50, "İ", "ſ", "𝔘𝔫𝔦", "👩‍💻" * 20, "日本語", "кириллица", "עברית", "Ａ", "\udc80",
    "x" * 5_000, "ä" * 3_000, "a " * 2_000, "a-" * 2_000, "\"a\" " * 700, "(" * 3_000, "er" * 2_000, "in" * 900 + "innen",
    "/" * 2_000, "a/" * 900, "m/" * 900, "-" * 3_000, "1" * 3_000, "kundenservice" * 200, " " * 3_000, "é" * 2_500,
)  # fmt: skip
RAW = ("", "&", "&&&&", "=", "==", "%", "%%%", "%G1", "%1", "%c3%28", "%ff%fe", "%00", "%ED%A0%80", "%u0041", "q", "q=", "=q",
       "q[]=a", "q[0]=a&q[1]=b", "city[$ne]=x", "q=a;city=b", "?q=a", "#", "q=%2500", "shift=early&shift", "q=a&q=b&q=c",
       "page=1&page=2", "after=&after=x", "+" * 500, "&".join("shift=early" for _ in range(500)),
       "&".join(f"a{n}=1" for n in range(1_500)), "&".join(f"sector={n}" for n in range(900)))  # fmt: skip


def cursor(dice: random.Random) -> str:
    """Like the cursor of a next link, with parts that do not belong there."""
    odd = [None, [], {}, "", "x", -1, 0, 2, 20, 10**6, 10**40, -(10**40), 1e308, -1e308, 0.5, True, "9" * 50, float("nan"),
           float("inf"), [[[[]]]]]  # fmt: skip
    times = ["2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00",
             "9999-12-31T23:59:59-14:00", "x", "", 5]  # fmt: skip
    parts = [dice.choice(["date", "salary", "relevance", "distance", "x", 1]), dice.choice([2, 3, 400, *odd]),
             dice.choice([0, 1, 2, 3000, *odd]), dice.choice(times), dice.choice([1, 5, 2**63 - 1, 2**63, *odd])]  # fmt: skip
    whole = json.dumps(dice.choice([parts, parts, parts, parts, parts[:3], {"a": parts}, "[" * 5_000]))
    told = base64.urlsafe_b64encode(whole.encode()).decode().rstrip("=")
    return dice.choice([told] * 6 + [told[:-3], told + "A", told[::-1], whole])


def noise(dice: random.Random) -> str:
    return quote_from_bytes(dice.randbytes(dice.choice([1, 3, 10, 60, 400])), safe="")


def value(dice: random.Random) -> str:
    made: Callable[[random.Random], str] = dice.choice([noise, cursor, _text, _text, _text, _texts, _known])
    return made(dice)


def _text(dice: random.Random) -> str:
    return quote(dice.choice(TEXTS), safe="", errors="surrogateescape")


def _texts(dice: random.Random) -> str:
    return dice.choice(["+", "%20", "", "%22", "-"]).join(_text(dice) for _ in range(dice.randrange(2, 5)))


def _known(dice: random.Random) -> str:
    return dice.choice(
        ["early", "2400-2800", "unknown", "remote", "25", "0", "7", "salary", "distance", "relevance", "2", "it"]
    )


def query_string(dice: random.Random) -> str:
    if dice.random() < 0.12:
        return dice.choice(RAW)
    parts = []
    for _ in range(dice.choice([1, 1, 2, 3, 5, 9])):
        name = dice.choice(NAMES) if dice.random() < 0.93 else noise(dice)
        parts.append(f"{name}={cursor(dice) if name == 'after' and dice.random() < 0.8 else value(dice)}")
    told = dice.choice(["&", "&", "&", "&&", ";"]).join(parts)
    if dice.random() < 0.1:
        at = dice.randrange(len(told) + 1)
        told = told[:at] + dice.choice(["%", "&", "=", "\x00", "\xff", "%zz", " "]) + told[at:]
    return told


def exists(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def test_no_query_string_is_an_error_or_slow(client, make_listing) -> None:
    for number in range(25):
        make_listing(title=f"Telefon und Chat {number}", work_mode="remote" if number % 5 else "")
    make_listing("herdecke", title="Kundendienst")
    client.raise_request_exception = False
    paths = [path for path in PATHS if exists(path)]
    client.get("/jobs/?city=hagen&q=telefon")
    dice, worst, wrong = random.Random(SEED), (0.0, "", ""), []
    statuses: dict[int, int] = {}
    for _ in range(FUZZ):
        path, told = dice.choice(paths), query_string(dice)
        began = time.perf_counter()
        with memory.in_use() if dice.random() < 0.5 else nullcontext():
            answer = client.get(path, QUERY_STRING=told)
        took = time.perf_counter() - began
        worst = max(worst, (took, path, told[:200]))
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        if answer.status_code >= 500 or took > SLOWEST:
            wrong.append((answer.status_code, round(took, 2), path, told[:300]))
        assert not re.search(rb"<script>alert|<img src=x", answer.content), (path, told)
        assert "Set-Cookie" not in answer.headers
    print(f"{FUZZ} query strings on {len(paths)} pages: {statuses}, slowest {worst[0]:.3f} s: {worst[1]}?{worst[2]}")
    assert not wrong, wrong[:10]
