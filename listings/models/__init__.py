"""The nouns, one file each."""

from listings.models.alarm import Alarm, ScheduledJob
from listings.models.announcement import Announcement
from listings.models.application import Application
from listings.models.decision import Double, SourceWithLosses
from listings.models.draft import Draft, PendingEdit
from listings.models.employer import Employer
from listings.models.employer_change import EmployerChange
from listings.models.feed_proposal import FeedProposal
from listings.models.field_of_work_decision import FieldOfWorkDecision
from listings.models.job_alert import AlertConsent, AlertedListing, JobAlert, JobAlertMail, ListingNews, Subscriber
from listings.models.letter import Letter
from listings.models.listing import Listing
from listings.models.listing_count import CountBatch, ListingCount
from listings.models.listing_event import ListingEvent, ReasonTemplate
from listings.models.notice import Notice
from listings.models.person import EmployerClaim, LoginLink, Membership, Person
from listings.models.place import Place, PlaceAlias, Postcode
from listings.models.raw_document import RawDocument, RawPiece
from listings.models.report import Appeal, CaseDecision, Report, ReportCase
from listings.models.search_row import SearchChange, SearchGeneration, SearchHorizon, SearchRow, SearchSpot
from listings.models.search_synonym import SearchSynonym
from listings.models.source import ImportRun, RejectedItem, Source

__all__ = [
    "Alarm", "AlertConsent", "AlertedListing", "Announcement", "Appeal", "Application", "CaseDecision",
    "CountBatch", "Double", "Draft", "Employer", "EmployerChange", "EmployerClaim", "FeedProposal",
    "FieldOfWorkDecision", "ImportRun", "JobAlert", "JobAlertMail", "Letter", "Listing", "ListingCount",
    "ListingEvent", "ListingNews", "LoginLink", "Membership", "Notice", "PendingEdit", "Person", "Place",
    "PlaceAlias", "Postcode", "RawDocument", "RawPiece", "ReasonTemplate", "RejectedItem", "Report",
    "ReportCase", "ScheduledJob", "SearchChange", "SearchGeneration", "SearchHorizon", "SearchRow",
    "SearchSpot", "SearchSynonym", "Source", "SourceWithLosses", "Subscriber",
]  # fmt: skip
