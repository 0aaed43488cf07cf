"""The nouns of the editors' room: an article, who writes it, what it was before, its pictures and its figures."""

from articles.models.article import Article, ArticleCount, Redirect
from articles.models.author import Author
from articles.models.figure import FactValue, StatedFigure
from articles.models.image import ArticleImage, ImageFile
from articles.models.working_copy import EditingPresence, Revision, WorkingCopy

__all__ = [
    "Article",
    "ArticleCount",
    "ArticleImage",
    "Author",
    "EditingPresence",
    "FactValue",
    "ImageFile",
    "Redirect",
    "Revision",
    "StatedFigure",
    "WorkingCopy",
]
