"""Runs programs, one for each line of JSON that is read, and says what they asked for."""

import argparse, dataclasses, enum, functools, json, os, runpy, sys, types, typing  # noqa: F401,E401

import asyncio, configparser, contextvars, itertools, random, threading, urllib.request  # noqa: F401,E401

import decouple, dotenv, httpx, langchain_openai, litellm, pydantic_settings, requests  # noqa: F401,E401
import openai


def urlopen(request):
    return requests.post(request.full_url, request.headers, json.loads(request.data))


def finished(coroutine):
    """One may be run in another, which asyncio refuses: nothing waits for anything."""
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value


urllib.request.urlopen = urlopen
asyncio.run = finished

sys.dont_write_bytecode = True


def run(job, out):
    error = None
    try:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.environ.clear()
        os.environ.update(job["environment"])
        os.chdir(job["folder"])
        sys.path.insert(0, job["folder"])
        sys.argv = ["main.py"]
        runpy.run_path("main.py", run_name="__main__")
    except BaseException as raised:
        error = f"{type(raised).__name__}: {raised}"
    os.write(out, json.dumps({"error": error, "requests": openai.REQUESTS}).encode())


# Each program has a process of its own, which begins with all that is loaded here.
for line in sys.stdin:
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.close(reading)
        run(json.loads(line), writing)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        sys.stdout.write(answer.read().decode() + "\n")
    os.wait()
    sys.stdout.flush()
