"""Whether the generated limits hold: by a simulated clock, and with the real SDK over loopback. Ends with 0 if so."""

import asyncio
import gc
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pyrate_limiter.limiter
from aiolimiter import AsyncLimiter
from openai import AsyncOpenAI, OpenAI

import limits
from limits import MAX_RETRIES, LimitedAsyncClient, LimitedClient, Limits

ASKED = {"model": "deepseek-v3.2", "messages": [{"role": "user", "content": "Hello"}]}


def most(times, within):
    return max(sum(1 for one in times if start <= one < start + within) for start in times)


def expect(got, wanted, what):
    if got != wanted:
        sys.exit(f"{what}: {got}, not {wanted}")


class SimulatedLoop(asyncio.SelectorEventLoop):
    """Time goes on when nothing else is left to do, and a little with each step, as it does."""

    def __init__(self):
        super().__init__()
        self.now = 0.0
        select = self._selector.select

        def instead(timeout=None):
            self.now += max(timeout or 0, 1e-6)
            return select(0)

        self._selector.select = instead

    def time(self):
        return self.now


async def taken(take, count):
    times = []

    async def one():
        release = await take()
        times.append(asyncio.get_running_loop().time())
        if release:
            release()

    await asyncio.gather(*[one() for _ in range(count)])
    return sorted(times)


def check_async_clock():
    loop = SimulatedLoop()

    async def run():
        turns = limits._AsyncTurns(Limits(requests_per_second=30))
        times = await taken(turns.take, 300)
        expect(most(times, 0.999) <= 30, True, "asyncio, in a second")
        expect(9.9 < times[-1] - times[0] < 10.1, True, "asyncio, in ten seconds")
        await asyncio.sleep(5)
        expect(most(await taken(turns.take, 70), 0.999) <= 30, True, "asyncio, after a pause")
        minute = limits._AsyncTurns(Limits(requests_per_minute=90))
        expect(most(await taken(minute.take, 200), 59.9) <= 90, True, "asyncio, in a minute")
        # Why the limiter is given one at a time.
        plain = AsyncLimiter(30, 1)
        expect(most(await taken(plain.acquire, 100), 0.999), 59, "aiolimiter as it is usually used")

    loop.run_until_complete(run())
    loop.close()


def check_sync_clock():
    class Clock:
        now = 1_000_000

    def sleep(seconds):
        Clock.now += max(1, round(seconds * 1000))

    before = pyrate_limiter.limiter.sleep
    pyrate_limiter.limiter.sleep = sleep
    try:
        for own, within, count in [
            (Limits(requests_per_second=30), 1000, 30),
            (Limits(requests_per_minute=90), 60_000, 90),
            (Limits(requests_per_second=2.5), 400, 1),
            (Limits(requests_per_minute=0.5), 120_000, 1),
        ]:
            turns = limits._Turns(own)
            for bucket in turns._rate.buckets():
                bucket.now = lambda: Clock.now
            times = []
            for _ in range(count * 5):
                turns.take()()
                times.append(Clock.now)
            expect(most(times, within), count, f"threads, {own}")
            expect(4 * within <= times[-1] - times[0] < 4 * within * 1.02 + 10, True, f"threads, {own}, {times[-1] - times[0]}")
    finally:
        pyrate_limiter.limiter.sleep = before


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    seen = []
    refused = 0
    going_on = threading.Event()

    def log_message(self, *_):
        pass

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        Gateway.seen.append((asked.get("user"), time.monotonic()))
        if Gateway.refused > 0:
            Gateway.refused -= 1
            return self.answer(429, b'{"error": {"message": "slow down"}}', ("retry-after", "1"))
        if not asked.get("stream"):
            choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Hello"}}
            whole = {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
            return self.answer(200, json.dumps(whole).encode())
        choice = {"index": 0, "finish_reason": None, "delta": {"content": "word "}}
        chunk = {"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("connection", "close")
        self.end_headers()
        try:
            for _ in range(2):
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
                self.wfile.flush()
                Gateway.going_on.wait(10)
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            pass  # Whoever left a stream has gone.

    def answer(self, status, body, *headers):
        self.send_response(status)
        for name, value in [("content-type", "application/json"), ("content-length", str(len(body))), *headers]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def names():
    return [name for name, _ in Gateway.seen]


def check_sync_client(options):
    client = OpenAI(http_client=LimitedClient(Limits(requests_per_second=1000, concurrency=1)), **options)
    create = client.chat.completions.create
    Gateway.refused = 2
    create(user="again", **ASKED)
    first, *others = [when for _, when in Gateway.seen]
    expect((len(others), all(b - a >= 0.99 for a, b in zip([first, *others], others))), (2, True), "Retry-After")

    Gateway.seen.clear()
    Gateway.going_on.clear()
    stream = create(user="stream", stream=True, **ASKED)
    waiting = threading.Thread(target=lambda: create(user="second", **ASKED))
    waiting.start()
    time.sleep(0.2)
    expect(names(), ["stream"], "a stream holds its place")
    Gateway.going_on.set()
    expect(len(list(stream)), 2, "the stream")
    waiting.join(20)
    expect(names(), ["stream", "second"], "its end gives the place back")

    with create(user="left", stream=True, **ASKED) as left:
        next(iter(left))
    create(user="after it was left", **ASKED)
    create(user="dropped", stream=True, **ASKED)
    gc.collect()
    create(user="after it was dropped", **ASKED)
    client.with_options(timeout=5).chat.completions.with_raw_response.create(user="raw", **ASKED)
    with client.chat.completions.with_streaming_response.create(user="streamed", **ASKED) as answer:
        answer.read()
    create(user="last", **ASKED)
    expect(names()[-1], "last", "no deadlock")


async def check_async_client(options):
    own = Limits(requests_per_second=1000, concurrency=1)
    client = AsyncOpenAI(http_client=LimitedAsyncClient(own), **options)
    create = client.chat.completions.create
    Gateway.seen.clear()
    Gateway.refused = 1
    await asyncio.gather(*[create(user=str(number), **ASKED) for number in range(4)])
    expect(len(names()), 5, "asked again once")

    Gateway.seen.clear()
    Gateway.going_on.clear()
    stream = await create(user="stream", stream=True, **ASKED)
    given_up = asyncio.create_task(create(user="given up", **ASKED))
    second = asyncio.create_task(create(user="second", **ASKED))
    await asyncio.sleep(0.2)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    expect((names(), given_up.cancelled()), (["stream"], True), "who gives up sends nothing")
    Gateway.going_on.set()
    expect(len([chunk async for chunk in stream]), 2, "the stream")
    await second
    left = await create(user="left", stream=True, **ASKED)
    async for _ in left:
        break
    await left.close()
    slow = asyncio.create_task(create(user="broken off", stream=True, **ASKED))
    await asyncio.sleep(0)
    slow.cancel()
    await asyncio.gather(slow, return_exceptions=True)
    await create(user="last", **ASKED)
    expect(names()[-1], "last", "no deadlock")


def main():
    check_async_clock()
    check_sync_clock()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = {
        "base_url": f"http://127.0.0.1:{server.server_port}/v1",
        "api_key": "YOUR_KEY",
        "max_retries": MAX_RETRIES,
    }
    check_sync_client(options)
    asyncio.run(check_async_client(options))
    server.shutdown()
    print("The limits hold.")


main()
