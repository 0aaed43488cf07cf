"""CPU time of the server processes, read from /proc (Linux only). Milliseconds."""

import os
from collections import defaultdict
from pathlib import Path

from django.core.cache import cache
from django.db import connection

_TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def _table() -> dict[int, tuple[int, float]]:
    """Process to its parent and its CPU time, children that ended included."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        found[int(folder.name)] = (int(fields[1]), sum(int(field) for field in fields[11:15]) * _TICK_MS)
    return found


def roots(web: int) -> dict[str, int]:
    """The web server, and the database and cache servers where they run on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    table = _table()
    found = {"web": web, "redis": int(cache._cache.get_client().info("server")["process_id"])}  # type: ignore[attr-defined]
    if backend in table:
        found["postgres"] = table[backend][0]
    return {name: pid for name, pid in found.items() if pid in table}


def cpu_ms(roots: dict[str, int]) -> dict[str, float]:
    """CPU time so far of each server with all its descendants."""
    table, children = _table(), defaultdict(list)
    for pid, (parent, _) in table.items():
        children[parent].append(pid)
    spent = {}
    for name, root in roots.items():
        waiting, spent[name] = [root], 0.0
        while waiting:
            pid = waiting.pop()
            waiting += children[pid]
            spent[name] += table[pid][1] if pid in table else 0
    return spent
