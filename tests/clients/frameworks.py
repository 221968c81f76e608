"""LangChain and LlamaIndex, unmodified, against a running server. Started by scripts/test-clients.mjs."""

from common import BASE, KEY, MODEL, Place, check
from langchain_core.tools import tool as langchain_tool
from langchain_openai import ChatOpenAI
from llama_index.core.llms import ChatMessage
from llama_index.core.tools import FunctionTool
from llama_index.llms.openai import OpenAI as LlamaOpenAI

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
asked = llm.chat_with_tools([FunctionTool.from_defaults(fn=lambda city: "Rain", name="get_weather")], "[[tool]] Weather?")
selected = llm.get_tool_calls_from_response(asked)
check("llama-index tools", selected[0].tool_kwargs == {"city": "Oslo"}, selected)
