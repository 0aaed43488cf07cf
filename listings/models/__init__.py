"""The nouns, one file each."""

from listings.models.decision import Double, SourceWithLosses
from listings.models.employer import Employer
from listings.models.listing import Listing
from listings.models.place import Place, PlaceAlias, Postcode
from listings.models.search_row import SearchCube, SearchGeneration, SearchRow, SearchSpot, SearchTotal
from listings.models.search_synonym import SearchSynonym
from listings.models.source import ImportRun, RejectedItem, Source

__all__ = [
    "Double", "Employer", "ImportRun", "Listing", "Place", "PlaceAlias", "Postcode", "RejectedItem", "SearchCube",
    "SearchGeneration", "SearchRow", "SearchSpot", "SearchSynonym", "SearchTotal", "Source",
    "SourceWithLosses",
]  # fmt: skip
