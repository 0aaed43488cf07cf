"""Kept documents: download them as they came, try today's rules on them, import the newest one again."""

from collections import Counter

from django.contrib import admin, messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern
from django.utils import timezone

from listings.admin.desk import NO_WORKER, ReadOnlyAdmin
from listings.calling import call
from listings.importing import archive, pipeline, run_lock
from listings.importing.job_posting import Unreadable
from listings.models import ImportRun, RawDocument

MAX_PROBE_BYTES = 10_000_000
"""A probe runs while the page waits; larger documents are tried on the command line."""
SHOWN = 20
GROUPS_SHOWN = 50


@admin.register(RawDocument)
class RawDocumentAdmin(ReadOnlyAdmin):
    change_form_template = "admin/listings/rawdocument/change_form.html"
    list_display = ["fetched_at", "source", "size", "run", "url"]
    list_filter = ["source"]
    list_select_related = ["source", "run__source"]
    search_fields = ["source__name", "digest"]
    date_hierarchy = "fetched_at"
    fields = ["source", "fetched_at", "url", "size", "digest", "run"]

    def get_urls(self) -> list[URLPattern]:
        post = ("POST",)
        return [
            self.own_path("<int:pk>/laden/", self.download, "listings_rawdocument_download", needs="view_rawdocument"),
            self.own_path("<int:pk>/probe/", self.probe, "listings_rawdocument_probe", needs="change_source", methods=post),
            self.own_path("<int:pk>/einspielen/", self.replay, "listings_rawdocument_replay", needs="change_source", methods=post),
            *super().get_urls(),
        ]  # fmt: skip

    def render_change_form(self, request, context, *args, **kwargs):  # type: ignore[no-untyped-def]
        kept = kwargs.get("obj")
        if kept:
            context |= {"is_newest": archive.newest_of(kept.source) == kept,
                        "can_run": request.user.has_perm("listings.change_source")}  # fmt: skip
        return super().render_change_form(request, context, *args, **kwargs)

    def download(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Never shown as a page: what a feed holds is a stranger's markup."""
        kept = get_object_or_404(RawDocument.objects.select_related("source"), pk=pk)
        try:
            document = archive.opened(kept)
        except Unreadable as reason:
            return self._back(request, kept, f"Das Dokument lässt sich nicht öffnen: {reason}.")
        name = f"{kept.source.slug}-{timezone.localtime(kept.fetched_at):%Y-%m-%d-%H%M%S}.txt"
        headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
        answer = FileResponse(
            document.stream(), as_attachment=True, filename=name, content_type="text/plain", headers=headers
        )
        answer.document = document  # type: ignore[attr-defined] # its file closes with it
        return answer

    def probe(self, request: HttpRequest, pk: int) -> HttpResponse:
        kept = get_object_or_404(RawDocument.objects.select_related("source"), pk=pk)
        if kept.size > MAX_PROBE_BYTES:
            return self._back(request, kept, "Dieses Dokument ist zu groß für eine Probe auf dieser Seite. Nimm auf dem Server: "
                                             f"manage.py import_feed --replay {kept.pk} --dry-run")  # fmt: skip
        try:
            report = pipeline.replay(kept, dry_run=True, wait=False)
        except Unreadable as reason:
            return self._back(request, kept, f"Das Dokument lässt sich nicht lesen: {reason}.")
        except run_lock.Busy:
            return self._back(request, kept, "Gerade läuft ein Import dieser Quelle. Versuch es danach noch einmal.")
        run = ImportRun(source=kept.source, status=report.status, reason=report.reason, seconds=report.seconds,
                        broken=report.broken, **report.counts)  # fmt: skip
        groups = Counter((item.field, item.reason) for item in report.problems)
        return self.page(
            request, "admin/desk/probe.html", "Probe: noch einmal gelesen", kept=kept, run=run,
            problems=[(*key, count) for key, count in groups.most_common(GROUPS_SHOWN)],
            more_problems=max(0, len(groups) - GROUPS_SHOWN), listings=report.listings[:SHOWN],
            readable=len(report.listings),
        )  # fmt: skip

    def replay(self, request: HttpRequest, pk: int) -> HttpResponse:
        kept = get_object_or_404(RawDocument.objects.select_related("source"), pk=pk)
        if kept != archive.newest_of(kept.source):
            return self._back(
                request,
                kept,
                "Es gibt ein neueres Dokument. Ein älteres brächte zurück, was sich seither geändert hat.",
            )
        if not call("listings.tasks.replay_document", kept.pk):
            return self._back(request, kept, NO_WORKER)
        self.note(
            request,
            kept.source,
            f"Dokument vom {timezone.localtime(kept.fetched_at):%d.%m.%Y %H:%M} noch einmal eingespielt",
        )
        self.say(request, "Das Dokument wird noch einmal eingespielt. Wie weit das ist, steht unter „Betrieb“.")
        return redirect("admin:listings_source_change", kept.source_id)

    def _back(self, request: HttpRequest, kept: RawDocument, text: str) -> HttpResponse:
        self.say(request, text, messages.ERROR)
        return redirect("admin:listings_rawdocument_change", kept.pk)
