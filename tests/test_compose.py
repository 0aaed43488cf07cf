"""docker-compose.yml: no service takes the memory of the others, and a full Redis loses no message to a worker."""

import json
import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from celery import Celery

from portal.embedded import _free_port, _redis_binary

COMPOSE = (Path(__file__).resolve().parent.parent / "docker-compose.yml").read_text("utf8")
SERVICES = dict(re.findall(r"^  ([a-z-]+):\n((?:    .*\n|  +#.*\n)+)", COMPOSE.partition("\nservices:\n")[2], re.M))


@pytest.fixture
def small_redis(tmp_path) -> Iterator[str]:
    """Started with the command of the compose file, and little memory."""
    said = re.search(r"^    command: (\[.*\])$", SERVICES["redis"], re.M)
    assert said is not None
    _, *options = json.loads(re.sub(r"\$\{REDIS_PASSWORD[^}]*\}", "word", said[1]))
    port = _free_port()
    own = ["--port", str(port), "--bind", "127.0.0.1", "--dir", str(tmp_path), "--maxmemory", "6mb"]
    server = subprocess.Popen([str(_redis_binary()), *options, *own], stdout=subprocess.DEVNULL)
    url = f"redis://:word@127.0.0.1:{port}/0"
    try:
        with redis.Redis.from_url(url) as client:
            for _ in range(200):
                try:
                    client.ping()
                    break
                except redis.ConnectionError:
                    time.sleep(0.02)
        yield url
    finally:
        server.terminate()
        server.wait(5)


def test_every_service_has_a_limit_of_memory() -> None:
    assert {"web", "worker-imports", "worker-desk", "beat", "postgres", "redis", "proxy"} <= SERVICES.keys()
    assert [name for name, text in SERVICES.items() if "mem_limit: " not in text] == []


def test_a_full_redis_forgets_what_expires_and_keeps_messages_and_counts(small_redis) -> None:
    app = Celery(broker=small_redis, set_as_current=False)
    with redis.Redis.from_url(small_redis) as client, app.pool.acquire() as connection:
        app.send_task("first", connection=connection)
        client.hset("visits:open", "1 2031-07-07 engine views", 3)
        for number in range(900):
            client.set(f"cache:{number}", b"x" * 10_000, ex=600)
        assert client.info("stats")["evicted_keys"] > 100, "it was full"
        app.send_task("second", connection=connection)
        assert client.llen("celery") == 2
        assert client.hget("visits:open", "1 2031-07-07 engine views") == b"3"
    app.close()
