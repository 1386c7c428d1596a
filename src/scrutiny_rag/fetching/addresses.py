"""Which network addresses may be asked: those of the public internet, unless the user allows others."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

from scrutiny_rag.fetching.failures import FetchError, ForbiddenAddress

Resolve = Callable[[str, int], Sequence[str]]
"""A host name and a port to the addresses, as text, that the name stands for; raises OSError."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
_IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")


def resolve(host: str, port: int) -> list[str]:
    """The addresses of `host` by the system's resolver, in its order; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def checked_addresses(host: str, port: int, lookup: Resolve, *, allow_private: bool) -> list[str]:
    """The addresses that may be connected to for `host`.

    One address that is not public refuses the whole host: a name that stands for both is a trick.
    Raises FetchError where the name stands for nothing, ForbiddenAddress where it is refused.
    """
    try:
        found = lookup(host, port)
    except (OSError, UnicodeError):
        raise FetchError(f"The server {host} cannot be found; check the address and the network.") from None
    if not found:
        raise FetchError(f"The server {host} has no address.")
    if not allow_private:
        for address in found:
            if not is_public(address):
                raise ForbiddenAddress(
                    f"The server {host} is on a private or special network ({address}), which is refused "
                    "unless private addresses are allowed (--allow-private)."
                )
    return list(found)


def is_public(address: str) -> bool:
    """Whether `address`, IPv4 or IPv6 as text, belongs to one computer on the public internet.

    False for private, loopback, link-local, multicast, reserved and unspecified addresses, for IPv6
    addresses that carry such an IPv4 address, and for what is no address.
    """
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    carried = _carried(parsed)
    if carried is not None:
        return is_public(str(carried))
    return parsed.is_global and not (
        parsed.is_private
        or parsed.is_loopback
        or parsed.is_link_local
        or parsed.is_multicast
        or parsed.is_reserved
        or parsed.is_unspecified
        or (isinstance(parsed, ipaddress.IPv6Address) and (parsed.is_site_local or parsed in _LOCAL_NAT64))
    )


def _carried(address: _Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a packet to `address` would end at, by RFC 4291, 6052 or 3056."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64 or (address in _IPV4_COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.sixtofour
