"""What the writing page's script asks for while somebody types: preview, check, autosave, clean paste, pictures, links.

Without the script the first two are buttons of the form.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from articles import images
from articles.admin.forms import UploadForm, WritingForm
from articles.models import Article
from articles.writing import pasting, presence, publishing, revising, unsaved
from articles.writing import preview as previewing
from listings.pictures import UnusablePicture

MAX_GUIDES = 10
TYPED = (*WritingForm.base_fields,)


def article_of(request: HttpRequest) -> Article | None:
    """Which one the form is for; none for a new one."""
    number = request.POST.get("article", "")
    return Article.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 19 else None


def preview(request: HttpRequest, site: AdminSite) -> HttpResponse:
    fields = WritingForm(request.POST, instance=_copy(request)).roughly()
    return previewing.shown(request, article_of(request), fields)


def check(request: HttpRequest, site: AdminSite) -> HttpResponse:
    fields = WritingForm(request.POST, instance=_copy(request)).roughly()
    findings = publishing.would_be(article_of(request) or Article(), fields)
    context = {"findings": [finding.as_dict() for finding in findings], "is_checked": True}
    return render(request, "admin/articles/_findings.html", context)


def keep(request: HttpRequest, site: AdminSite) -> JsonResponse:
    """Autosave and sign of life in one; a form that nobody typed in only says that it is open."""
    article = article_of(request)
    answer: dict[str, Any] = {"others": [], "newest": 0}
    if "text" in request.POST:
        typed = {name: request.POST[name] for name in TYPED if name in request.POST}
        copy = unsaved.keep(article=article, user=request.user, typed=typed, based_on=_based_on(request))
        answer["saved"] = f"{timezone.localtime(copy.saved_at):%H:%M}"
    if article:
        presence.note(article, request.user)
        newest = revising.newest(article)
        answer["others"] = [presence.sentence(one) for one in presence.others(article, request.user)]
        answer["newest"] = newest.number if newest else 0
    return JsonResponse(answer)


def forget(request: HttpRequest, site: AdminSite) -> HttpResponse:
    article = article_of(request)
    unsaved.forget(article, request.user)
    return redirect("admin:articles_article_change", article.pk) if article else redirect("admin:articles_article_add")


def paste(request: HttpRequest, site: AdminSite) -> JsonResponse:
    return JsonResponse({"text": pasting.as_markdown(request.POST.get("html", ""))})


def upload(request: HttpRequest, site: AdminSite) -> JsonResponse:
    if not request.user.has_perm("articles.add_articleimage"):
        raise PermissionDenied
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("alt", "credit", "caption")}
        try:
            image = images.store(images.draw(form.cleaned_data["file"]), user=request.user, **words)
            return JsonResponse({"pk": image.pk, "alt": image.alt})
        except UnusablePicture as error:
            form.add_error("file", error)
    return JsonResponse({"errors": [f"{form[name].label}: {' '.join(said)}" for name, said in form.errors.items()]},
                        status=400)  # fmt: skip


def guides(request: HttpRequest, site: AdminSite) -> JsonResponse:
    """`q`: words of the title."""
    found = Article.objects.published().filter(title__icontains=request.GET.get("q", "")[:100]).order_by("title")
    return JsonResponse({"guides": [{"value": one.slug, "label": one.title} for one in found[:MAX_GUIDES]]})


def _copy(request: HttpRequest) -> Article:
    """The form writes into its instance: never into one that is saved afterwards."""
    return article_of(request) or Article()


def _based_on(request: HttpRequest) -> int:
    number = request.POST.get("based_on", "")
    return int(number) if number.isdecimal() and len(number) < 8 else 0
