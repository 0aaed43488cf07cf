"""The main job on a fresh machine: sample feeds imported by a real worker, then web, worker and beat in the foreground."""

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from articles import demo as guides
from articles.claims.indexing import index
from articles.models import Article
from articles.tasks import refresh_facts
from listings.admin import roles
from listings.models import ImportRun, Listing, Place, Source
from listings.tasks import import_feed
from portal import sample_feeds
from portal.embedded import child_options

IMPORT_SECONDS = 120
DEMO_DOMAIN = "fruehdienst.example"


class Command(BaseCommand):
    help = "Run the portal with sample content."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo needs DEMO=true; start it with `make demo`.")
        port = options["port"]
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CommandError(f"Port {port} is taken: choose another with `make demo PORT=8001`.") from None
        children: list[subprocess.Popen[bytes]] = []
        for sign in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, lambda *_: sys.exit(0))
        try:
            self._prepare()
            feeds = self._serve_feeds()
            children.append(
                self._spawn(
                    "celery", "--quiet", "-A", "portal", "worker", "--loglevel=WARNING", "--pool=threads", "-c2"
                )
            )
            self._import(feeds)
            self._work_out_figures()
            children.append(self._spawn("gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", "--workers=2",
                                        "--log-level=warning"))  # fmt: skip
            schedule = str(settings.VAR_DIR / "celerybeat-schedule")
            children.append(
                self._spawn("celery", "--quiet", "-A", "portal", "beat", "--loglevel=WARNING", "-s", schedule)
            )
            self._announce(port)
            while all(child.poll() is None for child in children):
                time.sleep(0.5)
            self.stderr.write("A part of the demo ended by itself; its last lines stand above.")
        except KeyboardInterrupt:
            self.stdout.write("Stopping.")
        finally:
            for child in reversed(children):
                child.terminate()
            for child in children:
                try:
                    child.wait(5)
                except subprocess.TimeoutExpired:
                    child.kill()

    def _prepare(self) -> None:
        self.stdout.write("Preparing the database")
        call_command("migrate", verbosity=0)
        if not Place.objects.exists():
            call_command("load_places", stdout=self.stdout)
        guides.load()

    def _serve_feeds(self) -> dict[str, sample_feeds.Feed]:
        """The demo keeps its first moment, so that a second start finds unchanged items."""
        path = Path(settings.VAR_DIR) / "demo.json"
        if not path.exists():
            path.write_text(json.dumps({"now": timezone.now().isoformat()}))
        feeds = sample_feeds.render(datetime.fromisoformat(json.loads(path.read_text())["now"]))

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                feed = feeds.get(self.path.strip("/"))
                self.send_response(200 if feed else 404)
                self.send_header("Content-Type", feed.content_type if feed else "text/plain")
                self.end_headers()
                self.wfile.write(feed.body if feed else b"")

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        for feed in feeds.values():
            values = {
                "name": f"{feed.employer} (Demo)", "format": feed.format, "employer_name": feed.employer,
                "url": f"http://127.0.0.1:{server.server_port}/{feed.slug}", "is_active": True, "interval_minutes": 15,
            }  # fmt: skip
            Source.objects.update_or_create(slug=feed.slug, defaults=values)
        return feeds

    def _import(self, feeds: dict[str, sample_feeds.Feed]) -> None:
        self.stdout.write("Importing the sample feeds")
        before = ImportRun.objects.count()
        for pk in Source.objects.filter(slug__in=feeds).values_list("pk", flat=True):
            import_feed.delay(pk)
        deadline = time.monotonic() + IMPORT_SECONDS
        while ImportRun.objects.count() < before + len(feeds):
            if time.monotonic() > deadline:
                raise CommandError("The worker did not import the sample feeds in time.")
            time.sleep(0.2)
        for run in ImportRun.objects.order_by("-pk").select_related("source")[: len(feeds)]:
            self.stdout.write(
                f"  {run.source}: read {run.read}, created {run.created}, unchanged {run.unchanged}, "
                f"duplicate {run.duplicate}, rejected {run.rejected}, held {run.held}"
            )

    def _work_out_figures(self) -> None:
        """Of guides: at once what no text may miss, and by the worker all of them anew."""
        for article in Article.objects.published():
            index(article)
        refresh_facts.delay()

    def _announce(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\n{Listing.objects.live().count()} live listings\n  {address}/\n  {address}/jobs/hagen/")
        self.stdout.write(f"  {address}/ratgeber/customer-service-in-hagen/\n  {address}/admin/")
        self.stdout.write(f"Mails land in {settings.EMAIL_FILE_PATH}")
        groups = roles.set_up()
        for name, password in _passwords().items():
            address = f"{name}@{DEMO_DOMAIN}"
            user, _ = User.objects.get_or_create(username=name, defaults={"is_staff": True, "email": address})
            if not user.check_password(password):
                user.set_password(password)
                user.save()
            user.user_permissions.clear()
            user.groups.set([groups[name]])
            if name == "redaktion":
                guides.give_author(user)
            self.stdout.write(f"Log-in: {name} / {password}")
        self.stdout.write("Ctrl-C stops everything.")
        self.stdout.flush()

    @staticmethod
    def _spawn(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        """gunicorn has children of its own and must live long enough to end them."""
        command = [sys.executable, "-m", program, *arguments]
        quiet = {"PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges"}
        death_signal = signal.SIGQUIT if program == "gunicorn" else signal.SIGKILL
        return subprocess.Popen(command, cwd=settings.BASE_DIR, env=os.environ | quiet, **child_options(death_signal))


def _passwords() -> dict[str, str]:
    """One for each demo account, made once and kept beside the demo's data."""
    path = Path(settings.VAR_DIR) / "demo_passwords.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    if missing := [name for name in roles.RIGHTS if name not in kept]:
        path.touch(0o600)
        kept |= {name: secrets.token_urlsafe(9) for name in missing}
        path.write_text(json.dumps(kept))
    return {name: kept[name] for name in roles.RIGHTS}
