"""What search engines were told, and when."""

from django.contrib import admin

from listings.admin.desk import ReadOnlyAdmin
from listings.models import Announcement


@admin.register(Announcement)
class AnnouncementAdmin(ReadOnlyAdmin):
    list_display = ["sent_at", "addresses"]
    fields = ["sent_at", "addresses"]
