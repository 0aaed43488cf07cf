"""Reads a PDF from standard input and prints what is wrong with it, or "fine". Run by pdf.py as a program of its own.

Hostile bytes meet the parser here, with little memory and little time, and whatever they do ends with this process.
"""

import io
import resource
import sys
from typing import Any

import pikepdf

CPU_SECONDS = 8
MEMORY = 1024 * 1024 * 1024
MAX_NODES = 400_000
SCRIPT_KEYS = {"/JS", "/JavaScript", "/XFA"}
FILE_KEYS = {"/EmbeddedFiles", "/EF"}
ACTIONS = {"/Launch", "/SubmitForm", "/ImportData", "/RichMediaExecute"}
FILES = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Sound", "/Screen"}


def main() -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        with pikepdf.open(io.BytesIO(sys.stdin.buffer.read()), suppress_warnings=True) as document:
            if document.is_encrypted:
                return "encrypted"
            return "empty" if not len(document.pages) else _judge(document)
    except pikepdf.PasswordError:
        return "encrypted"
    except Exception:
        return "unreadable"


def _judge(document: pikepdf.Pdf) -> str:
    """Every object of the file, also those that nothing refers to."""
    nodes, waiting = 0, list(document.objects)
    while waiting:
        node = waiting.pop()
        nodes += 1
        if nodes > MAX_NODES:
            return "unreadable"
        if isinstance(node, (pikepdf.Dictionary, pikepdf.Stream)):
            if word := _wrong(node):
                return word
            waiting += [child for child in (node[key] for key in node.keys()) if _is_inside(child)]  # noqa: SIM118
        elif isinstance(node, pikepdf.Array):
            waiting += [child for child in node if _is_inside(child)]
    return "fine"


def _is_inside(child: Any) -> bool:
    """Part of its parent; what stands by itself is in the list of objects."""
    return isinstance(child, (pikepdf.Dictionary, pikepdf.Array)) and not child.is_indirect


def _wrong(node: Any) -> str:
    keys = set(node.keys())
    kinds = {
        str(node[key]) for key in ("/S", "/Type", "/Subtype") if key in keys and isinstance(node[key], pikepdf.Name)
    }
    if keys & SCRIPT_KEYS or "/JavaScript" in kinds:
        return "script"
    if kinds & ACTIONS:
        return "action"
    return "files" if keys & FILE_KEYS or kinds & FILES else ""


if __name__ == "__main__":
    sys.stdout.write(main())
