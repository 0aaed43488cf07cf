"""Runs a management command with the servers it needs, and turns a server that does not answer into one sentence."""

import os
import sys
from contextlib import ExitStack
from pathlib import Path

from portal import embedded

WITHOUT_SERVERS = {"help", "version", "--help", "--version", "makemessages"}


def use_servers(stack: ExitStack, root: Path, *, durable: bool = True) -> None:
    """Sets DATABASE_URL and REDIS_URL to embedded servers where the environment names none."""
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    urls = stack.enter_context(
        embedded.provided(root, durable=durable, message=lambda line: print(line, file=sys.stderr))
    )
    os.environ.setdefault("DATABASE_URL", urls.database)
    os.environ.setdefault("REDIS_URL", urls.redis)
    os.environ.setdefault("DEBUG", "false")
    if "SECRET_KEY" not in os.environ:
        os.environ["SECRET_KEY"] = _local_secret(root)


def _local_secret(root: Path) -> str:
    import secrets

    path = root / "secret_key"
    if not path.exists():
        path.touch(0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


def run(argv: list[str], project: Path) -> int:
    from django.core.management import execute_from_command_line
    from django.db.utils import OperationalError
    from kombu.exceptions import OperationalError as BrokerError
    from redis.exceptions import ConnectionError as RedisError

    with ExitStack() as stack:
        try:
            if len(argv) > 1 and argv[1] not in WITHOUT_SERVERS:
                use_servers(stack, Path(os.environ.get("VAR_DIR") or project / "var"))
            execute_from_command_line(argv)
        except embedded.EmbeddedError as error:
            print(error, file=sys.stderr)
            return 1
        except OperationalError as error:
            print(f"The database does not answer: {str(error).strip().splitlines()[0]}", file=sys.stderr)
            return 1
        except (BrokerError, RedisError) as error:
            print(f"Redis does not answer: {str(error).strip().splitlines()[0]}", file=sys.stderr)
            return 1
    return 0
