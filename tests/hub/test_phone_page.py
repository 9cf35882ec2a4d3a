"""The customer's page in a real browser, on a real centre with the demo chain."""

from __future__ import annotations

import io
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from posapp.contract.signing import TokenPayload, read_token
from posapp.database.engine import as_text
from posapp.domain.customer import Customer
from posapp.domain.webcart import Operation, OperationKind, WebCart
from posapp.hub import cart_edits, carts, customers, migrating, populate, tokens
from posapp.hub.app import open_hub
from posapp.hub.phone import addresses
from posapp.hub.settings import Settings
from posapp.qa import scenarios
from tests.hub.conftest import Centre, running
from tests.hub.store import make_customer, say
from tests.needs import chromium, chromium_driver, needs_chromium

pytestmark = needs_chromium
SECONDS = 20
HOSTILE = "<img src=x onerror=document.body.className='over'> & \u202eevil"
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=500,1000",
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """The demo chain, at its smallest."""
    url = as_text(tmp_path_factory.mktemp("shop") / "hub.db")
    migrating.upgrade(url)
    hub = open_hub(Settings(url))
    populate.populate(hub, populate.Wanted(skus=0, customers=0))
    hub.close()
    with running(Settings(url, demo=True)) as centre:
        yield centre


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = chromium() or ""
    for switch in (*SWITCHES, f"--user-data-dir={tmp_path_factory.mktemp('browser')}"):
        options.add_argument(switch)
    service = webdriver.ChromeService(chromium_driver())
    driver = webdriver.Chrome(options, service)
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True},
    )
    yield driver
    driver.quit()


@dataclass
class Phone:
    """A phone in somebody's hand: what they see and touch."""

    centre: Centre
    browser: webdriver.Chrome
    customer: str

    def sees(self, truth: Callable[[], object]) -> None:
        """Wait until it is so."""
        wait = WebDriverWait(
            self.browser, SECONDS, 0.05, ignored_exceptions=[StaleElementReferenceException]
        )
        wait.until(lambda _: truth())

    def opens(self, tab: str) -> None:
        self.browser.find_element(By.ID, f"open-{tab}").click()

    def text(self, name: str) -> str:
        return self.browser.find_element(By.ID, name).text

    def all(self, css: str) -> list[WebElement]:
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def quantity(self, sku: str) -> str:
        return "".join(each.text for each in self.all(f"[data-sku='{sku}'] output"))

    def touches(self, css: str) -> None:
        self.browser.find_element(By.CSS_SELECTOR, css).click()

    def types(self, text: str) -> None:
        self.browser.find_element(By.ID, "find-text").send_keys(text)

    def carts(self) -> tuple[WebCart, ...]:
        hub = self.centre.hub
        return hub.read(lambda db: carts.open_of(db, hub, self.customer))

    def quantity_at_the_centre(self, sku: str) -> int:
        lines = [line for cart in self.carts() for line in cart.lines]
        return sum(line.quantity for line in lines if line.sku == sku)

    def errors(self) -> list[str]:
        """What went wrong on the page by the browser's own account."""
        entries = self.browser.get_log("browser")  # type: ignore[no-untyped-call]  # selenium's
        return [each["message"] for each in entries if "favicon" not in each["message"]]


@dataclass
class Hand:
    """Takes the phone of whoever is asked for."""

    shop: Centre
    browser: webdriver.Chrome

    def cast(self, key: str) -> Phone:
        self.browser.get(f"{self.shop.url}/demo/{key}")
        return self._ready(scenarios.chain().person(key).customer)

    def phone(self, customer: Customer) -> Phone:
        hub = self.shop.hub
        path = hub.write(lambda db: addresses.make(db, hub, customer.id))
        self.browser.get(self.shop.url + path)
        return self._ready(customer.id)

    def _ready(self, customer: str) -> Phone:
        phone = Phone(self.shop, self.browser, customer)
        phone.sees(lambda: phone.text("chain"))
        return phone


@pytest.fixture
def hand(shop: Centre, browser: webdriver.Chrome) -> Hand:
    browser.get_log("browser")  # type: ignore[no-untyped-call]  # forgets what was before
    return Hand(shop, browser)


def scanned(phone: Phone) -> str:
    """What a camera reads off the screen, or nothing."""
    png = phone.browser.get_screenshot_as_png()
    with Image.open(io.BytesIO(png)) as screen:
        found = zxingcpp.read_barcodes(screen.convert("L"))
    return found[0].text if found else ""


def believed(centre: Centre, text: str) -> TokenPayload:
    """The token in a code, checked as a register does that is offline."""
    token, signed, signature = read_token(text)
    keys = {key.id: key.public for key in centre.hub.read(tokens.keys)}
    Ed25519PublicKey.from_public_bytes(b64decode(keys[str(token.key)])).verify(
        signature, signed
    )
    return token


def test_camera_reads_a_true_code_off_the_screen(shop: Centre, hand: Hand) -> None:
    phone = hand.cast("ana")
    phone.sees(lambda: scanned(phone))
    token = believed(shop, scanned(phone))
    assert abs(shop.hub.clock().timestamp() - token.issued_at) < SECONDS
    phone.browser.refresh()
    phone.sees(lambda: scanned(phone))
    assert believed(shop, scanned(phone)).nonce != token.nonce


def test_code_rotates_by_itself(shop: Centre, hand: Hand) -> None:
    phone = hand.cast("ana")
    phone.sees(lambda: scanned(phone))
    first = scanned(phone)
    phone.browser.execute_script("const now = Date.now; Date.now = () => now() + 46000;")
    phone.sees(lambda: scanned(phone) not in ("", first))
    believed(shop, scanned(phone))


def test_item_added_on_the_phone_is_in_the_cart_at_the_centre(hand: Hand) -> None:
    phone = hand.cast("hugo")
    (boots, socks) = scenarios.chain().person("hugo").carts[0]
    phone.opens("cart")
    phone.touches(f"[data-key$='add {socks.sku}']")
    phone.sees(lambda: phone.quantity(socks.sku) == "2")
    assert phone.quantity_at_the_centre(socks.sku) == 2
    phone.touches(f"[data-key$='sub {boots.sku}']")
    phone.sees(lambda: not phone.all(f"[data-sku='{boots.sku}']"))
    assert phone.quantity_at_the_centre(boots.sku) == 0
    assert phone.errors() == []


def test_item_added_elsewhere_is_on_the_phone_in_seconds(shop: Centre, hand: Hand) -> None:
    phone = hand.cast("fritz")
    phone.opens("cart")
    scarf = scenarios.chain().goods["SCA-00022-BL"]
    (cart,) = phone.carts()
    edit = Operation(shop.hub.new_id(), OperationKind.ADD, scarf.sku, 3)
    shop.hub.write(lambda db: cart_edits.apply(db, shop.hub, cart.id, [edit]))
    phone.sees(lambda: phone.quantity(scarf.sku) == "3")


def test_first_item_is_found_and_added(hand: Hand) -> None:
    phone = hand.cast("ines")
    phone.opens("cart")
    phone.types("scarf")
    phone.sees(lambda: phone.all("#found [data-sku]"))
    sku = phone.all("#found [data-sku]")[0].get_attribute("data-sku") or ""
    phone.touches("#found [data-sku] button")
    phone.sees(lambda: phone.quantity(sku) == "1")
    assert phone.quantity_at_the_centre(sku) == 1
    assert "Added" in phone.text("notice")


def test_focus_stays_on_the_key_that_was_pressed(hand: Hand) -> None:
    phone = hand.cast("carla")
    sku = scenarios.chain().person("carla").carts[0][0].sku
    phone.opens("cart")
    phone.touches(f"[data-key$='add {sku}']")
    phone.sees(lambda: phone.quantity(sku) == "2")
    focused = phone.browser.switch_to.active_element
    assert (focused.get_attribute("data-key") or "").endswith(f"add {sku}")


def test_awkward_lines_say_what_is_the_matter(hand: Hand) -> None:
    phone = hand.cast("elif")
    phone.opens("cart")
    assert "No longer available" in phone.text("carts")
    phone = hand.cast("ana")
    phone.opens("cart")
    assert "was €42.00" in phone.text("carts")
    phone = hand.cast("dario")
    phone.opens("cart")
    assert [each.text for each in phone.all("h2 span")] == ["Mine", "Gifts"]


def test_conversations_of_all_channels_are_one(hand: Hand) -> None:
    phone = hand.cast("ana")
    phone.opens("talk")
    said = phone.text("messages")
    for channel in ("WhatsApp", "Messenger", "Instagram", "E-mail"):
        assert channel in said
    newest = phone.all("#messages li")[-1]
    phone.sees(
        lambda: phone.browser.execute_script(
            "return arguments[0].getBoundingClientRect().bottom <= innerHeight", newest
        )
    )


def test_foreign_text_is_text(shop: Centre, hand: Hand) -> None:
    mallory = make_customer(shop.hub, HOSTILE)
    say(shop.hub, mallory, [HOSTILE, "<script>document.title = 'evil'</script>"])
    shop.hub.write(
        lambda db: carts.create(db, shop.hub, mallory.id, label="<b onclick=x>mine</b>")
    )
    phone = hand.phone(mallory)
    assert phone.text("who") == HOSTILE
    phone.opens("talk")
    assert "<script>document.title = 'evil'</script>" in phone.text("messages")
    phone.opens("cart")
    assert "<b onclick=x>mine</b>" in phone.text("carts")
    assert phone.browser.title == "Corso Nove"
    assert phone.all("img[src$='/x'], [onclick], .over") == []
    assert phone.errors() == []


def test_page_speaks_italian_to_italians(shop: Centre, hand: Hand) -> None:
    luca = make_customer(shop.hub, "Luca")
    phone = hand.phone(luca)
    assert phone.text("say-code") == "Mostralo alla cassa"
    assert phone.browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "it"
    phone.opens("cart")
    phone.sees(lambda: "Il carrello è vuoto." in phone.text("carts"))
    phone.opens("talk")
    assert phone.text("say-silence") == "Ancora nessun messaggio."


def test_replaced_address_says_so(shop: Centre, hand: Hand) -> None:
    luca = make_customer(shop.hub, "Luca")
    phone = hand.phone(luca)
    shop.hub.write(lambda db: addresses.make(db, shop.hub, luca.id))
    phone.sees(lambda: "non vale più" in phone.text("notice"))
    assert phone.text("say-code") == ""


def test_p6_page_that_had_its_share_says_so_and_what_became_of_a_touch(
    shop: Centre, hand: Hand
) -> None:
    phone = hand.phone(make_customer(shop.hub, "Vera"))
    phone.opens("cart")
    phone.types("scarf")
    phone.sees(lambda: phone.all("#found [data-sku]"))
    secret = phone.browser.current_url.rsplit("/", 1)[1]
    shop.hub.pages.add(secret, shop.hub.clock(), shop.hub.settings.page_per_minute)
    phone.sees(lambda: "ha chiesto troppo spesso" in phone.text("notice"))
    phone.touches("#found [data-sku] button")
    phone.sees(lambda: "non è stato fatto" in phone.text("notice"))
    assert phone.carts() == ()


def test_index_leads_to_every_phone_of_the_cast(shop: Centre, hand: Hand) -> None:
    cast = scenarios.chain().people
    hand.browser.get(f"{shop.url}/demo")
    links = hand.browser.find_elements(By.CSS_SELECTOR, ".people a")
    assert [link.find_element(By.TAG_NAME, "b").text for link in links] == [
        person.name for person in cast
    ]
    links[-1].click()
    phone = Phone(shop, hand.browser, cast[-1].customer)
    phone.sees(lambda: phone.text("who") == cast[-1].name)
    person = shop.hub.read(lambda db: customers.read(db, cast[-1].customer))
    assert phone.text("tier") == person.tier
