"""Loaded into every Python process that finds this folder in PYTHONPATH.

What an application sends to api.openai.com or api.holysheep.ai goes to the loopback server whose port is in
E2E_TLS_PORT; any other host, and every host when it is not set, raises. The application itself is not changed, and
speaks real TLS: the server has a certificate for both names, which SSL_CERT_FILE and REQUESTS_CA_BUNDLE name.
"""

import os
import socket
import sys

LOOPBACK = "127.0.0.1"
HTTPS = 443
IMPERSONATED = {"api.openai.com", "api.holysheep.ai"}
PORT = int(os.environ.get("E2E_TLS_PORT", "0"))


def text_of(host):
    return host.decode("ascii", "replace") if isinstance(host, bytes) else host


def refuse(host):
    # Said on stderr too: an SDK would take the exception for a lost connection, and try again.
    print(f"e2e: refused {host}", file=sys.stderr, flush=True)
    raise OSError(f"e2e: no traffic to {host}")


def is_impersonated(host, port):
    return PORT != 0 and text_of(host) in IMPERSONATED and port in (HTTPS, str(HTTPS), "https")


resolve = socket.getaddrinfo


def getaddrinfo(host, port, *rest, **named):
    # The port stays: some clients keep the address alone, and put the port that they know behind it.
    if is_impersonated(host, port):
        return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (LOOPBACK, HTTPS))]
    return resolve(host, port, *rest, **named)


def there(address):
    return (LOOPBACK, PORT) if PORT != 0 and address == (LOOPBACK, HTTPS) else address


def watch(event, arguments):
    """Below all clients, whichever the application brings: CPython itself tells of every connection."""
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if isinstance(address, tuple) and address[:2] != (LOOPBACK, PORT):
            refuse(f"{address[0]}:{address[1]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = text_of(arguments[0])
        if host not in (None, "", LOOPBACK, "localhost"):
            refuse(host)


def moved(connect):
    return lambda self, address: connect(self, there(address))


socket.getaddrinfo = getaddrinfo
socket.socket.connect = moved(socket.socket.connect)
socket.socket.connect_ex = moved(socket.socket.connect_ex)
sys.addaudithook(watch)
