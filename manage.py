#!/usr/bin/env python
"""Command line of the portal. Without DATABASE_URL and REDIS_URL it brings its own servers."""

import os
import sys
from pathlib import Path


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from portal.command_line import run

    sys.exit(run(sys.argv, Path(__file__).resolve().parent))


if __name__ == "__main__":
    main()
