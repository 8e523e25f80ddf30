import asyncio
import os
import threading
import weakref
from typing import Any, Callable, NamedTuple, Optional, Tuple

from openai import DefaultAsyncHttpxClient, DefaultHttpxClient

REQUESTS = 30
SECONDS = 1
CONCURRENCY = None
# Variables of the environment that say otherwise.
PER_SECOND = "HOLYSHEEP_REQUESTS_PER_SECOND"
PER_MINUTE = "HOLYSHEEP_REQUESTS_PER_MINUTE"
AT_ONCE = "HOLYSHEEP_CONCURRENCY"
# How often the SDK asks again, after the time that Retry-After says. Each time is a request that counts.
MAX_RETRIES = 5


class Limits(NamedTuple):
    """What is not given is taken from the environment, then from above."""

    requests_per_second: Optional[float] = None
    requests_per_minute: Optional[float] = None
    # A request is under way until its answer is read to the end.
    concurrency: Optional[int] = None


class LimitedClient(DefaultHttpxClient):
    """The SDK's own HTTP client, which sends each request when it is its turn. Without limits of their own, all share one."""

    def __init__(self, rate: Optional[Limits] = None, **options: Any) -> None:
        super().__init__(**options)
        self._turns = _Turns(rate) if rate else _shared_turns()

    def send(self, request: Any, *, stream: bool = False, **options: Any) -> Any:
        release = self._turns.take()
        try:
            response = super().send(request, stream=stream, **options)
        except BaseException:
            release()
            raise
        if not stream or response.is_closed:
            release()
            return response
        close = response.close

        def closing() -> None:
            try:
                close()
            finally:
                release()

        response.close = closing
        weakref.finalize(response.stream, release)
        return response


class LimitedAsyncClient(DefaultAsyncHttpxClient):
    """The same for asyncio."""

    def __init__(self, rate: Optional[Limits] = None, **options: Any) -> None:
        super().__init__(**options)
        self._given = rate
        self._turns: "weakref.WeakKeyDictionary[Any, _AsyncTurns]" = (
            weakref.WeakKeyDictionary() if rate else _SHARED_BY_LOOP
        )

    async def send(self, request: Any, *, stream: bool = False, **options: Any) -> Any:
        loop = asyncio.get_running_loop()
        turns = self._turns.get(loop)
        if turns is None:
            turns = self._turns[loop] = _AsyncTurns(self._given)
        release = await turns.take()
        try:
            response = await super().send(request, stream=stream, **options)
        except BaseException:
            release()
            raise
        if not stream or response.is_closed:
            release()
            return response
        close = response.aclose

        async def closing() -> None:
            try:
                await close()
            finally:
                release()

        response.aclose = closing
        weakref.finalize(response.stream, release)
        return response


class _Turns:
    def __init__(self, limits: Optional[Limits]) -> None:
        from pyrate_limiter import InMemoryBucket, Limiter, Rate

        requests, seconds, concurrency = _numbers(limits)
        # Half a request in that time is one in a longer time.
        whole = int(requests) if requests == int(requests) else 1
        milliseconds = -int(-seconds * 1000 * whole // requests)
        self._rate = Limiter(InMemoryBucket([Rate(whole, milliseconds)]), buffer_ms=1)
        self._slots = threading.BoundedSemaphore(concurrency) if concurrency else None

    def take(self) -> Callable[[], None]:
        release = _acquired(self._slots)
        try:
            self._rate.try_acquire("requests", blocking=True)
        except BaseException:
            release()
            raise
        return release


class _AsyncTurns:
    def __init__(self, limits: Optional[Limits]) -> None:
        from aiolimiter import AsyncLimiter

        requests, seconds, concurrency = _numbers(limits)
        # One at a time: with more, a second after a pause has twice as many.
        self._rate = AsyncLimiter(1, seconds / requests)
        self._slots = asyncio.Semaphore(concurrency) if concurrency else None

    async def take(self) -> Callable[[], None]:
        if self._slots:
            await self._slots.acquire()
        release = _once(self._slots)
        try:
            await self._rate.acquire()
        except BaseException:
            release()
            raise
        return release


def _acquired(slots: Any) -> Callable[[], None]:
    if slots:
        slots.acquire()
    return _once(slots)


def _once(slots: Any) -> Callable[[], None]:
    """Gives a slot back, however often it is called."""
    held = [slots] if slots else []

    def release() -> None:
        if held:
            held.pop().release()

    return release


def _numbers(limits: Optional[Limits]) -> Tuple[float, float, Optional[int]]:
    given = limits or Limits()
    second, minute = given.requests_per_second, given.requests_per_minute
    if second is None and minute is None:
        second, minute = _number_in(PER_SECOND), _number_in(PER_MINUTE)
    concurrency = given.concurrency or _number_in(AT_ONCE) or CONCURRENCY
    requests, seconds = (second, 1) if second else (minute, 60) if minute else (REQUESTS, SECONDS)
    return requests, seconds, int(concurrency) if concurrency else None


def _number_in(name: str) -> Optional[float]:
    text = os.environ.get(name, "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = 0
    if not 0 < value < float("inf"):
        raise ValueError(f"{name} must be a number above 0")
    return value


_SHARED_BY_LOOP: "weakref.WeakKeyDictionary[Any, _AsyncTurns]" = weakref.WeakKeyDictionary()
_LOCK = threading.Lock()
_shared: Optional[_Turns] = None


def _shared_turns() -> _Turns:
    global _shared
    with _LOCK:
        if _shared is None:
            _shared = _Turns(None)
        return _shared
