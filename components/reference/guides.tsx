import { CodeBlock } from "./code-block";
import { Guide } from "./quick-start";
import { Words } from "./words";

const CONVENTIONS = [
  "Send `Authorization: Bearer …` with an API key, or with the token that signing in answers. Browsers use their session cookie.",
  "Success is `{ success: true, data }`, failure `{ success: false, message, code, errors, requestId }`. Act on `code`, show `message`.",
  "Ids are opaque. A malformed one, somebody else’s and one that never was all answer 404.",
  "Lists take `limit` (1–100) and `cursor`, and answer `nextCursor`, which is null at the end.",
  "Every answer has `RateLimit-*` headers; 429 says in `Retry-After` how long to wait.",
  "`Idempotency-Key` makes the retry of a message safe for 24 hours: the same key gives the same reply.",
];

/** What holds for every operation. */
export function Conventions() {
  return (
    <Guide anchor="conventions" title="Conventions">
      <ul className="flex list-disc flex-col gap-2 pl-5 text-base">
        {CONVENTIONS.map((text) => (
          <li key={text}>
            <Words className="break-words">{text}</Words>
          </li>
        ))}
      </ul>
      <p className="text-base">
        The same as a document for machines:{" "}
        <a href="/api/openapi.json" className="text-accent-text underline underline-offset-4">
          OpenAPI 3.1
        </a>
        {" · "}
        <a href="/api/reference.md" className="text-accent-text underline underline-offset-4">
          Markdown
        </a>
      </p>
    </Guide>
  );
}

const ROUTES = [
  ["GET /models, /models/{id}", "The projects that the key reaches."],
  [
    "POST /chat/completions",
    "Whole or streamed: your history, the project’s prompts before it, passages of its files with the last question.",
  ],
  [
    "POST /responses; GET, DELETE /responses/{id}; POST …/cancel; GET …/input_items",
    "With `previous_response_id` or `conversation`. Kept for 30 days unless `store` is false.",
  ],
  ["POST /conversations; GET, DELETE /conversations/{id}; GET …/items", "Chats of the key’s."],
  ["POST /embeddings", "Where the server has a model for it; `model` is its name or a project."],
  [
    "GET, POST /files; GET, PATCH, DELETE /files/{id}; GET …/content",
    "The project’s files, with a key of one project.",
  ],
] as const;

const DETAILS = [
  "`model` is a project’s slug or id. What is live answers, or the draft until something is.",
  "The project’s prompts come first; system and developer messages of yours are added in their place. `variables` fills the prompts’ variables.",
  "Sent on: `temperature`, `top_p`, `stop`, `seed`, penalties, `logit_bias`, `logprobs`, `response_format`, `reasoning_effort`, `tools`, `tool_choice`, `parallel_tool_calls`, `max_completion_tokens`. Up to 4 choices (`n`). What you leave out comes from the project’s settings.",
  "A 400 names what can’t be had: `audio`, `prediction`, `web_search_options`, `functions`; at `/responses` `background`, `prompt`, tools that are not functions. Unknown fields are ignored.",
  "Sources come as `annotations` where the text cites them, and whole in `sources`, a field of ours on the message.",
  "Nothing is kept unless `store` is true at `/chat/completions`. A caller that disconnects ends the request.",
  "Errors are `{ error: { message, type, param, code } }`; waits stand in `retry-after` and `retry-after-ms`, limits in `x-ratelimit-*`.",
];

/** The routes under `/api/v1`, which keep another vendor's format and so stand in no document of ours. */
export function Dialect({ origin }: { origin: string }) {
  const code = `const client = new OpenAI({ baseURL: "${origin}/api/v1", apiKey: "cbp_your_secret" });
const stream = await client.chat.completions.create({
  model: "your-project",
  messages: [{ role: "user", content: "Hello" }],
  stream: true,
});
for await (const { choices } of stream) process.stdout.write(choices[0]?.delta?.content ?? "");`;
  return (
    <Guide anchor="openai" title="OpenAI’s dialect">
      <Words>
        {`Any program that speaks OpenAI’s API can use a project: set its base address to \`${origin}/api/v1\`, its key to an API key with the scope chat, and its model to the project’s slug.`}
      </Words>
      <CodeBlock code={code} label="Copy: OpenAI’s dialect, streaming" />
      <dl className="flex flex-col divide-y divide-line border-line border-y">
        {ROUTES.map(([route, text]) => (
          <div key={route} className="py-2">
            <dt className="break-words font-mono text-sm">{route}</dt>
            <dd>
              <Words className="text-fg-muted">{text}</Words>
            </dd>
          </div>
        ))}
      </dl>
      <ul className="flex list-disc flex-col gap-2 pl-5 text-base">
        {DETAILS.map((text) => (
          <li key={text}>
            <Words className="break-words">{text}</Words>
          </li>
        ))}
      </ul>
    </Guide>
  );
}

/** Every code that a failure can have. */
export function Errors({ errors }: { errors: { code: string; status: number; message: string }[] }) {
  return (
    <Guide anchor="errors" title="Errors">
      <dl className="flex flex-col divide-y divide-line border-line border-y">
        {errors.map(({ code, status, message }) => (
          <div key={code} id={`error-${code}`} className="flex scroll-mt-4 flex-wrap gap-x-3 py-2">
            <dt className="font-mono text-sm">
              {status} {code}
            </dt>
            <dd className="text-fg-muted">{message}</dd>
          </div>
        ))}
      </dl>
    </Guide>
  );
}
