from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Generic, Literal, TypeVar, Union, cast, overload
from weakref import WeakKeyDictionary

from openai import AsyncOpenAI, OpenAI
from openai.resources.chat import AsyncCompletions, Completions

BASE_URL = "https://api.holysheep.ai/v1"
# Variables of the environment. They are read for each call, so that a change holds from the next one on.
KEY = "HOLYSHEEP_API_KEY"
FRACTION = "HOLYSHEEP_CANARY_FRACTION"
OFF = "HOLYSHEEP_CANARY_OFF"
FALLBACK = "HOLYSHEEP_CANARY_FALLBACK"
# Another salt draws the users anew.
SALT = "holysheep-canary"
FLAG = "holysheep-canary"
# What is asked at the gateway: the model on the right for the one on the left, and this one for all others.
MODEL = "deepseek-v3.2"
MODELS: dict[str, str] = {}
# Parameters that the gateway takes under another name, and those that mean nothing there.
RENAMED: dict[str, str] = {}
LEFT_OUT: list[str] = []
# Roles of messages that it takes under another name.
ROLES: dict[str, str] = {}

User = Union[str, int]
C = TypeVar("C", Completions, AsyncCompletions)
T = TypeVar("T", OpenAI, AsyncOpenAI)

logger = logging.getLogger(FLAG)


@dataclass
class Outcome:
    """One call, as it is told when it has ended."""

    arm: Literal["control", "gateway"]
    model: str
    # stopped: the reader left a stream before its end.
    status: Literal["ok", "failed", "stopped"] = "stopped"
    # By a monotonic clock: to the whole answer, or to the last chunk.
    latency_ms: int = 0
    first_chunk_ms: int | None = None
    # As the answer says; a stream says so only where the request asks for its usage.
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    # Answered by the control since the gateway failed.
    fell_back: bool = False
    error: str | None = None


@dataclass(frozen=True)
class Chat(Generic[C]):
    completions: C


@dataclass(frozen=True)
class Routed(Generic[C]):
    """What a client is, as far as it is asked here."""

    chat: Chat[C]


class UserRequired:
    """Stands where the id of the user belongs, which is not known there: a type error for a type checker."""


# A call with it goes to the control.
USER_REQUIRED = UserRequired()

# What decides is handed the name of the flag, what the fraction says, and the user.
Evaluate = Callable[[str, bool, str], bool]

_evaluate: Evaluate | None = None


def _log(outcome: Outcome) -> None:
    told = {name: value for name, value in asdict(outcome).items() if value not in (None, False)}
    logger.info(json.dumps(told))


_sink: Callable[[Outcome], None] = _log


def evaluate_with(decide: Evaluate | None) -> None:
    """Lets a system of flags decide. None undoes that."""
    global _evaluate
    _evaluate = decide


def tell_to(take: Callable[[Outcome], None]) -> None:
    """Hands the outcome of each call on, instead of logging it."""
    global _sink
    _sink = take


def place_of(user: User, salt: str = SALT) -> float:
    """From 0 to just below 1, and always the same: the first 4 bytes of SHA-256 of salt:user, over 2^32."""
    # Halves of surrogate pairs are put together, and what is left of them replaced, as JavaScript does.
    text = f"{salt}:{user}".encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") / 2**32


def fraction_of(text: str | None) -> float:
    """The share of users that go to the gateway, from 0 to 1. What is no such number counts as 0."""
    if text is None or re.fullmatch(r"[ \t]*", text):
        return 0.0
    number = re.fullmatch(r"[ \t]*([0-9]+\.?[0-9]*|\.[0-9]+)[ \t]*", text)
    value = float(number[1]) if number else 2.0
    if value <= 1:
        return value
    _warn_once(f"{FRACTION} is no number from 0 to 1: it counts as 0.")
    return 0.0


@overload
def client_for(user: User | None, control: OpenAI) -> OpenAI | Routed[Completions]: ...
@overload
def client_for(user: User | None, control: AsyncOpenAI) -> AsyncOpenAI | Routed[AsyncCompletions]: ...
def client_for(user: Any, control: Any) -> Any:
    """The client that answers this user: the one that is given, untouched, or a copy of it that asks the gateway."""
    if not _is_on(user):
        return control
    is_async = isinstance(control, AsyncOpenAI)
    return Routed(Chat((_AsyncCompletions if is_async else _Completions)(control, user)))


_copies: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()


def _gateway_of(control: T, user: User) -> T | None:
    """Made when it is first needed, with all options of the other but those that say whom it asks and as whom."""
    if not _is_chosen(user):
        return None
    key = os.environ.get(KEY, "").strip()
    if not key:
        _warn_once(f"{KEY} is not set: all users stay with the control.")
        return None
    copy = _copies.get(control)
    if copy is None:
        copy = control.with_options(base_url=BASE_URL, api_key=key)
        copy.organization = copy.project = None
        _copies[control] = copy
    return cast(T, copy)


class _Completions(Completions):
    def __init__(self, control: OpenAI, user: User) -> None:
        super().__init__(control)
        self._control = control
        self._user = user

    def create(self, *args: Any, **kwargs: Any) -> Any:
        gateway = _gateway_of(self._control, self._user)
        if gateway is None:
            return _ask(self._control, _Told("control", kwargs), args, kwargs)
        kwargs = _with_list(kwargs)
        try:
            sent = _for_gateway(kwargs)
            return _ask(gateway, _Told("gateway", sent), args, sent)
        except Exception:
            # A stream that has given its first chunk is not in here any more.
            if not (kwargs.get("stream") is True or _is_set(FALLBACK)):
                raise
        return _ask(self._control, _Told("control", kwargs, fell_back=True), args, kwargs)


class _AsyncCompletions(AsyncCompletions):
    def __init__(self, control: AsyncOpenAI, user: User) -> None:
        super().__init__(control)
        self._control = control
        self._user = user

    async def create(self, *args: Any, **kwargs: Any) -> Any:
        gateway = _gateway_of(self._control, self._user)
        if gateway is None:
            return await _ask_async(self._control, _Told("control", kwargs), args, kwargs)
        kwargs = _with_list(kwargs)
        try:
            sent = _for_gateway(kwargs)
            return await _ask_async(gateway, _Told("gateway", sent), args, sent)
        except Exception:
            if not (kwargs.get("stream") is True or _is_set(FALLBACK)):
                raise
        return await _ask_async(self._control, _Told("control", kwargs, fell_back=True), args, kwargs)


class _Told:
    """Takes the time of one call, and tells how it went."""

    def __init__(self, arm: Literal["control", "gateway"], kwargs: Mapping[str, Any], fell_back: bool = False) -> None:
        self.outcome = Outcome(arm, str(kwargs.get("model")), fell_back=fell_back)
        self._start = time.perf_counter()
        self._has_ended = False

    def _elapsed(self) -> int:
        return round((time.perf_counter() - self._start) * 1000)

    def answer(self, answer: Any) -> None:
        self._usage(answer)
        self.end("ok")

    def chunk(self, chunk: Any) -> None:
        if self.outcome.first_chunk_ms is None:
            self.outcome.first_chunk_ms = self._elapsed()
        self._usage(chunk)

    def _usage(self, answer: Any) -> None:
        usage = getattr(answer, "usage", None)
        if usage is not None:
            self.outcome.prompt_tokens = usage.prompt_tokens
            self.outcome.completion_tokens = usage.completion_tokens

    def failed(self, error: Exception) -> None:
        if not self._has_ended:
            # A message may quote a key or a prompt.
            self.outcome.error = type(error).__name__
        self.end("failed")

    def end(self, status: Literal["ok", "failed", "stopped"]) -> None:
        if self._has_ended:
            return
        self._has_ended = True
        self.outcome.status = status
        self.outcome.latency_ms = self._elapsed()
        # No failure of who listens may become one of the call.
        try:
            _sink(self.outcome)
        except Exception as error:
            _warn_once(f"The outcome of a call could not be told ({type(error).__name__}).")


def _ask(client: OpenAI, told: _Told, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    try:
        answer = client.chat.completions.create(*args, **kwargs)
        if not kwargs.get("stream"):
            told.answer(answer)
            return answer
        watched = _Watched(answer, told)
        if told.outcome.arm == "gateway":
            watched.peek()
        return watched
    except Exception as error:
        told.failed(error)
        raise


async def _ask_async(client: AsyncOpenAI, told: _Told, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    try:
        answer = await client.chat.completions.create(*args, **kwargs)
        if not kwargs.get("stream"):
            told.answer(answer)
            return answer
        watched = _AsyncWatched(answer, told)
        if told.outcome.arm == "gateway":
            await watched.peek()
        return watched
    except Exception as error:
        told.failed(error)
        raise


class _Stream:
    """What else a stream has, it goes on having."""

    def __init__(self, stream: Any, told: _Told) -> None:
        self._stream = stream
        self._told = told
        self._ahead: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __del__(self) -> None:
        self._told.end("stopped")


class _Watched(_Stream):
    def peek(self) -> None:
        try:
            self._ahead = [self.__next__()]
        except StopIteration:
            pass

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self._ahead:
            return self._ahead.pop()
        try:
            chunk = next(self._stream)
        except StopIteration:
            self._told.end("ok")
            raise
        except Exception as error:
            self._told.failed(error)
            raise
        self._told.chunk(chunk)
        return chunk

    def __enter__(self) -> _Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._told.end("stopped")
        self._stream.close()


class _AsyncWatched(_Stream):
    async def peek(self) -> None:
        try:
            self._ahead = [await self.__anext__()]
        except StopAsyncIteration:
            pass

    def __aiter__(self) -> AsyncIterator[Any]:
        return self

    async def __anext__(self) -> Any:
        if self._ahead:
            return self._ahead.pop()
        try:
            chunk = await self._stream.__anext__()
        except StopAsyncIteration:
            self._told.end("ok")
            raise
        except Exception as error:
            self._told.failed(error)
            raise
        self._told.chunk(chunk)
        return chunk

    async def __aenter__(self) -> _AsyncWatched:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        self._told.end("stopped")
        await self._stream.close()


def _is_on(user: object) -> bool:
    """Where nobody can be chosen, the call is the old one, to the letter."""
    if _is_set(OFF) or (_evaluate is None and fraction_of(os.environ.get(FRACTION)) == 0):
        return False
    if isinstance(user, (str, int)):
        return True
    _warn_once("A call names no user: it goes to the control.")
    return False


def _is_chosen(user: User) -> bool:
    is_drawn = place_of(user) < fraction_of(os.environ.get(FRACTION))
    if _evaluate is None:
        return is_drawn
    try:
        return _evaluate(FLAG, is_drawn, str(user)) is True
    except Exception as error:
        _warn_once(f"The flag {FLAG} could not be evaluated ({type(error).__name__}): the fraction decides.")
        return is_drawn


def _with_list(kwargs: dict[str, Any]) -> dict[str, Any]:
    """What can be read only once may have to be sent twice."""
    messages = kwargs.get("messages")
    return {**kwargs, "messages": list(messages)} if isinstance(messages, Iterator) else kwargs


def _for_gateway(kwargs: Mapping[str, Any]) -> dict[str, Any]:
    """As the migration will write it."""
    sent = {name: value for name, value in kwargs.items() if name not in LEFT_OUT and name not in RENAMED}
    for name, other in RENAMED.items():
        if name in kwargs:
            sent.setdefault(other, kwargs[name])
    sent["model"] = MODELS.get(str(kwargs.get("model")), MODEL)
    sent["messages"] = [_for_gateway_role(one) for one in kwargs.get("messages", [])]
    return sent


def _for_gateway_role(message: Any) -> Any:
    if not isinstance(message, Mapping) or message.get("role") not in ROLES:
        return message
    return {**message, "role": ROLES[message["role"]]}


def _is_set(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() not in ("", "0", "false")


_warned: set[str] = set()


def _warn_once(message: str) -> None:
    if message not in _warned:
        _warned.add(message)
        logger.warning(message)
