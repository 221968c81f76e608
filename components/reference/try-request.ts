import { tryText } from "@/lib/text/reference";

/** As much of an operation of the document as a request needs. */
export type Tried = {
  operationId: string;
  method: string;
  path: string;
  summary: string;
  parameters: { name: string; in: string; required: boolean }[];
  /** The example; null: none is sent. */
  json: string | null;
  takesFile: boolean;
};
type Document = {
  paths: Record<
    string,
    Record<
      string,
      {
        operationId: string;
        summary: string;
        parameters?: { name: string; in: string; required?: boolean }[];
        requestBody?: { content: Record<string, { example?: unknown }> };
      }
    >
  >;
};

let document: Promise<Document> | null = null;

/** The operation as the document of this server describes it, read when it is first asked for. */
export async function triedOf(operationId: string): Promise<Tried | null> {
  document ??= fetch("/api/openapi.json").then((response) => response.json() as Promise<Document>);
  const { paths } = await document.catch((error) => {
    document = null;
    throw error;
  });
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, one] of Object.entries(methods)) {
      if (one.operationId !== operationId) continue;
      const content = one.requestBody?.content ?? {};
      const json = content["application/json"];
      return {
        operationId,
        method: method.toUpperCase(),
        path,
        summary: one.summary,
        parameters: (one.parameters ?? []).map((given) => ({ ...given, required: given.required ?? false })),
        json: json ? JSON.stringify(json.example ?? {}, null, 2) : null,
        takesFile: !json && "multipart/form-data" in content,
      };
    }
  }
  return null;
}

export type Filled = {
  values: Record<string, string>;
  json: string;
  file: File | null;
  /** Empty: the session of this browser. */
  secret: string;
};

/** What is to be sent to this very server, or a sentence about what is missing. */
export function requestFor(tried: Tried, { values, json, file, secret }: Filled): Request | string {
  const absent = tried.parameters.find(({ name, required }) => required && !values[name]?.trim());
  if (absent) return tryText.missing(absent.name);
  const path = tried.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const url = new URL(path, window.location.origin);
  const headers = new Headers({ accept: "application/json, text/event-stream, */*" });
  for (const { name, in: place } of tried.parameters) {
    const value = values[name]?.trim();
    if (!value) continue;
    if (place === "query") url.searchParams.set(name, value);
    if (place === "header") headers.set(name, value);
  }
  if (secret) headers.set("authorization", `Bearer ${secret}`);
  let body: BodyInit | null = null;
  if (tried.json !== null && json.trim() !== "") {
    try {
      JSON.parse(json);
    } catch {
      return tryText.badJson;
    }
    headers.set("content-type", "application/json");
    body = json;
  }
  if (tried.takesFile) {
    if (!file) return tryText.missing(tryText.file);
    const form = new FormData();
    form.set("file", file);
    body = form;
  }
  // With a key the browser's own session stays out of it.
  const credentials = secret ? "omit" : "same-origin";
  return new Request(url, { method: tried.method, headers, body, credentials, cache: "no-store" });
}

const SHOWN = 100_000;
const TEXT = /^(text\/|application\/(json|x-ndjson|xml))|\+json/;

/** Reads an answer as far as it is shown; `onText` gets what is there so far, also of a stream. */
export async function readAnswer(response: Response, onText: (text: string) => void): Promise<void> {
  const type = response.headers.get("content-type") ?? "";
  if (!response.body) return;
  if (!TEXT.test(type)) {
    onText(tryText.bytes((await response.arrayBuffer()).byteLength, type));
    return;
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    if (text.length > SHOWN) {
      await reader.cancel();
      onText(`${text.slice(0, SHOWN)}\n\n${tryText.cut}`);
      return;
    }
    onText(text);
  }
  if (!type.includes("json")) return;
  try {
    onText(JSON.stringify(JSON.parse(text), null, 2));
  } catch {
    // It is shown as it came.
  }
}
