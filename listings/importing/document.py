"""The bytes of a feed: kept in a temporary file when large, decoded without losing a character."""

import io
import tempfile
from pathlib import Path
from typing import IO

import ftfy

from listings.importing.job_posting import Unreadable

IN_MEMORY_BYTES = 4_000_000
MAX_WHOLE_BYTES = 60_000_000
"""JSON and pages are parsed in one piece; larger ones would need a streaming parser."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Document:
    """What one run reads. `url` is where it came from, or empty."""

    def __init__(self, content: bytes | IO[bytes] = b"", url: str = "") -> None:
        self._file: IO[bytes] = io.BytesIO(content) if isinstance(content, bytes) else content
        self.url = url

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        self._file.close()

    def append(self, chunk: bytes) -> None:
        self._file.write(chunk)

    @classmethod
    def of_file(cls, path: Path) -> "Document":
        return cls(path.open("rb"))

    @classmethod
    def to_fill(cls, url: str) -> "Document":
        return cls(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES), url)  # type: ignore[arg-type]

    def stream(self) -> IO[bytes]:
        """From the beginning; a second call starts again."""
        self._file.seek(0)
        return self._file

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
        if self.size > MAX_WHOLE_BYTES:
            raise Unreadable(f"larger than {MAX_WHOLE_BYTES:,} bytes, which this format cannot be")
        return self.stream().read()

    def text(self) -> str:
        """Byte order mark, strict UTF-8, then windows-1252; UTF-8 that was decoded twice is repaired."""
        return decoded(self.whole())


def decoded(body: bytes) -> str:
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace").lstrip("\ufeff")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("windows-1252", errors="replace")


def repaired(text: str) -> str:
    """ "fÃ¼r" becomes "für"; anything else stays."""
    if "Ã" not in text and "â€" not in text and "Â" not in text:
        return text
    better = ftfy.fix_encoding(text)
    return better if len(better) < len(text) else text
