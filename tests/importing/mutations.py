"""Feeds as accidents make them: the same seed breaks the same bytes in the same way."""

import json
import random
import re
from collections.abc import Callable
from typing import Any

ODD_VALUES: list[Any] = [
    None, True, False, 0, -1, 1e308, 10**30, "", " ", "null", "\x00", "\ud800", "\x1b[31m", "x" * 50_000, [], {}, [[]],
    {"a": None}, [None], "NaN", "9" * 400, "<b>", "&amp;lt;p&amp;gt;", "31.02.2026", "2026-99-99T99:99:99Z", "\u202e",
    "0001-01-01", "99999999999999999", "http://[", "javascript:alert(1)", ["a", {"b": "c"}], 1.5, "-", "😀" * 300,
]  # fmt: skip
CODINGS = ["utf-8", "utf-16", "windows-1252", "latin-1", "utf-8-sig", "utf-7", "cp037", "utf-32"]
Mutation = Callable[[bytes, random.Random], bytes]


def _spot(body: bytes, rng: random.Random) -> int:
    return rng.randrange(len(body) + 1)


def flip(body: bytes, rng: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(rng.randint(1, 12)):
        if changed:
            changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def truncate(body: bytes, rng: random.Random) -> bytes:
    return body[: _spot(body, rng)]


def behead(body: bytes, rng: random.Random) -> bytes:
    return body[_spot(body, rng) :]


def repeat_piece(body: bytes, rng: random.Random) -> bytes:
    start, end = sorted((_spot(body, rng), _spot(body, rng)))
    return body[:end] + body[start:end] * rng.randint(1, 3) + body[end:]


def cut_piece(body: bytes, rng: random.Random) -> bytes:
    start = _spot(body, rng)
    return body[:start] + body[start + rng.randint(1, 200) :]


def insert_noise(body: bytes, rng: random.Random) -> bytes:
    start = _spot(body, rng)
    return body[:start] + rng.randbytes(rng.randint(1, 40)) + body[start:]


def insert_controls(body: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 8)):
        start = _spot(body, rng)
        body = body[:start] + bytes([rng.choice([0, 1, 8, 11, 12, 27, 127, 0x80, 0x9D, 0xFF])]) + body[start:]
    return body


def recode(body: bytes, rng: random.Random) -> bytes:
    return body.decode("utf-8", "replace").encode(rng.choice(CODINGS), "replace")


def decode_twice(body: bytes, rng: random.Random) -> bytes:
    return body.decode(rng.choice(["latin-1", "windows-1252"]), "replace").encode()


def change_tags(body: bytes, rng: random.Random) -> bytes:
    """Drops, doubles, renames or changes the case of one tag or name."""
    tags = list(re.finditer(rb"</?[A-Za-z][^<>]{0,80}>|\"[A-Za-z_@]{1,40}\"\s*:|[^;\r\n]{1,40};", body))
    if not tags:
        return body
    tag = rng.choice(tags)
    new = rng.choice([b"", tag[0] * 2, tag[0].upper(), tag[0].replace(b"e", b""), b"<" + tag[0], tag[0][:-1]])
    return body[: tag.start()] + new + body[tag.end() :]


def nest(body: bytes, rng: random.Random) -> bytes:
    start, depth = _spot(body, rng), rng.choice([10, 200, 1_000, 5_000])
    opening, closing = rng.choice(
        [(b"<job>", b"</job>"), (b"[", b"]"), (b'{"a":', b"}"), (b"<div>", b"</div>"), (b"(", b")")]
    )
    return body[:start] + opening * depth + closing * (depth if rng.random() < 0.7 else 0) + body[start:]


def wrap(body: bytes, rng: random.Random) -> bytes:
    return rng.choice([
        b"<html><body>" + body + b"</body></html>", b"\xef\xbb\xbf\n\n" + body, b"Warning: something\n" + body,
        b"<!DOCTYPE x [<!ENTITY a \"b\">]>" + body, body + b"\nEOF", body.replace(b'"', b'\\"'), b"\x1f\x8b\x08" + body,
        b"[" + body + b"]", b'{"data": ' + body + b"}", body * 2, body.replace(b"&", b"&amp;"), body.replace(b"&amp;", b"&"),
        body.replace(b"\n", b"\r"), body.upper(), body.replace(b"<", b"&lt;"),
    ])  # fmt: skip


def odd_values(body: bytes, rng: random.Random) -> bytes:
    """In JSON a value of another kind; elsewhere odd text between two tags or signs."""
    try:
        value = json.loads(body)
    except ValueError:
        odd = str(rng.choice(ODD_VALUES)).encode("utf-8", "replace")
        gaps = list(re.finditer(rb"(?<=[>;])[^<>;]*(?=[<;])", body))
        gap = rng.choice(gaps) if gaps else None
        return body[: gap.start()] + odd + body[gap.end() :] if gap else odd
    spots: list[tuple[Any, Any]] = []

    def collect(part: Any) -> None:
        for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
            spots.append((part, key))
            if isinstance(inner, dict | list):
                collect(inner)

    if isinstance(value, dict | list):
        collect(value)
    for _ in range(rng.randint(1, 4)):
        if spots:
            part, key = rng.choice(spots)
            part[key] = rng.choice(ODD_VALUES)
    return json.dumps(value).encode()


MUTATIONS: list[Mutation] = [
    flip, truncate, behead, repeat_piece, cut_piece, insert_noise, insert_controls, recode, decode_twice, change_tags, nest,
    wrap, odd_values, odd_values, change_tags,
]  # fmt: skip


def mutated(body: bytes, seed: str) -> bytes:
    rng = random.Random(seed)
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        body = rng.choice(MUTATIONS)(body, rng)
    return body
