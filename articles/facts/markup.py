"""Double braces in Markdown: a rule of the parser, so that code shows them as they are and tables keep their columns.

A live fact or a claim stands in a sentence; {{stellen}} and the chart {{fakt gehalt-verteilung}} stand on a line of their own.
"""

import re
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from articles.facts.directives import Box, Claim, Directive, Fact, Flawed, read
from articles.vocabulary import FactKind

DIRECTIVE, BOX = "directive", "box"
BRACES = re.compile(r"\{\{([^{}]{0,1500})\}\}")
_LINE = re.compile(BRACES.pattern + r"\s*$")
_BOX_NAME = re.compile(r"\s*stellen\b")
_PIPE, _GUARD = re.compile(r"(?<!\\)\|"), "\ue000"
"""A private character that stands for the line between options and words while tables are split at theirs."""
UNCLOSED = Flawed(("Die doppelte Klammer wird nicht geschlossen: {{ … }}.",), is_sentence=False)


@dataclass(frozen=True)
class Found:
    directive: Directive
    line: int
    """From 1."""


def plugin(md: MarkdownIt) -> None:
    """Plain text of a parsed figure is "0" for a live fact and the words of a claim, until somebody fills it."""
    md.core.ruler.before("block", "guard_pipes", _guard_pipes)
    md.core.ruler.after("block", "free_pipes", _free_pipes)
    md.block.ruler.before("fence", BOX, _box, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("escape", DIRECTIVE, _directive)
    md.add_render_rule(DIRECTIVE, _html)
    md.add_render_rule(BOX, _html)


def directives(tokens: list[Token]) -> list[Found]:
    """In the order of the text."""
    found, line = [], 1
    for token in tokens:
        line = token.map[0] + 1 if token.map else line
        if token.type == BOX:
            found.append(Found(token.meta["directive"], line))
        for child in token.children or []:
            if child.type == DIRECTIVE:
                before = token.content[: child.meta["offset"]]
                found.append(Found(child.meta["directive"], line + before.count("\n")))
    return found


def found_in(text: str) -> list[Found]:
    return directives(_READER.parse(text))


def claims_in(text: str) -> list[Claim]:
    return [one.directive for one in found_in(text) if isinstance(one.directive, Claim)]


def facts_in(text: str) -> list[Fact]:
    return [one.directive for one in found_in(text) if isinstance(one.directive, Fact)]


def _guard_pipes(state: StateCore) -> None:
    state.src = BRACES.sub(lambda match: _PIPE.sub(_GUARD, match.group()), state.src.replace(_GUARD, ""))


def _free_pipes(state: StateCore) -> None:
    for token in state.tokens:
        token.content = token.content.replace(_GUARD, "|")
        token.info = token.info.replace(_GUARD, "|")


def _box(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    match = _LINE.match(state.src[first : state.eMarks[start]])
    directive = _alone(match[1].replace(_GUARD, "|")) if match else None
    if directive is None or state.is_code_block(start):
        return False
    if silent:
        return True
    token = state.push(BOX, "", 0)
    token.meta = {"directive": directive if state.level == 0 else _in_line(directive)}
    token.map, token.block = [start, start + 1], True
    state.line = start + 1
    return True


def _alone(body: str) -> Directive | None:
    """What stands on a line of its own; None for what belongs into a sentence."""
    if name := _BOX_NAME.match(body):
        return read(f"stellen {body[name.end() :]}")
    directive = read(body.strip()) if FactKind.PAY_SPREAD in body else None
    return directive if isinstance(directive, Fact) and directive.is_chart else None


def _in_line(directive: Directive) -> Directive:
    """The same where text stands around it."""
    if not isinstance(directive, Box) and not (isinstance(directive, Fact) and directive.is_chart):
        return directive
    name = directive.kind if isinstance(directive, Fact) else "stellen"
    return Flawed((f"„{name}“ steht allein in einer Zeile, nicht in einem Satz, einer Liste oder einem Zitat.",))


def _directive(state: StateInline, silent: bool) -> bool:
    if state.src.startswith("}}", state.pos):
        state.pos += 2
        return True
    if not state.src.startswith("{{", state.pos):
        return False
    match = BRACES.match(state.src, state.pos, state.posMax)
    directive = read(match[1].strip()) if match else UNCLOSED
    if not silent:
        token = state.push(DIRECTIVE, "", 0)
        token.meta = {"directive": _in_line(directive), "offset": state.pos}
        token.content = "0" if isinstance(directive, Fact) else getattr(directive, "words", "")
    state.pos = match.end() if match else state.pos + 2
    return True


def _html(self: RendererProtocol, tokens: list[Token], at: int, options: OptionsDict, env: EnvType) -> str:
    html: str = tokens[at].meta.get("html", "")
    return html


_READER = MarkdownIt("commonmark", {"html": False}).enable("table").use(plugin)
