"""The bytes of a feed: kept in a temporary file when large, decoded without losing a character."""

import codecs
import io
import re
import tempfile
import zlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import IO

import ftfy

from listings.importing.job_posting import Unreadable

IN_MEMORY_BYTES = 4_000_000
MAX_BYTES = 100_000_000
"""After decompression."""
MAX_WHOLE_BYTES = 5_000_000
"""Web pages are parsed in one piece."""
CHUNK = 1 << 18
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UNSEEN = re.compile("[\x80-\x84\x86-\x9f]")
_GZIP = b"\x1f\x8b\x08"


class Document:
    """What one run reads. `url` is where it came from, or empty."""

    def __init__(self, content: bytes | IO[bytes] = b"", url: str = "") -> None:
        self._file: IO[bytes] = io.BytesIO(content) if isinstance(content, bytes) else content
        self.url = url
        self.sample_of = 0
        """How many postings the board has, when only the first of them were asked for."""

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    def append(self, chunk: bytes) -> None:
        self._file.write(chunk)

    @classmethod
    def of_file(cls, path: Path) -> "Document":
        packed = cls(path.open("rb"))
        try:
            return packed.unpacked()
        except Unreadable:  # no format will be able to read it, and says so
            return packed

    @classmethod
    def to_fill(cls, url: str) -> "Document":
        return cls(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES), url)  # type: ignore[arg-type]

    def unpacked(self) -> "Document":
        """The content of a feed.xml.gz, anything else as it is."""
        if not self.head(3).startswith(_GZIP):
            return self
        target, inflate = Document.to_fill(self.url), Inflate("gzip")
        for chunk in self.chunks():
            for part in inflate.parts(chunk):
                target.append(part)
        if not inflate.is_whole:
            raise Unreadable("the packed document breaks off")
        return target

    def stream(self) -> IO[bytes]:
        """From the beginning; a second call starts again."""
        self._file.seek(0)
        return self._file

    def chunks(self, start: int = 0) -> Iterator[bytes]:
        """Keeps its own place, so that others may read in between."""
        while True:
            self._file.seek(start)
            if not (chunk := self._file.read(CHUNK)):
                return
            yield chunk
            start += len(chunk)

    @property
    def size(self) -> int:
        self._file.seek(0, io.SEEK_END)
        return self._file.tell()

    @property
    def share_read(self) -> float:
        """0 to 1, by where a reader that streams stands now."""
        place = self._file.tell()
        size = self.size
        self._file.seek(place)
        return place / size if size else 0.0

    def head(self, count: int = 4096) -> bytes:
        return self.stream().read(count)

    def tail(self, count: int = 4096) -> bytes:
        self._file.seek(max(0, self.size - count))
        return self._file.read()

    def whole(self) -> bytes:
        return self.stream().read()

    def text(self) -> str:
        if self.size > MAX_WHOLE_BYTES:
            raise Unreadable(f"larger than {MAX_WHOLE_BYTES:,} bytes, which a page cannot be")
        return "".join(self.text_chunks())

    def text_chunks(self, start: int = 0) -> Iterator[str]:
        """Byte order mark, strict UTF-8, then windows-1252. Control characters are left out."""
        decoder = codecs.getincrementaldecoder(self.encoding)("replace")
        is_first = True
        for chunk in self.chunks(start):
            text = decoder.decode(chunk)
            yield _CONTROLS.sub("", text.removeprefix("\ufeff") if is_first else text)
            is_first = is_first and not text
        yield decoder.decode(b"", True)

    def lines(self) -> Iterator[str]:
        rest, end = "", ""
        for chunk in self.text_chunks():
            end = end or ("\n" if "\n" in chunk or "\r" not in chunk else "\r")
            *whole, rest = (rest + chunk).split(end)
            yield from (line + "\n" for line in whole)
            if len(rest) > MAX_WHOLE_BYTES:
                raise Unreadable("a line without end")
        if rest:
            yield rest

    @cached_property
    def encoding(self) -> str:
        head = self.head(3)
        for mark, name in _BOMS:
            if head.startswith(mark):
                return name
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            for chunk in self.chunks():
                decoder.decode(chunk)
            decoder.decode(b"", True)
        except UnicodeDecodeError:
            return "windows-1252"
        return "utf-8"


class Inflate:
    """Unpacks what arrives, never more than a chunk at a time, so that a bomb is noticed before it goes off."""

    def __init__(self, coding: str) -> None:
        self._coding = coding
        self._start()
        self._total = 0

    def _start(self) -> None:
        self._unpack = zlib.decompressobj(47 if self._coding != "deflate" else 15)  # 47: gzip or zlib by the header
        self._is_fresh = True

    def parts(self, data: bytes) -> Iterator[bytes]:
        """Raises Unreadable for what is no such stream, or larger than MAX_BYTES."""
        while data:
            if self._unpack.eof:  # a second member follows, or padding
                if not data.strip(b"\x00"):
                    return
                self._start()
            try:
                part = self._unpack.decompress(data, CHUNK)
            except zlib.error as error:
                if self._coding == "deflate" and self._is_fresh:  # some servers leave the header away
                    self._unpack, self._is_fresh = zlib.decompressobj(-15), False
                    continue
                raise Unreadable("the packed document is damaged") from error
            self._is_fresh = False
            data = self._unpack.unconsumed_tail or self._unpack.unused_data
            self._total += len(part)
            if self._total > MAX_BYTES:
                raise Unreadable(f"larger than {MAX_BYTES:,} bytes")
            if part:
                yield part

    @property
    def is_whole(self) -> bool:
        return self._unpack.eof


def repaired(text: str) -> str:
    """ "fÃ¼r" becomes "für"; anything else stays, but for signs that nobody can see."""
    if "Ã" in text or "â€" in text or "Â" in text:
        better = ftfy.fix_encoding(text)
        text = better if len(better) < len(text) else text
    return _UNSEEN.sub("", text)
