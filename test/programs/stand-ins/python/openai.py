"""Stands in for the package openai: where a client would ask, with which key, for which model."""

import os

REQUESTS = []


class OpenAIError(Exception):
    pass


class _Endpoint:
    def __init__(self, client, kind):
        self._client = client
        self._kind = kind

    def create(self, *, model, **options):
        REQUESTS.append({"base": self._client.base, "key": self._client.key, "model": model, "kind": self._kind})
        return iter(())


class _Chat:
    def __init__(self, client):
        self.completions = _Endpoint(client, "chat")


class OpenAI:
    """As openai/_client.py: None reads the variables, and without a key there is no client."""

    def __init__(self, *, api_key=None, base_url=None, **options):
        self.key = os.environ.get("OPENAI_API_KEY") if api_key is None else api_key
        if self.key is None:
            raise OpenAIError("The api_key client option must be set")
        address = os.environ.get("OPENAI_BASE_URL") if base_url is None else base_url
        self.base = (address or "https://api.openai.com/v1").rstrip("/")
        self._given = {**options, "api_key": self.key, "base_url": self.base}
        self.chat = _Chat(self)
        self.embeddings = _Endpoint(self, "embeddings")

    def close(self):
        pass

    def with_options(self, **options):
        return OpenAI(**{**self._given, **options})


api_key = None
base_url = None


class _Later:
    """The client of the module, which is made when it is asked for."""

    def __getattr__(self, name):
        return getattr(OpenAI(api_key=api_key, base_url=base_url).chat, name)


chat = _Later()
