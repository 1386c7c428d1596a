"""Which addresses a fetch may ask."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutiny_rag.fetching.addresses import checked_addresses, is_public
from scrutiny_rag.fetching.failures import FetchError, ForbiddenAddress


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%2",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
        "2001::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::c0a8:101",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2002:a00:1::",
        "",
        "localhost",
        "127.1",
    ],
)
def test_special_addresses_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["93.184.215.14", "172.32.0.1", "2606:2800:21f::1", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"],
)
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_ipv6_dress(address: ipaddress.IPv4Address) -> None:
    for prefix in (0xFFFF << 32, 0x64FF9B << 96):
        assert is_public(str(ipaddress.IPv6Address(prefix | int(address)))) == is_public(str(address))


def test_one_private_address_refuses_the_name() -> None:
    def lookup(host: str, port: int) -> list[str]:
        return ["93.184.215.14", "10.0.0.7"]

    with pytest.raises(ForbiddenAddress, match=r"marlow\.example .*10\.0\.0\.7.*--allow-private"):
        checked_addresses("marlow.example", 80, lookup, allow_private=False)
    assert checked_addresses("marlow.example", 80, lookup, allow_private=True) == lookup("", 0)


@pytest.mark.parametrize("error", [OSError("no"), UnicodeError("label too long")])
def test_a_name_that_stands_for_nothing(error: Exception) -> None:
    def lookup(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(FetchError, match="cannot be found"):
        checked_addresses("marlow.example", 80, lookup, allow_private=False)
    with pytest.raises(FetchError, match="no address"):
        checked_addresses("marlow.example", 80, lambda host, port: [], allow_private=False)
