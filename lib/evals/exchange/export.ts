import Papa from "papaparse";
import { stringify } from "yaml";
import type { CaseContent, IMPORT_FORMATS } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { requireTestSet } from "../sets";
import { assertionOf } from "./asserts";
import { asText } from "./csv";

type Format = (typeof IMPORT_FORMATS)[number];
export type ExportedCases = { filename: string; mediaType: string; body: string };

const FORMS: Record<Format, { extension: string; mediaType: string; write(cases: CaseContent[]): string }> = {
  json: { extension: "json", mediaType: "application/json", write: asJson },
  promptfoo: { extension: "yaml", mediaType: "application/yaml", write: asPromptfoo },
  csv: { extension: "csv", mediaType: "text/csv", write: asCsv },
};

/** A set's cases as a file. They may hold what people wrote in chats. @throws not_found */
export async function exportCases(scope: Scope, setId: string, format: Format): Promise<ExportedCases> {
  const set = await requireTestSet(scope, setId);
  const cases = await (await getStore()).testSets.listCases(scope, setId);
  const { extension, mediaType, write } = FORMS[format];
  const name = set.name.replace(/[^\p{L}\p{N} _-]/gu, "").trim() || "cases";
  return { filename: `${name}.${extension}`, mediaType, body: write(cases.map(({ content }) => content)) };
}

/** Ids of chats and messages stay behind: they mean nothing elsewhere. */
function asJson(cases: CaseContent[]): string {
  const bare = cases.map(({ source: _source, ...rest }) => rest);
  return `${JSON.stringify({ format: "chatbot-platform.cases", version: 1, cases: bare }, null, 2)}\n`;
}

function asPromptfoo(cases: CaseContent[]): string {
  const left: string[] = [];
  const tests = cases.map(({ name, question, turns, variables, checks, reference }) => ({
    description: name,
    vars: { ...variables, question, ...(turns.length > 0 ? { messages: turns } : {}) },
    assert: checks.flatMap((check) => {
      const assertion = assertionOf(check, reference);
      if (!assertion) left.push(`${name}: ${check.type}`);
      return assertion ?? [];
    }),
  }));
  const notes = left.map((line) => `# Without a counterpart in promptfoo: ${line.replace(/\s+/g, " ")}\n`);
  return `${notes.join("")}${stringify({ description: "Exported cases", prompts: ["{{question}}"], tests })}`;
}

function asCsv(cases: CaseContent[]): string {
  const rows = cases.map(({ name, question, turns, variables, checks, reference, tags }) => ({
    ...variables,
    name,
    question,
    messages: turns.length > 0 ? JSON.stringify(turns) : "",
    reference: reference ?? "",
    tags: tags.join(","),
    ...Object.fromEntries(
      checks.flatMap((check, index) => {
        const assertion = assertionOf(check, reference);
        if (!assertion) return [];
        const { type, value, threshold } = assertion;
        const limit = threshold === undefined ? "" : `(${threshold})`;
        const text = Array.isArray(value)
          ? value.join(",")
          : typeof value === "string"
            ? value
            : JSON.stringify(value ?? "");
        return [[`__expected${index + 1}`, `${type}${limit}: ${text}`]];
      }),
    ),
  }));
  const columns = [
    ...new Set(["name", "question", "messages", "reference", "tags", ...rows.flatMap(Object.keys)]),
  ];
  // Questions may come from strangers, and spreadsheets run what begins like a formula.
  return `${Papa.unparse(rows.map(inert), { columns, newline: "\n" })}\n`;
}

const inert = (row: Record<string, string>) =>
  Object.fromEntries(Object.entries(row).map(([key, value]) => [key, asText(value)]));
