import { afterEach, expect, it, vi } from "vitest";
import { ApiError } from "@/lib/client/api";
import { Attachments } from "@/lib/client/attachments";

const file = {
  id: "f1",
  filename: "a.txt",
  fileId: null,
  size: 1,
  mimeType: "text/plain",
  status: "ready" as const,
  chatId: "draft",

  uploadedAt: "2026-01-01T00:00:00.000Z",
};
const uploads = vi.hoisted(() => ({ resolve: (_file: unknown) => {}, reject: (_error: unknown) => {} }));
vi.mock("@/lib/client/upload", async (original) => ({
  ...(await original<object>()),
  uploadFile: () =>
    new Promise((resolve, reject) => {
      Object.assign(uploads, { resolve, reject });
    }),
}));
afterEach(() => vi.unstubAllGlobals());

function stubServer(): string[] {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    calls.push(`${init?.method ?? "GET"} ${path}`);
    return Response.json({ success: true, data: {} });
  });
  return calls;
}

it("deletes what was uploaded for a message when it is removed from it", async () => {
  const calls = stubServer();
  const attachments = new Attachments("p1", 1_000);
  attachments.add([new File(["x"], "a.txt")]);
  uploads.resolve(file);
  await vi.waitFor(() => expect(attachments.items[0]?.state).toBe("done"));
  attachments.remove(attachments.items[0]?.key ?? -1);
  expect(attachments.items).toEqual([]);
  await vi.waitFor(() => expect(calls).toEqual(["DELETE /api/projects/p1/files/f1"]));
});

it("keeps a file in the project on request, and leaves it there when it is taken off the message", async () => {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    calls.push(`${init?.method} ${path} ${init?.body}`);
    return Response.json({ success: true, data: { file: { ...file, chatId: null } } });
  });
  const attachments = new Attachments("p1", 1_000);
  attachments.add([new File(["x"], "a.txt")]);
  uploads.resolve(file);
  await vi.waitFor(() => expect(attachments.items[0]?.state).toBe("done"));
  const key = attachments.items[0]?.key ?? -1;
  await attachments.keep(key);
  expect(attachments.items[0]?.file?.chatId).toBeNull();
  attachments.remove(key);
  expect(calls).toEqual(['PATCH /api/projects/p1/files/f1 {"chatId":null}']);
});

it("deletes also what arrives in the moment of its removal, and nothing that was sent", async () => {
  const calls = stubServer();
  const attachments = new Attachments("p1", 1_000);
  attachments.add([new File(["x"], "a.txt")]);
  attachments.remove(attachments.items[0]?.key ?? -1);
  uploads.resolve(file);
  await vi.waitFor(() => expect(calls).toEqual(["DELETE /api/projects/p1/files/f1"]));
  attachments.add([new File(["x"], "b.txt")]);
  uploads.resolve({ ...file, id: "f2" });
  await vi.waitFor(() => expect(attachments.items[0]?.state).toBe("done"));
  attachments.clear();
  expect(calls).toHaveLength(1);
});

it.each([
  [413, "too_large", true],
  [503, "unavailable", false],
])(
  "a file that the server answers with %i can be tried again only where that may help",
  async (status, code, refused) => {
    const attachments = new Attachments("p1", 1_000);
    attachments.add([new File(["x"], "a.txt")]);
    uploads.reject(new ApiError({ status, code, message: "No" }));
    await vi.waitFor(() => expect(attachments.items[0]).toMatchObject({ state: "failed", refused }));
    attachments.retry(attachments.items[0]?.key ?? -1);
    expect(attachments.items[0]?.state).toBe(refused ? "failed" : "uploading");
  },
);
