"""The editors' desk: articles are written on a page of their own, the rest are plain forms."""

from articles.admin import articles, people_and_pictures

__all__ = ["articles", "people_and_pictures"]
