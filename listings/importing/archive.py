"""The bodies of changed runs, kept compressed in the database for 30 days (retention.py), and read again from there.

Stored before the run and outside its transaction: what a killed run was reading can be looked at.
"""

import hashlib
import zlib
from collections.abc import Iterator

from django.db import transaction

from listings.importing.document import Document
from listings.importing.job_posting import Unreadable
from listings.models import ImportRun, RawDocument, RawPiece, Source

CHUNK = 1_000_000


def digest_of(document: Document) -> str:
    stamp, stream = hashlib.sha256(), document.stream()
    while chunk := stream.read(CHUNK):
        stamp.update(chunk)
    return stamp.hexdigest()


@transaction.atomic
def keep(source: Source, document: Document, digest: str) -> RawDocument | None:
    """None when a run has already read this document and nothing else was kept since."""
    newest = newest_of(source)
    if newest and newest.digest == digest:
        return newest if newest.run_id is None else None
    kept = RawDocument.objects.create(source=source, url=document.url[:1000], digest=digest, size=document.size)
    for position, body in enumerate(_compressed(document)):
        RawPiece.objects.create(document=kept, position=position, body=body)
    return kept


def _compressed(document: Document) -> Iterator[bytes]:
    packer, stream = zlib.compressobj(6), document.stream()
    waiting = b""
    while chunk := stream.read(CHUNK):
        waiting += packer.compress(chunk)
        if len(waiting) >= CHUNK:
            yield waiting
            waiting = b""
    yield waiting + packer.flush()


def opened(kept: RawDocument) -> Document:
    """The document as it came. Raises Unreadable when its pieces are gone or damaged."""
    document = Document.to_fill(kept.url)
    try:
        _unpack(kept, document)
        if document.size != kept.size:
            raise Unreadable("the kept document is not whole any more")
    except zlib.error as error:
        document.close()
        raise Unreadable("the kept document is damaged") from error
    except Unreadable:
        document.close()
        raise
    return document


def _unpack(kept: RawDocument, document: Document) -> None:
    unpacker = zlib.decompressobj()
    pieces = kept.pieces.order_by("position").values_list("body", flat=True)
    for body in pieces.iterator(chunk_size=4):
        packed = bytes(body)
        while packed:
            document.append(unpacker.decompress(packed, CHUNK))
            packed = unpacker.unconsumed_tail
    document.append(unpacker.flush())


def newest_of(source: Source) -> RawDocument | None:
    return RawDocument.objects.filter(source=source).order_by("-fetched_at", "-pk").first()


def document_of(run: ImportRun) -> RawDocument | None:
    """What a run read: its own document, or the one that an earlier run of the source kept with the same digest."""
    return RawDocument.objects.filter(source=run.source, digest=run.digest).order_by("-fetched_at").first()
