import { guideText } from "@/lib/text/reference-guide";
import { CodeBlock } from "./code-block";
import { Guide } from "./quick-start";
import { Words } from "./words";

const CONVENTIONS = [
  guideText.guides.bearer,
  guideText.guides.envelope,
  guideText.guides.ids,
  guideText.guides.lists,
  guideText.guides.limits,
  guideText.guides.idempotency,
];

/** What holds for every operation. */
export function Conventions() {
  return (
    <Guide anchor="conventions" title={guideText.guides.conventions}>
      <ul className="flex list-disc flex-col gap-2 pl-5 text-base">
        {CONVENTIONS.map((text) => (
          <li key={text}>
            <Words className="break-words">{text}</Words>
          </li>
        ))}
      </ul>
      <p className="text-base">
        {guideText.guides.document}{" "}
        <a href="/api/openapi.json" className="text-accent-text underline underline-offset-4">
          {guideText.guides.openapi}
        </a>
        {" · "}
        <a href="/api/reference.md" className="text-accent-text underline underline-offset-4">
          {guideText.guides.markdown}
        </a>
      </p>
    </Guide>
  );
}

const ROUTES = [
  ["GET /models, /models/{id}", guideText.guides.models],
  ["POST /chat/completions", guideText.guides.completions],
  [
    "POST /responses; GET, DELETE /responses/{id}; POST …/cancel; GET …/input_items",
    guideText.guides.responses,
  ],
  ["POST /conversations; GET, DELETE /conversations/{id}; GET …/items", guideText.guides.conversations],
  ["POST /embeddings", guideText.guides.embeddings],
  ["GET, POST /files; GET, PATCH, DELETE /files/{id}; GET …/content", guideText.guides.files],
] as const;

const DETAILS = [
  guideText.guides.model,
  guideText.guides.prompts,
  guideText.guides.sentOn,
  guideText.guides.refused,
  guideText.guides.sources,
  guideText.guides.kept,
  guideText.guides.failures,
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
    <Guide anchor="openai" title={guideText.guides.openai}>
      <Words>{guideText.guides.anyProgram(origin)}</Words>
      <CodeBlock code={code} label={guideText.guides.copyOpenai} />
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
    <Guide anchor="errors" title={guideText.guides.errors}>
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
