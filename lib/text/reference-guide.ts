import { plural } from "./plural";

/** The chapters of the API's reference that stand beside its operations. */
export const guideText = {
  contents: {
    quickStart: "Quick start",
    conventions: "Conventions",
    openai: "OpenAI-compatible API",
    errors: "Errors",
    title: "Contents",
    chapters: "Chapters",
  },
  guides: {
    conventions: "Conventions",
    bearer:
      "Send `Authorization: Bearer …` with an API key, or with the token that signing in returns. Browsers use their session cookie.",
    envelope:
      "Success is `{ success: true, data }`, failure `{ success: false, message, code, errors, requestId }`. Act on `code`, show `message`.",
    ids: "Ids are opaque. Malformed ids, other people’s and unknown ones all return 404.",
    lists: "Lists take `limit` (1–100) and `cursor`, and return `nextCursor`, which is null at the end.",
    limits: "Every response has `RateLimit-*` headers. A 429 says in `Retry-After` how long to wait.",
    idempotency:
      "`Idempotency-Key` makes retrying a message safe for 24 hours: the same key gives the same reply.",
    document: "The same in machine-readable form:",
    openapi: "OpenAPI 3.1",
    markdown: "Markdown",
    models: "The projects the key can use.",
    completions:
      "Whole or streamed: your history, the project’s prompts before it, passages of its files with the last question.",
    responses: "With `previous_response_id` or `conversation`. Kept for 30 days unless `store` is false.",
    conversations: "The key’s chats.",
    embeddings: "If the server has an embedding model. `model` is its name or a project.",
    files: "The project’s files, with a key for that project.",
    model: "`model` is a project’s slug or id. The live release answers, or the draft if none is live.",
    prompts:
      "The project’s prompts come first. Your system and developer messages are added in their place. `variables` fills the prompts’ variables.",
    sentOn:
      "Passed on: `temperature`, `top_p`, `stop`, `seed`, penalties, `logit_bias`, `logprobs`, `response_format`, `reasoning_effort`, `tools`, `tool_choice`, `parallel_tool_calls`, `max_completion_tokens`. Up to 4 choices (`n`). What you leave out comes from the project’s settings.",
    refused:
      "A 400 names what isn’t supported: `audio`, `prediction`, `web_search_options`, `functions`; at `/responses` also `background`, `prompt` and tools that are not functions. Unknown fields are ignored.",
    sources:
      "Sources come as `annotations` where the text cites them, and in full in `sources`, an extra field on the message.",
    kept: "Nothing is kept unless `store` is true at `/chat/completions`. A caller that disconnects ends the request.",
    failures:
      "Errors are `{ error: { message, type, param, code } }`. How long to wait is in `retry-after` and `retry-after-ms`, limits in `x-ratelimit-*`.",
    openai: "OpenAI-compatible API",
    anyProgram: (address: string) =>
      `Any program that speaks OpenAI’s API can use a project: set its base URL to \`${address}/api/v1\`, its key to an API key with the scope chat, and its model to the project’s slug.`,
    copyOpenai: "Copy: OpenAI-compatible API, streaming",
    errors: "Errors",
  },
  operation: {
    whoMay: "Access:",
    parameters: "Parameters",
    body: (type: string) => `Body, ${type}`,
    copySample: (summary: string, language: string) => `Copy: ${summary}, ${language}`,
    answer: "Response",
    example: ", example",
    exampleOf: (status: string) => `Example of ${status}`,
    atMost: (value: number) => `at most ${value}`,
    atLeast: (value: number) => `at least ${value}`,
    copyAnswer: (summary: string, status: string) => `Copy: ${summary}, response ${status}`,
    copyMarkdown: "Copy as Markdown",
    required: "required",
    answers: "Responses",
    copy: "Copy",
  },
  quickStart: {
    title: "Quick start",
    project: "Open or create a project",
    slug: ". Its settings show its slug, which is the model name.",
    key: "Create an API key",
    scope: "with the scope chat, and copy its secret.",
    paste: "Paste one of these and fill in the secret and the slug.",
    copy: (language: string) => `Copy: Quick start, ${language}`,
    package: "The Node and Python samples use the vendor’s own package,",
    without: ". Each operation below has samples without it, where",
    token: "is an API key, or the token that signing in returns.",
  },
  tools: {
    copied: "Copied",
    notAllowed: "Your browser doesn’t allow copying",
    copiedMarkdown: "Copied as Markdown",
    search: "Search operations",
    placeholder: "key, /files, budget…",
    nothing: "Nothing matches",
    found: (count: number) => `${plural(count, "matching operation")}`,
  },
  access: {
    other: "Other",
    anybody: "Anyone. No credential needed.",
    person: "A signed-in person. API keys are refused.",
    personOrKey: (scope: string) => `A signed-in person, or an API key with the scope ${scope}.`,
  },
} as const;
