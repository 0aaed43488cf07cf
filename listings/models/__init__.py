"""The nouns, one file each."""

from listings.models.alarm import Alarm, ScheduledJob
from listings.models.decision import Double, SourceWithLosses
from listings.models.employer import Employer
from listings.models.field_of_work_decision import FieldOfWorkDecision
from listings.models.listing import Listing
from listings.models.place import Place, PlaceAlias, Postcode
from listings.models.raw_document import RawDocument, RawPiece
from listings.models.search_row import SearchChange, SearchGeneration, SearchHorizon, SearchRow, SearchSpot
from listings.models.search_synonym import SearchSynonym
from listings.models.source import ImportRun, RejectedItem, Source

__all__ = [
    "Alarm", "Double", "Employer", "FieldOfWorkDecision", "ImportRun", "Listing", "Place", "PlaceAlias", "Postcode",
    "RawDocument", "RawPiece", "RejectedItem", "ScheduledJob", "SearchChange", "SearchGeneration", "SearchHorizon", "SearchRow", "SearchSpot",
    "SearchSynonym", "Source", "SourceWithLosses",
]  # fmt: skip
