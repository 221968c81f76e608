import type { Field } from "./fields";

export type CodeSample = { language: "curl" | "node" | "python"; label: string; code: string };

type Request = {
  origin: string;
  method: string;
  path: string;
  isPublic: boolean;
  parameters: (Field & { place: string })[];
  bodies: { mediaType: string; example: unknown }[];
  answers: { status: string; mediaTypes: string[] }[];
};

/** One request in three languages. Path parameters are variables, `TOKEN` is a token or an API key. */
export function codeSamples(request: Request): CodeSample[] {
  return [
    { language: "curl", label: "curl", code: curl(request) },
    { language: "node", label: "Node", code: node(request) },
    { language: "python", label: "Python", code: python(request) },
  ];
}

const bodyOf = ({ bodies }: Request) => {
  const json = bodies.find(({ mediaType }) => mediaType === "application/json");
  if (json) return { kind: "json" as const, value: json.example ?? {} };
  return bodies.length > 0 ? { kind: "form" as const, value: null } : null;
};

const answersJson = ({ answers }: Request) => {
  const mediaTypes = answers.find(({ status }) => status.startsWith("2"))?.mediaTypes ?? [];
  return mediaTypes.length === 0 ? null : mediaTypes.includes("application/json");
};

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Path and required query, each variable as `write` spells it. */
function address({ origin, path, parameters }: Request, write: (name: string) => string): string {
  const required = parameters.filter(({ place, required }) => place === "query" && required);
  const query = required.map(({ name }) => `${name}=${write(name)}`).join("&");
  return `${origin}${path.replace(/\{(\w+)\}/g, (_, name) => write(name))}${query ? `?${query}` : ""}`;
}

function curl(request: Request): string {
  const body = bodyOf(request);
  const method = request.method === (body ? "POST" : "GET") ? "" : `-X ${request.method} `;
  const lines = [`curl ${method}"${address(request, (name) => `$${snake(name).toUpperCase()}`)}"`];
  if (!request.isPublic) lines.push(`-H "Authorization: Bearer $TOKEN"`);
  if (body?.kind === "form") lines.push("-F file=@returns.md");
  if (body?.kind === "json") {
    lines.push(`-H "Content-Type: application/json"`);
    lines.push(`-d '${JSON.stringify(body.value).replaceAll("'", "'\\''")}'`);
  }
  return lines.join(" \\\n  ");
}

function node(request: Request): string {
  const body = bodyOf(request);
  const url = address(request, (name) => `\${${name}}`);
  const headers = [
    ...(request.isPublic ? [] : [`Authorization: \`Bearer \${env.TOKEN}\``]),
    ...(body?.kind === "json" ? [`"Content-Type": "application/json"`] : []),
  ];
  const options = [
    ...(request.method === "GET" ? [] : [`method: "${request.method}",`]),
    ...(headers.length > 0 ? [`headers: { ${headers.join(", ")} },`] : []),
    ...(body?.kind === "json" ? [`body: JSON.stringify(${JSON.stringify(body.value)}),`] : []),
    ...(body?.kind === "form" ? ["body: form,"] : []),
  ];
  const quoted = url.includes("${") ? `\`${url}\`` : `"${url}"`;
  const isJson = answersJson(request);
  return [
    ...(body?.kind === "form" ? [`import { openAsBlob } from "node:fs";`] : []),
    ...(request.isPublic ? [] : [`import { env } from "node:process";`, ""]),
    ...(body?.kind === "form"
      ? ["const form = new FormData();", `form.set("file", await openAsBlob("returns.md"), "returns.md");`]
      : []),
    options.length > 0
      ? `const response = await fetch(${quoted}, {\n  ${options.join("\n  ")}\n});`
      : `const response = await fetch(${quoted});`,
    isJson === null
      ? "console.log(response.status);"
      : `console.log(await response.${isJson ? "json" : "text"}());`,
  ].join("\n");
}

function python(request: Request): string {
  const body = bodyOf(request);
  const url = address(request, (name) => `{${snake(name)}}`);
  const options = [
    `${url.includes("{") ? "f" : ""}"${url}",`,
    ...(request.isPublic ? [] : [`headers={"Authorization": f"Bearer {os.environ['TOKEN']}"},`]),
    ...(body?.kind === "json" ? [`json=${pythonLiteral(body.value)},`] : []),
    ...(body?.kind === "form" ? [`files={"file": open("returns.md", "rb")},`] : []),
  ];
  const isJson = answersJson(request);
  return [
    request.isPublic ? "import requests" : "import os\nimport requests",
    "",
    `response = requests.${request.method.toLowerCase()}(\n    ${options.join("\n    ")}\n)`,
    isJson === null
      ? "print(response.status_code)"
      : isJson
        ? "print(response.json())"
        : "print(response.text)",
  ].join("\n");
}

/** A JSON value as Python writes it. */
export function pythonLiteral(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).map(
      ([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`,
    );
    return `{${entries.join(", ")}}`;
  }
  return JSON.stringify(value);
}
