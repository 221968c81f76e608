import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { apiStore, setVariables, signUp } from "../support/api";
import { type OpenAIServer, startOpenAIServer } from "../support/openai-server";
import * as api from "../support/project-calls";
import { data, newProject } from "../support/project-calls";

apiStore();

let provider: OpenAIServer;
let undo: () => void;
let token: string;
let id: string;
beforeAll(async () => {
  provider = await startOpenAIServer();
  undo = setVariables({ OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: "sk-test", OPENAI_UPLOAD_FILES: "1" });
});
afterAll(async () => {
  undo();
  await provider.close();
});
beforeEach(async () => {
  provider.reset();
  token = (await signUp()).token;
  id = await newProject(token);
});

function form(content: string, name: string) {
  const body = new FormData();
  body.set("file", new Blob([content]), name);
  return { body };
}
const fileRequests = () =>
  provider.requests
    .filter(({ path }) => path.includes("/files"))
    .map(({ method, path }) => `${method} ${path}`);

it("sends a file to the provider too, and removes it there with the file", async () => {
  const { file } = data(await api.uploadFile(token, id, form("for the assistant", "größe.txt")));
  expect(file.fileId).toMatch(/^file-/);
  expect(fileRequests()).toEqual(["POST /v1/files"]);
  const listed = (await (await fetch(`${provider.url}/files`)).json()) as { data: object[] };
  expect(listed.data).toEqual([
    expect.objectContaining({ id: file.fileId, filename: "größe.txt", purpose: "assistants" }),
  ]);
  expect(data(await api.getFile(token, id, file.id)).file.fileId).toBe(file.fileId);
  await api.deleteFile(token, id, file.id);
  expect(fileRequests()).toContain(`DELETE /v1/files/${file.fileId}`);
});

it("removes the provider's copies with the project", async () => {
  const { file } = data(await api.uploadFile(token, id, form("x", "x.txt")));
  await api.deleteProject(token, id);
  expect(fileRequests()).toContain(`DELETE /v1/files/${file.fileId}`);
});

it("keeps a file that the provider does not take", async () => {
  const restore = setVariables({ OPENAI_BASE_URL: "http://127.0.0.1:9/v1" });
  const { file } = data(await api.uploadFile(token, id, form("kept", "kept.txt")));
  restore();
  expect(file.fileId).toBeNull();
  expect((await api.downloadFile(token, id, file.id)).body).toBe("kept");
});

it("sends nothing unless it is told to", async () => {
  const restore = setVariables({ OPENAI_UPLOAD_FILES: undefined });
  const { file } = data(await api.uploadFile(token, id, form("x", "x.txt")));
  restore();
  expect(file.fileId).toBeNull();
  expect(fileRequests()).toEqual([]);
});
