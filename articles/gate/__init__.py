"""The quality gate: what a guide must have before readers and search engines see it. check(article) to findings.

Each rule is a function of the article as it would be published. What blocks must be mended before publishing; what
advises is for the editor to decide.
"""

from collections.abc import Callable, Iterator

from articles.gate import claims, external, facts, language, pictures, similarity, size, targets
from articles.gate.finding import Finding, Level
from articles.gate.subject import Subject, read
from articles.models import Article

__all__ = ["RULES", "Finding", "Level", "check"]

RULES: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    size.words,
    size.headings,
    size.search_result,
    facts.understood,
    facts.local,
    facts.ways_to_jobs,
    targets.own,
    external.answered,
    pictures.described,
    language.ease,
    language.alike,
    claims.overdue,
    similarity.copied,
)


def check(article: Article) -> list[Finding]:
    """Of the fields in memory, saved or not. What blocks first, then in the order of the rules."""
    subject = read(article)
    found = [finding for rule in RULES for finding in rule(subject)]
    return sorted(found, key=lambda finding: not finding.blocks)
