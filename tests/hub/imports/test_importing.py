"""An export goes in whole: products, stock and pictures; again, it changes only differences."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from posapp.hub import catalogue, importing, stock
from posapp.hub.imports import pictures
from posapp.hub.imports.rows import NotAnExport
from tests.hub.conftest import Centre
from tests.hub.store import Store

HERE = Path(__file__).parent
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def export(name: str, store: Store, *, address: str = "") -> bytes:
    """The file with SKUs of its own, so that tests sharing a database do not meet."""
    text = (HERE / name).read_text("utf-8")
    for sku in ("CAP-NAVY", "CAP-RED", "DERBY", "POLISH"):
        text = text.replace(sku, f"{sku}-{store.id[:8]}")
    return text.replace(
        "https://cdn.example.com", address or "https://cdn.example.com"
    ).encode()


def wanted(store: Store, platform: str = "shopify", *hosts: str) -> importing.Wanted:
    return importing.Wanted(platform, store.id, "EUR", hosts)


def test_products_and_counted_stock_are_there_after_an_import(
    centre: Centre, store: Store
) -> None:
    report = importing.take_in(centre.hub, export("shopify_2025.csv", store), wanted(store))
    sku = f"CAP-NAVY-{store.id[:8]}"
    found = centre.hub.read(lambda db: catalogue.products_of(db, [sku], store.id))[sku]
    assert (report.taken, report.changed, report.bad) == (2, 2, [])
    assert (found.name, found.on_hand) == ("Wool Cap", 12)


def test_importing_twice_changes_nothing_and_counts_nothing_twice(
    centre: Centre, store: Store
) -> None:
    content = export("shopify_2025.csv", store)
    importing.take_in(centre.hub, content, wanted(store))
    again = importing.take_in(centre.hub, content, wanted(store))
    sku = f"CAP-NAVY-{store.id[:8]}"
    now = centre.hub.clock()
    levels = centre.hub.read(lambda db: stock.levels(db, [sku], now))
    assert again.changed == 0
    assert [level.on_hand for level in levels] == [12]


def test_a_sku_that_stands_twice_in_the_file_is_taken_once_and_named(
    centre: Centre, store: Store
) -> None:
    content = export("shopify_2025.csv", store)
    twice = content + content.split(b"\n", 1)[1]
    report = importing.take_in(centre.hub, twice, wanted(store))
    assert report.taken == 2
    assert [bad.reason.split(":")[0] for bad in report.bad] == ["the SKU stands above"] * 2


def test_a_file_of_another_kind_changes_nothing(centre: Centre, store: Store) -> None:
    with pytest.raises(NotAnExport):
        importing.take_in(centre.hub, b"name;price\ncap;3\n", wanted(store, "woocommerce"))


@pytest.fixture
def asked() -> list[str]:
    """What the old shop's picture server was asked for."""
    return []


@pytest.fixture
def old_shop(asked: list[str]) -> Iterator[str]:
    """The picture server of the old shop, on loopback."""

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the base class's name
            asked.append(self.path)
            if self.path == "/moved.png":
                self.send_response(302)
                self.send_header("Location", "/cap-navy.jpg")
                self.end_headers()
                return
            huge = self.path.endswith("cap-red.jpg")
            self.send_response(200)
            page = self.path.endswith(".html")
            self.send_header("Content-Type", "text/html" if page else "image/png")
            self.end_headers()
            self.wfile.write(PNG + bytes(2_000_000 if huge else 0))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name
            pass

    server = HTTPServer(("127.0.0.1", 0), Pictures)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_pictures_come_from_named_hosts_and_oversized_ones_are_left(
    centre: Centre, store: Store, old_shop: str
) -> None:
    content = export("shopify_2025.csv", store, address=old_shop)
    report = importing.take_in(centre.hub, content, wanted(store, "shopify", "127.0.0.1"))
    names = [f"CAP-NAVY-{store.id[:8]}", f"CAP-RED-{store.id[:8]}"]
    navy, red = centre.hub.read(lambda db: catalogue.products_of(db, names)).values()
    picture = centre.hub.read(lambda db: catalogue.image(db, navy.image))
    assert picture is not None and picture.content == PNG
    assert red.image == ""
    assert [bad.reason for bad in report.bad] == ["picture not fetched: larger than 1 MiB"]


def test_pictures_of_other_hosts_are_never_asked_for(
    centre: Centre, store: Store, old_shop: str
) -> None:
    content = export("shopify_2025.csv", store, address=old_shop)
    report = importing.take_in(centre.hub, content, wanted(store, "shopify", "cdn.example.com"))
    assert report.pictures == 0
    assert all("not from http://127.0.0.1" in bad.reason for bad in report.bad)
    assert len(report.bad) == 2


def test_a_picture_that_is_here_is_not_asked_for_again(
    centre: Centre, store: Store, old_shop: str, asked: list[str]
) -> None:
    content = export("shopify_2025.csv", store, address=old_shop)
    content = content.replace(b"cap-red.jpg", b"cap.jpg")
    importing.take_in(centre.hub, content, wanted(store, "shopify", "127.0.0.1"))
    again = importing.take_in(centre.hub, content, wanted(store, "shopify", "127.0.0.1"))
    assert asked == ["/cap.jpg"]
    assert (again.pictures, again.changed, again.bad) == (0, 0, [])


@pytest.mark.parametrize(
    ("path", "why"), [("moved.png", "status 302"), ("page.html", "status 200, text/html")]
)
def test_p1_what_leads_elsewhere_or_is_no_picture_is_left(
    old_shop: str, asked: list[str], path: str, why: str
) -> None:
    with pytest.raises(pictures.NotFetched, match=why):
        pictures.fetch(f"{old_shop}/{path}", {"127.0.0.1"})
    assert asked == [f"/{path}"]


def test_p1_a_picture_that_drips_is_given_up(
    old_shop: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "WHOLE_S", -1.0)
    with pytest.raises(pictures.NotFetched, match="too slow"):
        pictures.fetch(f"{old_shop}/cap-navy.jpg", {"127.0.0.1"})


def test_more_rows_than_one_batch_go_in_and_none_twice(
    centre: Centre, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    content = export("shopify_2025.csv", store)
    assert importing.take_in(centre.hub, content, wanted(store)).changed == 2
    skus = [f"CAP-NAVY-{store.id[:8]}", f"CAP-RED-{store.id[:8]}"]
    now = centre.hub.clock()
    levels = centre.hub.read(lambda db: stock.levels(db, skus, now))
    assert sorted(level.on_hand for level in levels) == [0, 12]


def test_the_command_names_bad_rows_by_line_and_ends_with_1(
    store: Store, database_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(export("woocommerce.csv", store))
    words = [str(file), "--platform", "woocommerce", "--database", database_url]
    assert importing.main([*words, "--store", store.id]) == 1
    told = capsys.readouterr().err
    assert f"{file}:9: no SKU\n" in told
    assert "4 products imported, 4 of them new or different, 0 pictures fetched" in told
    file.write_bytes(export("shopify_2025.csv", store))
    words[2] = "shopify"
    assert importing.main([*words, "--store", store.id]) == 0
    file.write_text("nothing of the kind", "utf-8")
    assert importing.main([*words, "--store", store.id]) == 1
    assert "Nothing was imported" in capsys.readouterr().err


def test_p1_a_file_that_is_larger_than_memory_is_refused_unread(
    database_url: str, store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "export.csv"
    with file.open("wb") as hollow:
        hollow.truncate(1 << 42)
    words = [str(file), "--platform", "shopify", "--database", database_url]
    assert importing.main([*words, "--store", store.id]) == 1
    assert "larger than" in capsys.readouterr().err
