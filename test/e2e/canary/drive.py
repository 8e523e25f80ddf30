"""Makes calls as the steps in STEPS say, and prints what came of each. test/e2e/canary.test.ts starts it."""

import asyncio
import json
import os
import urllib.parse
import urllib.request

import holysheep_canary as canary
from openai import AsyncOpenAI, OpenAI

IS_ASYNC = os.environ["CLIENT"] == "async"
control = (AsyncOpenAI if IS_ASYNC else OpenAI)(
    base_url=os.environ["CONTROL_URL"], max_retries=0, organization="org-control"
)


async def main():
    results = []
    for step in json.loads(os.environ["STEPS"]):
        os.environ.update(step.get("env", {}))
        if "mode" in step:
            mode = os.environ["MODE_URL"] + urllib.parse.quote(step["mode"])
            urllib.request.urlopen(urllib.request.Request(mode, method="POST"))
        flag = step.get("flag")
        canary.evaluate_with(None if flag is None else lambda *given: evaluated(flag, *given))
        outcomes = []
        canary.tell_to(lambda outcome: outcomes.append(vars(outcome)))
        client = canary.client_for(step.get("user", canary.USER_REQUIRED), control)
        result = {"isControl": client is control, "text": "", "outcomes": outcomes}
        try:
            await ask(client, step, result)
        except Exception as error:
            result["error"] = type(error).__name__
        results.append(result)
    print(json.dumps(results))


async def ask(client, step, result):
    body = step["body"]
    answer = client.chat.completions.create(**body)
    if IS_ASYNC:
        answer = await answer
    if not body.get("stream"):
        result["text"] = answer.choices[0].message.content
    elif IS_ASYNC:
        async with answer as stream:
            async for chunk in stream:
                if read(chunk, step, result):
                    break
    else:
        with answer as stream:
            for chunk in stream:
                if read(chunk, step, result):
                    break


def read(chunk, step, result):
    result["text"] += (chunk.choices[0].delta.content or "") if chunk.choices else ""
    return bool(step.get("stopsEarly") and result["text"])


def evaluated(says, flag, by_default, user):
    if says == "fails":
        raise TypeError("no flags today")
    return by_default if says == "default" else says == f"{flag},{str(by_default).lower()},{user}"


if __name__ == "__main__":
    asyncio.run(main())
