"""Stands in for langchain-openai: chat_models/base.py, with the names that its fields go by."""

import os

import openai


class ChatOpenAI:
    def __init__(self, *, model=None, model_name=None, api_key=None, openai_api_key=None, **options):
        self._model = model or model_name or "gpt-3.5-turbo"
        given = options.get("base_url") or options.get("openai_api_base") or os.environ.get("OPENAI_API_BASE")
        key = openai_api_key if api_key is None else api_key
        self._client = openai.OpenAI(api_key=key, base_url=given)

    def invoke(self, text):
        return self._client.chat.completions.create(model=self._model, messages=[text])
