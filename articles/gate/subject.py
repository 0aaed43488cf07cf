"""A guide as the rules see it: parsed once, with its plain words by paragraph."""

from collections.abc import Iterable
from dataclasses import dataclass

from markdown_it.token import Token

from articles import links, markdown, pictures
from articles.facts.directives import Claim, Fact
from articles.facts.markup import directives
from articles.links import Link
from articles.models import Article


@dataclass(frozen=True)
class Subject:
    article: Article
    tokens: list[Token]
    paragraphs: list[str]
    """Plain words of each paragraph, point of a list and cell of a table; without headings, figures as one word "0"."""
    headings: list[str]
    links: list[Link]
    pictures: list[Token]
    figures: int
    """Live facts and stated figures."""
    words: int


def read(article: Article) -> Subject:
    tokens = markdown.parse(article.text)
    paragraphs, headings = plain(tokens)
    return Subject(
        article, tokens, paragraphs, headings, links.of(tokens), list(pictures.in_text(tokens)),
        sum(isinstance(found.directive, Fact | Claim) for found in directives(tokens)),
        sum(len(paragraph.split()) for paragraph in paragraphs),
    )  # fmt: skip


def plain(tokens: Iterable[Token]) -> tuple[list[str], list[str]]:
    """(paragraphs, headings of the second level)."""
    paragraphs, headings, kind = [], [], ""
    for token in tokens:
        if token.type.endswith("_open"):
            kind = token.tag
        elif token.type == "inline":
            words = " ".join("".join(_words(token)).split())
            if kind == "h2":
                headings.append(words)
            elif kind not in {"h3", "h4", "h5", "h6"} and words:
                paragraphs.append(words)
    return paragraphs, headings


def _words(inline: Token) -> Iterable[str]:
    for part in inline.children or []:
        if part.type in {"softbreak", "hardbreak"}:
            yield " "
        elif part.type != "image":
            yield part.content
