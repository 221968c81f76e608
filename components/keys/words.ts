import type { Key, KeyScope } from "@/lib/schemas";
import { keysText } from "@/lib/text/keys";

/** What each scope lets a key do, in words. */
export const SCOPES: { value: KeyScope; label: string; hint: string }[] = [
  { value: "chat", label: keysText.words.chat, hint: keysText.words.chatHint },
  { value: "search", label: keysText.words.searchFiles, hint: keysText.words.searchFilesHint },
  { value: "files:read", label: keysText.words.readFiles, hint: keysText.words.readFilesHint },
  { value: "files:write", label: keysText.words.changeFiles, hint: keysText.words.changeFilesHint },
  { value: "evals", label: keysText.words.runTests, hint: keysText.words.runTestsHint },
  { value: "mcp", label: "MCP", hint: keysText.words.mcpHint },
];

export const scopeLabel = (scope: KeyScope): string =>
  SCOPES.find(({ value }) => value === scope)?.label ?? scope;

/** The secret as it may be seen: its two ends. */
export const shownSecret = ({ prefix, last4 }: Pick<Key, "prefix" | "last4">): string => `${prefix}…${last4}`;

export const EXPIRIES = [
  { value: "30", label: keysText.words.days30 },
  { value: "90", label: keysText.words.days90 },
  { value: "365", label: keysText.words.year },
  { value: "never", label: keysText.words.never },
] as const;
export type Expiry = (typeof EXPIRIES)[number]["value"] | "keep";

const DAY_MS = 86_400_000;
export const expiryOf = (choice: Exclude<Expiry, "keep">): string | null =>
  choice === "never" ? null : new Date(Date.now() + Number(choice) * DAY_MS).toISOString();

export const OVERLAPS = [
  { value: "0", label: keysText.words.now },
  { value: "3600", label: keysText.words.hour },
  { value: "86400", label: keysText.words.day },
  { value: "604800", label: keysText.words.week },
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
