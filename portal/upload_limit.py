"""Files beyond the limit are not kept, neither in memory nor on disk, while the rest of the form is read.

Only the first bytes arrive, a little more than any form takes (applying/pdf.py takes 5 MB): the form sees that the file is too large and says so.
"""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler

KEPT = 5_300_000


class KeepOnlyTheBeginning(FileUploadHandler):
    """Stands before the handlers that store."""

    seen = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.seen = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        rest = raw_data[: max(0, KEPT - self.seen)]
        self.seen += len(raw_data)
        return rest or None

    def file_complete(self, file_size: int) -> None:
        return None
