"""Builds permanence/static/build: one style sheet, the design systems' scripts and icons, and our own.

Run by `make setup` after npm; sources are node_modules and permanence/static/src. The result is never committed.
"""

import shutil
import sys
from pathlib import Path

from tools.frontend.cleanse import is_ours_to_serve, script, style_sheet

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
GOVUK = MODULES / "govuk-frontend" / "dist" / "govuk"
MOJ = MODULES / "@ministryofjustice" / "frontend" / "moj"
SOURCE = ROOT / "permanence" / "static" / "src"
BUILD = ROOT / "permanence" / "static" / "build"


def style(*, source: Path) -> str:
    """Return the whole style sheet: GOV.UK, then MOJ, then ours in the order of their names."""
    upstream = (GOVUK / "govuk-frontend.min.css", MOJ / "moj-frontend.min.css")
    theirs = [style_sheet(sheet.read_text("utf-8")) for sheet in upstream]
    ours = [sheet.read_text("utf-8").strip() for sheet in sorted(source.glob("*.css"))]
    return '@charset "UTF-8";\n' + "\n".join([*theirs, *ours]) + "\n"


def write_scripts(*, source: Path, target: Path) -> None:
    """Write the design systems' modules, and our own scripts beside them."""
    for upstream in (GOVUK / "govuk-frontend.min.js", MOJ / "moj-frontend.min.js"):
        (target / upstream.name).write_text(script(upstream.read_text("utf-8")) + "\n", "utf-8")
    for ours in sorted([*source.glob("*.js"), *source.glob("*.mjs")]):
        shutil.copyfile(ours, target / ours.name)


def write_images(*, source: Path, target: Path) -> None:
    """Write the icons that the style sheet names, and our own images."""
    target.mkdir()
    icons = [image for image in (MOJ / "assets" / "images").iterdir() if is_ours_to_serve(image.name)]
    for image in [*icons, *(source / "images").iterdir()]:
        shutil.copyfile(image, target / image.name)


def build(*, source: Path = SOURCE, target: Path = BUILD) -> None:
    """Build anew beside the old result, then put it in its place, so that no half of it is ever served."""
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    (fresh / "permanence.css").write_text(style(source=source), "utf-8")
    write_scripts(source=source, target=fresh)
    write_images(source=source, target=fresh / "images")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


if __name__ == "__main__":
    if not GOVUK.is_dir() or not MOJ.is_dir():
        sys.exit("The front-end packages are not installed. Run: make setup")
    build()
