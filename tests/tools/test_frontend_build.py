"""Nothing that is licensed to others, or that points to a file which is not here, is left in what we serve."""

import re
from pathlib import Path

import pytest

from tools.frontend.build import GOVUK, MOJ, build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("src")
    (source / "images").mkdir()
    (source / "images" / "favicon.svg").write_text("<svg/>")
    (source / "own.css").write_text(".own { color: red; }")
    (source / "own.mjs").write_text("export const own = 1;")
    target = tmp_path_factory.mktemp("out") / "build"
    build(source=source, target=target)
    return target


UNWANTED = ["@font-face", "GDS Transport", "url(/", "crest.svg", "logotype-crown.png", "sourceMappingURL", ".woff"]


@pytest.mark.parametrize("unwanted", UNWANTED)
def test_what_is_not_ours_to_serve_is_gone(built: Path, unwanted: str) -> None:
    texts = [file.read_text("utf-8") for file in built.rglob("*") if file.suffix in {".css", ".js", ".mjs"}]
    assert len(texts) == 4
    assert not [text for text in texts if unwanted in text]


@pytest.mark.parametrize("unwanted", ["@font-face", "GDS Transport", "url(/", "crest.svg", "sourceMappingURL", ".woff"])
def test_upstream_still_holds_what_is_taken_out(unwanted: str) -> None:
    upstream = [GOVUK / "govuk-frontend.min.css", MOJ / "moj-frontend.min.css"]
    assert any(unwanted in sheet.read_text("utf-8") for sheet in upstream)


def test_every_address_in_the_style_sheet_is_a_file_beside_it(built: Path) -> None:
    text = (built / "permanence.css").read_text("utf-8")
    addresses = {found for found in re.findall(r"url\(\"?([^)\"]+)", text) if not found.startswith("data:")}
    assert len(addresses) > 5
    assert not [address for address in addresses if not (built / address).is_file()]


def test_only_icons_and_our_own_images_are_served(built: Path) -> None:
    names = {image.name for image in (built / "images").iterdir()}
    assert "favicon.svg" in names
    assert not [name for name in names if "crest" in name or "crown" in name or "govuk" in name]


def test_our_style_comes_last_and_a_second_build_replaces_the_first(built: Path) -> None:
    text = (built / "permanence.css").read_text("utf-8")
    assert text.startswith('@charset "UTF-8";')
    assert text.count("@charset") == 1
    assert text.rstrip().endswith(".own { color: red; }")
