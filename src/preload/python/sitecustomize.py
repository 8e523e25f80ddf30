"""Loaded by PYTHONPATH into what `verify -- COMMAND` starts, and into what that starts.

What a program sends to OpenAI's hosts or the gateway's goes to the stand-in on this machine, which is the only one that
it trusts under these names: should a way past this be found, the TLS handshake fails before a key is sent. All else
stays as it is.
"""

import os
import sys

HOSTS = [host for host in os.environ.get("MIGRATE_TO_HOLYSHEEP_HOSTS", "").split(",") if host]
PORT = int(os.environ.get("MIGRATE_TO_HOLYSHEEP_PORT") or 0)
CERTIFICATE = os.environ.get("MIGRATE_TO_HOLYSHEEP_CERTIFICATE", "")

LOOPBACK = "127.0.0.1"
# What the names of the hosts lead to until a connection is made: nothing else has this address.
TOKEN = "127.104.115.104"


def is_led(host):
    """A host itself, and those below it: eu.api.openai.com."""
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    return isinstance(name, str) and any(name == one or name.endswith("." + one) for one in HOSTS)


def lead():
    import socket
    import ssl

    resolve = socket.getaddrinfo

    def getaddrinfo(host, port, *rest, **named):
        # The port stays: some clients keep the address alone, and put the port that they know behind it.
        if is_led(host):
            number = int(port) if str(port or 0).isdigit() else 443
            return [(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (TOKEN, number))]
        return resolve(host, port, *rest, **named)

    def moved(connect):
        def to(self, address):
            is_token = isinstance(address, tuple) and address[:1] == (TOKEN,)
            return connect(self, (LOOPBACK, PORT) if is_token else address)

        return to

    socket.getaddrinfo = getaddrinfo
    socket.socket.connect = moved(socket.socket.connect)
    socket.socket.connect_ex = moved(socket.socket.connect_ex)

    def trusting(wrap):
        def wrapped(self, *rest, **named):
            if is_led(named.get("server_hostname")):
                self = ssl.create_default_context(cadata=CERTIFICATE)
            return wrap(self, *rest, **named)

        return wrapped

    ssl.SSLContext.wrap_socket = trusting(ssl.SSLContext.wrap_socket)
    ssl.SSLContext.wrap_bio = trusting(ssl.SSLContext.wrap_bio)
    sys.meta_path.insert(0, After({"uvloop": lead_uvloop, "aiohttp.resolver": resolve_in_threads}))


class After:
    """Changes modules as soon as they have been imported."""

    def __init__(self, changes):
        self.changes = changes

    def find_spec(self, name, path=None, target=None):
        change = self.changes.pop(name, None)
        if change is None:
            return None
        from importlib.util import find_spec

        spec = find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            change(module)

        spec.loader.exec_module = exec_module
        return spec


def lead_uvloop(uvloop):
    """It resolves names and connects by itself, below Python."""
    loop = uvloop.Loop
    resolve, create = loop.getaddrinfo, loop.create_connection

    async def getaddrinfo(self, host, port, **named):
        import socket

        if is_led(host):
            return socket.getaddrinfo(host, port)
        return await resolve(self, host, port, **named)

    async def create_connection(self, factory, host=None, port=None, **named):
        if host == TOKEN or is_led(host):
            if named.get("ssl") and named.get("server_hostname") is None:
                named["server_hostname"] = host
            host, port = LOOPBACK, PORT
        return await create(self, factory, host, port, **named)

    loop.getaddrinfo, loop.create_connection = getaddrinfo, create_connection


def resolve_in_threads(resolver):
    """The other one of aiohttp asks name servers by itself."""
    resolver.DefaultResolver = resolver.ThreadedResolver


def run_next():
    """The module that this one stands in front of, where there is one."""
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    here = os.path.dirname(os.path.abspath(__file__))
    spec = PathFinder.find_spec("sitecustomize", [path for path in sys.path if os.path.abspath(path) != here])
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


if PORT:
    lead()
run_next()
