"""Stands in for requests, httpx and urllib: what a request to an endpoint for chat says."""

import openai

PATH = "/chat/completions"


class Response:
    def raise_for_status(self):
        pass


def post(url, headers, json, timeout=None):
    assert url.endswith(PATH), url
    scheme, key = headers["Authorization"].split(" ", 1)
    assert scheme == "Bearer", scheme
    openai.REQUESTS.append({"base": url[: -len(PATH)], "key": key, "model": json["model"], "kind": "chat"})
    return Response()


class Session:
    def __init__(self, *, base_url="", headers=None):
        self.headers = dict(headers or {})
        self._base = base_url

    def post(self, url, *, json):
        return post(self._base + url, self.headers, json)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass
