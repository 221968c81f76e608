/** The routes of projects, prompts and files as functions; each takes the caller's token first. */
import * as contentRoute from "@/app/api/projects/[projectId]/files/[fileId]/content/route";
import * as fileRoute from "@/app/api/projects/[projectId]/files/[fileId]/route";
import * as filesRoute from "@/app/api/projects/[projectId]/files/route";
import * as promptRoute from "@/app/api/projects/[projectId]/prompts/[promptId]/route";
import * as promptsRoute from "@/app/api/projects/[projectId]/prompts/route";
import * as projectRoute from "@/app/api/projects/[projectId]/route";
import * as projectsRoute from "@/app/api/projects/route";
import { type Answer, type CallOptions, call } from "./api";

type Token = string | undefined;
const root = "/api/projects";

export const listProjects = (token: Token, query: Record<string, string> = {}) =>
  call(projectsRoute, `GET ${root}`, { token, query });
export const createProject = (token: Token, body: unknown) =>
  call(projectsRoute, `POST ${root}`, { token, body });

const project = (method: string) => (token: Token, projectId: string, body?: unknown) =>
  call(projectRoute, `${method} ${root}/${projectId}`, { token, params: { projectId }, ...given(body) });
export const getProject = project("GET");
export const updateProject = project("PUT");
export const deleteProject = project("DELETE");

const prompts = (method: string) => (token: Token, projectId: string, body: unknown) =>
  call(promptsRoute, `${method} ${root}/${projectId}/prompts`, {
    token,
    params: { projectId },
    ...given(body),
  });
export const addPrompt = prompts("POST");
export const reorderPrompts = prompts("PUT");

const prompt = (method: string) => (token: Token, projectId: string, promptId: string, body?: unknown) =>
  call(promptRoute, `${method} ${root}/${projectId}/prompts/${promptId}`, {
    token,
    params: { projectId, promptId },
    ...given(body),
  });
export const updatePrompt = prompt("PUT");
export const deletePrompt = prompt("DELETE");

export const listFiles = (token: Token, projectId: string, query: Record<string, string> = {}) =>
  call(filesRoute, `GET ${root}/${projectId}/files`, { token, params: { projectId }, query });
export const uploadFile = (token: Token, projectId: string, options: Pick<CallOptions, "body" | "headers">) =>
  call(filesRoute, `POST ${root}/${projectId}/files`, { token, params: { projectId }, ...options });
const file = (method: string) => (token: Token, projectId: string, fileId: string) =>
  call(fileRoute, `${method} ${root}/${projectId}/files/${fileId}`, { token, params: { projectId, fileId } });
export const getFile = file("GET");
export const deleteFile = file("DELETE");
export const downloadFile = (
  token: Token,
  projectId: string,
  fileId: string,
  headers: Record<string, string> = {},
) =>
  call(contentRoute, `GET ${root}/${projectId}/files/${fileId}/content`, {
    token,
    params: { projectId, fileId },
    headers,
  });

const given = (body: unknown) => (body === undefined ? {} : { body });

/** A new project's id. */
export async function newProject(token: string, body: object = {}): Promise<string> {
  return data(await createProject(token, { name: "A project", ...body })).project.id;
}

// biome-ignore lint/suspicious/noExplicitAny: as in `Answer`.
export function data(answer: Answer): any {
  if (answer.status >= 400) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body.data;
}

/** Status, code and message of a failure, for one comparison. */
export const failure = ({ status, body }: Answer) => [status, body?.code, body?.message];
