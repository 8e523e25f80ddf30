"""Stands in for LiteLLM: main.py, for what goes to OpenAI or to what speaks as it does."""

import os

import openai

api_base = None


def completion(model, messages, api_key=None, api_base=None, base_url=None):
    provider, found, name = model.rpartition("/")
    if not found and not name.startswith("gpt-"):
        raise ValueError(f"LLM Provider NOT provided: {model}")
    assert provider in ("", "openai"), provider
    address = base_url or api_base or globals()["api_base"] or os.environ.get("OPENAI_BASE_URL")
    client = openai.OpenAI(api_key=api_key, base_url=address or os.environ.get("OPENAI_API_BASE"))
    return client.chat.completions.create(model=name, messages=messages)
