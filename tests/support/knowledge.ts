/** Short ways to give a project files and to ask them. */
import { readFileSync } from "node:fs";
import * as fileRoute from "@/app/api/projects/[projectId]/files/[fileId]/route";
import * as filesRoute from "@/app/api/projects/[projectId]/files/route";
import * as searchRoute from "@/app/api/projects/[projectId]/search/route";
import type { ProjectFile, Source } from "@/lib/schemas";
import { call, type Person } from "./api";
import { eventually } from "./eventually";

export const fixture = (name: string) => readFileSync(`tests/fixtures/files/${name}`);

export async function upload(
  person: Person,
  projectId: string,
  name: string,
  content: Uint8Array | string,
  query: { for?: "chat" } = {},
) {
  const form = new FormData();
  form.set("file", new File([content as BlobPart], name));
  const answer = await call(filesRoute, `POST /api/projects/${projectId}/files`, {
    token: person.token,
    body: form,
    query,
    params: { projectId },
  });
  if (answer.status !== 201) throw new Error(`The upload answered ${answer.status}`);
  return answer.body.data.file as ProjectFile;
}

/** The file once it is ready or failed. */
export const whenRead = (person: Person, projectId: string, fileId: string) =>
  eventually(async () => {
    const options = { token: person.token, params: { projectId, fileId } };
    const answer = await call(fileRoute, `GET /api/projects/${projectId}/files/${fileId}`, options);
    const file = answer.body.data.file as ProjectFile;
    return file.status === "ready" || file.status === "failed" ? file : null;
  }, 60_000);

export async function give(
  person: Person,
  projectId: string,
  name: string,
  content: Uint8Array | string,
  query: { for?: "chat" } = {},
) {
  return whenRead(person, projectId, (await upload(person, projectId, name, content, query)).id);
}

export const search = (person: Person, projectId: string, body: unknown) =>
  call(searchRoute, `POST /api/projects/${projectId}/search`, {
    token: person.token,
    body,
    params: { projectId },
  });

export const results = async (person: Person, projectId: string, query: string) =>
  (await search(person, projectId, { query })).body.data.passages as Source[];
