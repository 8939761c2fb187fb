import socket

import pytest

from cli.listening import AddressError, address_of, listening


def test_the_next_free_port_is_taken() -> None:
    with listening("127.0.0.1", [0]) as taken:
        port = taken.getsockname()[1]
        with listening("127.0.0.1", [port, 0]) as found:
            assert found.getsockname()[1] != port
            assert address_of(found) == f"http://127.0.0.1:{found.getsockname()[1]}"


def test_a_port_that_is_taken_is_refused_by_name() -> None:
    with listening("127.0.0.1", [0]) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressError, match=rf"127.0.0.1:{port}: cannot listen: .*in use"):
            listening("127.0.0.1", [port])


def test_a_number_that_is_no_port_is_refused() -> None:
    with pytest.raises(AddressError, match="no port above 65535"):
        listening("127.0.0.1", [70000])


@pytest.mark.skipif(not socket.has_ipv6, reason="this machine has no IPv6")
def test_an_ipv6_address_stands_in_brackets() -> None:
    try:
        connection = listening("::1", [0])
    except AddressError:
        pytest.skip("this machine has no IPv6 address")
    with connection:
        assert address_of(connection).startswith("http://[::1]:")
