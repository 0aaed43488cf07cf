from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_authors_and_states")]

    operations = [migrations.RemoveField(model_name="article", name="author_name")]
