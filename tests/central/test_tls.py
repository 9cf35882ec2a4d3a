"""P7: the register talks to whom its computer believes, and to nobody else."""

from __future__ import annotations

import ipaddress
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from posapp.central.client import Central
from posapp.database.engine import as_text
from posapp.domain.errors import Unreachable

Key = ec.EllipticCurvePrivateKey
PEM = serialization.Encoding.PEM


@dataclass(frozen=True)
class Chain:
    """An authority that a chain made itself, and the certificate of its central service."""

    authority: Path
    certificate: Path
    key: Path


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _signed(subject: str, key: Key, issuer: str, by: Key, days: int, *more: object) -> bytes:
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
    )
    for extension in more:
        made = made.add_extension(extension, critical=False)  # type: ignore[arg-type]  # each is one
    return made.sign(by, hashes.SHA256()).public_bytes(PEM)


def a_chain(folder: Path, host: str = "localhost", days: int = 9) -> Chain:
    """Files of an authority and of a server that it speaks for."""
    folder.mkdir(exist_ok=True)
    root, server = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_id = x509.SubjectKeyIdentifier.from_public_key(root.public_key())
    basic = x509.BasicConstraints(ca=True, path_length=0)
    named: list[x509.GeneralName] = [x509.DNSName(host)]
    if host == "localhost":
        named.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    chain = Chain(folder / "ca.pem", folder / "hub.pem", folder / "hub.key")
    chain.authority.write_bytes(_signed("Chain CA", root, "Chain CA", root, 9, basic, root_id))
    chain.certificate.write_bytes(
        _signed(
            "hub",
            server,
            "Chain CA",
            root,
            days,
            x509.SubjectAlternativeName(named),
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(root_id),
        )
    )
    chain.key.write_bytes(
        server.private_bytes(
            PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return chain


def serve(chain: Chain, folder: Path) -> Iterator[str]:
    """`posapp hub serve` with that certificate; its address, as it says it itself."""
    command = [sys.executable, "-m", "posapp", "hub", "serve", "--database"]
    command += [as_text(folder / "hub.db"), "--certificate", str(chain.certificate)]
    command += ["--private-key", str(chain.key)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as hub:
        assert hub.stdout is not None
        try:
            yield json.loads(hub.stdout.readline())["url"]
        finally:
            hub.terminate()
            hub.wait(30)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Chain:
    return a_chain(tmp_path_factory.mktemp("chain"))


@pytest.fixture(scope="module")
def hub(chain: Chain, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    yield from serve(chain, tmp_path_factory.mktemp("hub"))


def asks(url: str) -> str:
    """The centre's name as a register hears it."""
    central = Central(url)
    try:
        return central.capabilities().name
    finally:
        central.close()


def test_p7_a_certificate_that_nobody_vouches_for_is_refused(hub: str) -> None:
    assert hub.startswith("https://127.0.0.1:")
    with pytest.raises(Unreachable, match="SSLError"):
        asks(hub)


def test_p7_an_authority_in_the_systems_store_is_believed(
    hub: str, chain: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The variable is how OpenSSL names its system's store; Windows has one of its own."""
    monkeypatch.setenv("SSL_CERT_FILE", str(chain.authority))
    assert asks(hub)


def test_p7_the_certificate_must_be_the_named_computers_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = a_chain(tmp_path / "other", host="hub.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other.authority))
    for url in serve(other, tmp_path):
        with pytest.raises(Unreachable, match="SSLError"):
            asks(url)


def test_p7_a_certificate_whose_time_is_over_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = a_chain(tmp_path / "over", days=-1)
    monkeypatch.setenv("SSL_CERT_FILE", str(over.authority))
    for url in serve(over, tmp_path):
        with pytest.raises(Unreachable, match="SSLError"):
            asks(url)


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PYTHONHTTPSVERIFY"])
def test_p7_no_variable_turns_verification_off(
    hub: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "0" if name.startswith("PYTHON") else "")
    with pytest.raises(Unreachable, match="SSLError"):
        asks(hub)
