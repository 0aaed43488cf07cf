"""Tests that police the repository itself."""

import re
from pathlib import Path

from django.apps import apps
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

PROJECT = Path(__file__).resolve().parent.parent
ROOMS = ("portal", "listings", "articles")
FORBIDDEN = {"utils", "helpers", "services", "common", "misc"}
SOURCES = [path for room in (*ROOMS, "tests") for path in (PROJECT / room).rglob("*.py")]


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [path for path in SOURCES if path.stem in FORBIDDEN]


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        path.relative_to(PROJECT)
        for room in ROOMS
        for path in (PROJECT / room).rglob("*.py")
        if path.stem not in {"__init__", "apps"} and "migrations" not in path.parts
        and not path.read_text("utf8").startswith(('"""', '#!'))
    ]  # fmt: skip
    assert not silent


def test_every_template_is_used() -> None:
    texts = "".join(path.read_text("utf8") for path in [*SOURCES, *(PROJECT / "templates").rglob("*.*")])
    unused = []
    for path in (PROJECT / "templates").rglob("*.*"):
        name = path.relative_to(PROJECT / "templates").as_posix()
        by_stem = re.search(rf'(pages|emails)/{{name}}|"{path.stem}"', texts) and path.parent.name in {
            "pages",
            "emails",
        }
        if name not in {"404.html", "403.html", "500.html"} and f'"{name}"' not in texts and not by_stem:
            unused.append(name)
    assert not unused


def test_every_migration_can_be_taken_back() -> None:
    loader = MigrationLoader(None)
    own = {app.label for app in apps.get_app_configs() if app.name in ROOMS}
    for (label, name), migration in loader.disk_migrations.items():
        if label in own:
            for operation in migration.operations:
                if isinstance(operation, (RunPython, RunSQL)):
                    assert operation.reversible, f"{label}.{name}"


def test_every_setting_of_the_environment_is_documented() -> None:
    settings = (PROJECT / "portal" / "settings.py").read_text("utf8")
    documented = (PROJECT / ".env.example").read_text("utf8")
    used = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    assert not [name for name in used if not re.search(rf"^#?\s*{name}=", documented, re.M)]


def test_lock_files_name_no_host_and_pin_every_package_with_hashes() -> None:
    for path in (PROJECT / "requirements").glob("*.txt"):
        text = path.read_text("utf8")
        assert "://" not in text
        assert "--index" not in text
        for block in re.split(r"\n(?=\S)", text.strip()):
            assert "--hash=sha256:" in block, block[:80]


def test_pages_ask_no_third_party() -> None:
    for path in [*(PROJECT / "templates").rglob("*.html"), *(PROJECT / "static").rglob("*.css")]:
        text = re.sub(r'"https://schema\.org"|http://www\.w3\.org/\S+', "", path.read_text("utf8"))
        assert "http://" not in text, path
        assert "https://" not in text, path


def test_journeys_wait_for_what_they_expect() -> None:
    """A click returns when the next page begins, so that a value read at once may be nothing yet; expect() waits."""
    read_at_once = re.compile(
        r"assert .*\.(is_\w+|count|content|inner_\w+|text_content|input_value|get_attribute)\(|assert .*activeElement\.(?!outer)"
    )
    for path in (PROJECT / "tests" / "journeys").glob("*.py"):
        for line in path.read_text("utf8").splitlines():
            assert not read_at_once.search(line) or "objects" in line, f"{path.name}: {line.strip()}"
