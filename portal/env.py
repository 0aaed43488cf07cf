"""Typed readers of the environment. A wrong value stops the start with one sentence that names the variable."""

import os
import re
import sys
from urllib.parse import unquote, urlsplit


class BadSetting(SystemExit):
    """Ends the process with exit code 1 after printing one sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(1)
        print(sentence, file=sys.stderr)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise BadSetting(f"{name} must be true or false, not {value!r}.")
    return default


def number(name: str, default: int, low: int = 0, high: int = 1_000_000) -> int:
    value = text(name)
    if not value:
        return default
    if not value.isdigit() or not low <= int(value) <= high:
        raise BadSetting(f"{name} must be a whole number from {low} to {high}, not {value!r}.")
    return int(value)


def key(name: str) -> str:
    """A word that may stand in a file name."""
    value = text(name)
    if value and not re.fullmatch(r"[A-Za-z0-9-]{8,128}", value):
        raise BadSetting(f"{name} must be 8 to 128 letters, digits and hyphens.")
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    value = text(name)
    return [part.strip() for part in value.split(",") if part.strip()] if value else list(default)


def database(name: str) -> dict[str, object]:
    """postgresql://user:password@host:port/name as Django wants it."""
    parts = urlsplit(text(name))
    if parts.scheme not in {"postgresql", "postgres"} or not parts.hostname or not parts.path.strip("/"):
        raise BadSetting(f"{name} must look like postgresql://user:password@host:5432/name.")
    try:
        port = parts.port or 5432
    except ValueError:
        raise BadSetting(f"{name} has a port that is not a number.") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname,
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5},
    }


def redis_url(name: str) -> str:
    value = text(name)
    if urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
        raise BadSetting(f"{name} must look like redis://:password@host:6379/0.")
    return value
