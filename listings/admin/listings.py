"""The moderation list: publish, or reject with a reason; the employer gets a mail."""

from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from listings import lifecycle
from listings.models import Listing
from listings.submitting.submission import mail


@admin.register(Listing)
class ListingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["title", "hiring_organization", "city", "status", "status_reason", "first_seen_at"]
    list_filter = ["status"]
    list_select_related = ["hiring_organization"]
    search_fields = ["title", "hiring_organization__name"]
    autocomplete_fields = ["hiring_organization", "place"]
    readonly_fields = ["status", "source", "external_id", "content_hash", "published_at", "missing_since"]
    exclude = ["search_vector"]
    actions = ["publish", "reject"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.action(description="Veröffentlichen")
    def publish(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        for listing in queryset:
            try:
                with transaction.atomic():
                    done = lifecycle.publish(listing=listing)
                    link = settings.BASE_URL + done.get_absolute_url()
                    mail(done, "published", "Deine Anzeige ist online", {"link": link})
            except lifecycle.WrongStatus:
                self.message_user(request, f"„{listing}“ wartet nicht auf eine Prüfung.", messages.WARNING)

    @admin.action(description="Ablehnen mit dem Grund aus dem Feld „Begründung“")
    def reject(self, request: HttpRequest, queryset: QuerySet[Listing]) -> None:
        for listing in queryset:
            if not listing.status_reason:
                self.message_user(request, f"„{listing}“: Trag zuerst eine Begründung ein.", messages.ERROR)
                continue
            try:
                with transaction.atomic():
                    done = lifecycle.reject(listing=listing, reason=listing.status_reason)
                    mail(done, "rejected", "Deine Anzeige geht nicht online", {"reason": done.status_reason})
            except lifecycle.WrongStatus:
                self.message_user(request, f"„{listing}“ wartet nicht auf eine Prüfung.", messages.WARNING)
