/** The routes of export, import and duplicate as functions, and documents small enough to read. */
import { createHash } from "node:crypto";
import * as duplicateRoute from "@/app/api/projects/[projectId]/duplicate/route";
import * as exportRoute from "@/app/api/projects/[projectId]/export/route";
import * as importRoute from "@/app/api/projects/import/route";
import { type CallOptions, call } from "./api";

export const exportOf = (token: string, projectId: string, query: Record<string, string> = {}) =>
  call(exportRoute, `GET /api/projects/${projectId}/export`, { token, params: { projectId }, query });
export const duplicate = (token: string, projectId: string, body: unknown = {}) =>
  call(duplicateRoute, `POST /api/projects/${projectId}/duplicate`, { token, params: { projectId }, body });
export const importJson = (token: string, body: CallOptions["body"], headers = {}) =>
  call(importRoute, "POST /api/projects/import", { token, body, headers });
export const importFile = (token: string, document: unknown) => {
  const body = new FormData();
  const text = typeof document === "string" ? document : JSON.stringify(document);
  body.set("file", new File([text], "project.json", { type: "application/json" }));
  return call(importRoute, "POST /api/projects/import", { token, body });
};

export const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** What two equal projects share. */
// biome-ignore lint/suspicious/noExplicitAny: as in `Answer`.
export const essence = ({ name, description, settings, prompts, files }: any) => ({
  name,
  description,
  settings,
  // biome-ignore lint/suspicious/noExplicitAny: as in `Answer`.
  prompts: prompts.map(({ role, content }: any) => ({ role, content })),
  // biome-ignore lint/suspicious/noExplicitAny: as in `Answer`.
  files: files.map(({ filename, size, mimeType }: any) => ({ filename, size, mimeType })),
});

export const minimal = (project: object = {}, rest: object = {}) => ({
  format: "chatbot-platform.project",
  version: 1,
  project: { name: "Small", ...project },
  ...rest,
});
export const aFile = (content: string | Uint8Array, rest: object = {}) => ({
  filename: "a.txt",
  content: Buffer.from(content).toString("base64"),
  ...rest,
});
