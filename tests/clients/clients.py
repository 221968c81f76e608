"""The Python clients that people have, unmodified, against a running server. Started by scripts/test-clients.mjs."""

import json
import os

import openai
from langchain_core.tools import tool as langchain_tool
from langchain_openai import ChatOpenAI
from llama_index.core.llms import ChatMessage
from llama_index.llms.openai import OpenAI as LlamaOpenAI
from openai import OpenAI
from pydantic import BaseModel

BASE, KEY, MODEL = os.environ["BASE_URL"], os.environ["API_KEY"], os.environ["MODEL"]
client = OpenAI(base_url=BASE, api_key=KEY, max_retries=0)


def user(content):
    return [{"role": "user", "content": content}]


class Place(BaseModel):
    city: str


def check(name, ok, detail=None):
    if not ok:
        raise SystemExit(f"FAILED {name}: {detail!r}")
    print(f"ok {name}")


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

# langchain-openai
chat = ChatOpenAI(model=MODEL, base_url=BASE, api_key=KEY, max_retries=0, stream_usage=True)
check("langchain whole", chat.invoke("Hello").content == "You said: Hello")
pieces = list(chat.stream("Hello there"))
check("langchain stream", "".join(p.content for p in pieces) == "You said: Hello there", pieces)
usage = [p.usage_metadata for p in pieces if p.usage_metadata]
check("langchain usage", sum(u["total_tokens"] for u in usage) == 6, usage)


@langchain_tool
def get_weather(city: str) -> str:
    """Weather"""
    return "Rain"


called = chat.bind_tools([get_weather]).invoke("[[tool]] Weather?")
check("langchain tools", called.tool_calls[0]["args"] == {"city": "Oslo"}, called)
structured = chat.with_structured_output(Place, method="json_schema")
check("langchain structured output", structured.invoke('[[say]]{"city":"Oslo"}') == Place(city="Oslo"))

# llama-index-llms-openai
llm = LlamaOpenAI(model=MODEL, api_base=BASE, api_key=KEY, max_retries=0)
check("llama-index whole", llm.chat([ChatMessage(role="user", content="Hello")]).message.content == "You said: Hello")
deltas = [r.delta or "" for r in llm.stream_chat([ChatMessage(role="user", content="Hello there")])]
check("llama-index stream", "".join(deltas) == "You said: Hello there", deltas)
from llama_index.core.tools import FunctionTool  # noqa: E402

asked = llm.chat_with_tools([FunctionTool.from_defaults(fn=lambda city: "Rain", name="get_weather")], "[[tool]] Weather?")
selected = llm.get_tool_calls_from_response(asked)
check("llama-index tools", selected[0].tool_kwargs == {"city": "Oslo"}, selected)
