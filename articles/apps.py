from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Ratgeber"

    def ready(self) -> None:
        from listings.searching import kept

        kept.watch(
            "(SELECT string_agg(concat_ws(':', id, xmin, ctid), ' ' ORDER BY id) FROM articles_article"
            " WHERE published_at <= statement_timestamp())"
        )
        kept.watch(
            "(SELECT concat_ws(' ', (SELECT max(worked_out_at) FROM articles_factvalue),"
            " (SELECT sum(xmin::text::bigint) FROM articles_author),"
            " (SELECT sum(xmin::text::bigint) FROM articles_articleimage)))"
        )
