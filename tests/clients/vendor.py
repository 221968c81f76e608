"""The vendor's own client for Python, unmodified, against a running server. Started by scripts/test-clients.mjs."""

import json

import openai
from common import BASE, KEY, MODEL, Place, check
from openai import OpenAI

client = OpenAI(base_url=BASE, api_key=KEY, max_retries=0)


def user(content):
    return [{"role": "user", "content": content}]


WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}

# openai
whole = client.chat.completions.create(model=MODEL, messages=user("Hello"))
check("openai whole", whole.choices[0].message.content == "You said: Hello", whole)
chunks = list(
    client.chat.completions.create(
        model=MODEL, messages=user("Hello you"), stream=True, stream_options={"include_usage": True}
    )
)
text = "".join(c.choices[0].delta.content or "" for c in chunks if c.choices)
check("openai stream", text == "You said: Hello you" and chunks[-1].usage.total_tokens == 6, chunks[-1])
with client.chat.completions.stream(model=MODEL, messages=user("[[tool]] Weather?"), tools=[WEATHER]) as stream:
    final = stream.get_final_completion()
call = final.choices[0].message.tool_calls[0]
check("openai tools, streamed", json.loads(call.function.arguments) == {"city": "Oslo"}, call)
parsed = client.chat.completions.parse(model=MODEL, messages=user('[[say]]{"city":"Oslo"}'), response_format=Place)
check("openai structured output", parsed.choices[0].message.parsed == Place(city="Oslo"), parsed)
check("openai models", [m.id for m in client.models.list()] == [MODEL])
try:
    OpenAI(base_url=BASE, api_key="cbp_wrong").models.list()
    check("openai 401", False)
except openai.AuthenticationError as error:
    check("openai 401", error.code == "invalid_api_key", error.code)
try:
    for _ in client.chat.completions.create(model=MODEL, messages=user("[[error-after]]"), stream=True):
        pass
    check("openai error in a stream", False)
except openai.APIError as error:
    check("openai error in a stream", "Failed to generate" in str(error), error)
retried = OpenAI(base_url=BASE, api_key=KEY, max_retries=2).chat.completions.create(
    model=MODEL, messages=user("[[flaky times=2]] python")
)
check("openai retries", retried.choices[0].message.content == "python", retried)
aborted = client.chat.completions.create(model=MODEL, messages=user("[[slow tokens=200]]"), stream=True)
next(iter(aborted))
aborted.close()
check("openai abort", True)
response = client.responses.create(model=MODEL, input="Hello")
check("openai responses", response.output_text == "You said: Hello", response)
with client.responses.stream(model=MODEL, input="One two") as events:
    kinds = [event.type for event in events]
    check("openai responses, streamed", events.get_final_response().output_text == "You said: One two", kinds)
file = client.files.create(file=("notes.txt", b"The code is 4711."), purpose="assistants")
check("openai files", client.files.content(file.id).read() == b"The code is 4711.", file)
check("openai files, removed", client.files.delete(file.id).deleted)
