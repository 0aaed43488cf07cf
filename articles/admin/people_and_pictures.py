"""Authors and pictures."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles import chiefs, images, pictures
from articles.models import ArticleImage, Author


@admin.register(Author)
class AuthorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["name", "role", "user"]
    search_fields = ["name"]
    fields = ["name", "role", "about", "user"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_staff=True).order_by("username")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class ImageForm(forms.ModelForm):  # type: ignore[type-arg]
    file = forms.FileField(label="Datei", help_text="JPEG, PNG, WebP oder GIF, höchstens 2,9 MB.")

    class Meta:
        model = ArticleImage
        fields = ["alt", "credit", "caption"]

    def clean(self) -> dict[str, Any]:
        """The picture is drawn here already: what is none is refused with its sentence, and nothing typed is lost."""
        values = super().clean() or {}
        if upload := values.get("file"):
            try:
                values["drawn"] = images.draw(upload)
            except forms.ValidationError as error:
                self.add_error("file", error)
        return values


@admin.register(ArticleImage)
class ImageAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["small", "alt", "credit", "pk"]
    list_display_links = ["alt"]
    search_fields = ["alt", "credit", "caption"]
    readonly_fields = ["small", "mark_up", "shown_in", "width", "height", "created_at"]

    def has_change_permission(self, request: HttpRequest, obj: ArticleImage | None = None) -> bool:
        """Its words stand beside it wherever it is shown: once approved, they change like the text, by who may publish."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or request.user.has_perm(chiefs.PUBLISH) or not obj.approved_in.exists())

    def has_delete_permission(self, request: HttpRequest, obj: ArticleImage | None = None) -> bool:
        """One that readers know stays."""
        return super().has_delete_permission(request, obj) and (obj is None or not obj.approved_in.exists())

    def get_form(self, request: HttpRequest, obj: ArticleImage | None = None, **kwargs: Any) -> Any:
        return super().get_form(request, obj, **kwargs | ({} if obj else {"form": ImageForm}))

    def get_fields(self, request: HttpRequest, obj: ArticleImage | None = None) -> list[str]:
        words = ["alt", "credit", "caption"]
        return ["small", *words, "mark_up", "shown_in", "width", "height", "created_at"] if obj else ["file", *words]

    def save_model(self, request: HttpRequest, obj: ArticleImage, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        kept = images.store(
            form.cleaned_data["drawn"], alt=obj.alt, credit=obj.credit, caption=obj.caption, user=request.user
        )
        obj.__dict__.update(kept.__dict__)

    @admin.display(description="Bild")
    def small(self, image: ArticleImage) -> SafeString:
        address = pictures.file_address(image.pk, images.widths_of(image.width)[0], "webp")
        return format_html('<img src="{}" alt="" width="120" loading="lazy">', address)

    @admin.display(description="Im Text")
    def mark_up(self, image: ArticleImage) -> str:
        return f"![{image.alt}](bild:{image.pk})"

    @admin.display(description="Zu sehen in")
    def shown_in(self, image: ArticleImage) -> SafeString | str:
        rows = ((reverse("admin:articles_article_change", args=[one.pk]), one.title) for one in image.approved_in)
        links = format_html_join(", ", '<a href="{}">{}</a>', rows)
        return format_html("{}. Ändern darf es die Chefredaktion.", links) if links else "keinem öffentlichen Artikel"
