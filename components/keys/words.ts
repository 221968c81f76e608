import type { Key, KeyScope } from "@/lib/schemas";

/** What each scope lets a key do, in words. */
export const SCOPES: { value: KeyScope; label: string; hint: string }[] = [
  { value: "chat", label: "Chat", hint: "Ask the assistant, and go on in chats that this key began" },
  { value: "search", label: "Search files", hint: "Find passages in the project's files; make embeddings" },
  { value: "files:read", label: "Read files", hint: "List and download the project's files" },
  { value: "files:write", label: "Change files", hint: "Upload and remove files" },
  { value: "evals", label: "Run tests", hint: "Start test runs and read their results" },
  { value: "mcp", label: "MCP", hint: "Connect editors and agents that speak MCP" },
];

export const scopeLabel = (scope: KeyScope): string =>
  SCOPES.find(({ value }) => value === scope)?.label ?? scope;

/** The secret as it may be seen: its two ends. */
export const shownSecret = ({ prefix, last4 }: Pick<Key, "prefix" | "last4">): string => `${prefix}…${last4}`;

export const EXPIRIES = [
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
  { value: "never", label: "Never" },
] as const;
export type Expiry = (typeof EXPIRIES)[number]["value"] | "keep";

const DAY_MS = 86_400_000;
export const expiryOf = (choice: Exclude<Expiry, "keep">): string | null =>
  choice === "never" ? null : new Date(Date.now() + Number(choice) * DAY_MS).toISOString();

export const OVERLAPS = [
  { value: "0", label: "Ends at once" },
  { value: "3600", label: "Works for another hour" },
  { value: "86400", label: "Works for another day" },
  { value: "604800", label: "Works for another week" },
] as const;

/** A first request in three languages, ready to be pasted. */
export function samples(baseUrl: string, model: string, secret: string) {
  return [
    {
      id: "curl",
      label: "curl",
      code: `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: application/json" \\
  -d '{"model":"${model}","messages":[{"role":"user","content":"Hello"}]}'`,
    },
    {
      id: "node",
      label: "Node",
      code: `import OpenAI from "openai";

const client = new OpenAI({ baseURL: "${baseUrl}", apiKey: "${secret}" });
const answer = await client.chat.completions.create({
  model: "${model}",
  messages: [{ role: "user", content: "Hello" }],
});
console.log(answer.choices[0].message.content);`,
    },
    {
      id: "python",
      label: "Python",
      code: `from openai import OpenAI

client = OpenAI(base_url="${baseUrl}", api_key="${secret}")
answer = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello"}],
)
print(answer.choices[0].message.content)`,
    },
  ];
}
