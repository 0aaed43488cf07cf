"""One module per format; each offers read(body) -> postings and unusable items."""

from collections.abc import Callable

from listings.importing.feeds import jsonld, personio
from listings.importing.job_posting import BadItem, JobPosting
from listings.vocabulary import FeedFormat

Reader = Callable[[bytes, str], list[JobPosting | BadItem]]
READERS: dict[FeedFormat, Reader] = {FeedFormat.PERSONIO: personio.read, FeedFormat.JSONLD: jsonld.read}
