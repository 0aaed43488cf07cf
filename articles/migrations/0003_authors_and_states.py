from django.db import migrations, models
from django.utils import timezone

OFFICE = "Redaktion"


def keep_authors_and_states(apps, schema_editor):
    Article, Author = apps.get_model("articles", "Article"), apps.get_model("articles", "Author")
    for name in Article.objects.exclude(author_name__in=["", OFFICE]).values_list("author_name", flat=True).distinct():
        author, _ = Author.objects.get_or_create(name=name)
        Article.objects.filter(author_name=name).update(author=author)
    now = timezone.now()
    Article.objects.filter(published_at__lte=now).update(state="published", changed_at=models.F("published_at"))
    Article.objects.filter(published_at__gt=now).update(
        state="planned", publish_at=models.F("published_at"), published_at=None
    )


def give_names_back(apps, schema_editor):
    Article = apps.get_model("articles", "Article")
    for article in Article.objects.exclude(author=None).select_related("author"):
        Article.objects.filter(pk=article.pk).update(author_name=article.author.name)
    Article.objects.filter(state="planned").update(published_at=models.F("publish_at"))
    Article.objects.exclude(state__in=["published", "planned"]).update(published_at=None)


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_editors_room")]

    operations = [migrations.RunPython(keep_authors_and_states, give_names_back)]
