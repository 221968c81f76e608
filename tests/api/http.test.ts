import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { AppError, errorCodes, errorStatus, invalid, notFound } from "@/lib/errors";
import { endpoint, operation } from "@/lib/http/endpoint";
import { sseResponse } from "@/lib/http/sse";
import { log } from "@/lib/log";
import { apiStore, call } from "../support/api";

apiStore();

const noteSchema = z.object({
  title: z.string("Title is required").min(1, "Title is required"),
  style: z.object({ size: z.number("Size must be a number").max(3, "Size must be at most 3") }).optional(),
  tags: z
    .array(
      z
        .string()
        .min(2, "Too short")
        .regex(/^[a-z]*$/, "Letters only"),
    )
    .optional(),
});

const notes = endpoint({
  GET: operation({
    auth: "public",
    query: z.object({ limit: z.coerce.number().int().min(1, "limit must be at least 1").default(50) }),
    handle: async ({ query }) => ({ data: query, headers: { "X-Note": "1" } }),
  }),
  POST: operation({
    auth: "public",
    body: noteSchema,
    handle: async ({ body }) => ({ status: 201, message: "Noted", data: body }),
  }),
});
const optional = endpoint({
  POST: operation({
    auth: "public",
    body: z.object({ reason: z.string().optional() }),
    handle: async ({ body }) => ({ data: body }),
  }),
});
const throwing = (error: unknown) =>
  endpoint({
    GET: operation({
      auth: "public",
      handle: async () => {
        throw error;
      },
    }),
  });

describe("answers", () => {
  it("wraps success with message and data, and numbers the request", async () => {
    const { status, body, headers } = await call(notes, "POST /api/notes", { body: { title: "a" } });
    expect(status).toBe(201);
    expect(body).toEqual({ success: true, message: "Noted", data: { title: "a" } });
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("content-type")).toContain("application/json");
  });

  it("gives two requests two ids, whatever the client claims", async () => {
    const claim = { headers: { "x-request-id": "mine" } };
    const one = await call(notes, "GET /api/notes", claim);
    const two = await call(notes, "GET /api/notes", claim);
    expect(one.headers.get("x-request-id")).not.toBe("mine");
    expect(one.headers.get("x-request-id")).not.toBe(two.headers.get("x-request-id"));
  });

  it("renders every code of the table with its status", async () => {
    for (const code of errorCodes) {
      const { status, body, headers } = await call(throwing(new AppError(code)), "GET /api/x");
      expect(status).toBe(errorStatus(code));
      expect(body).toMatchObject({ success: false, code });
      expect(body.requestId).toBe(headers.get("x-request-id"));
      expect(Object.keys(body).sort()).toEqual(["code", "message", "requestId", "success"]);
    }
  });

  it("names what was not found and which field is wrong", async () => {
    const missing = await call(throwing(notFound("Project")), "GET /api/x");
    expect(missing.body).toMatchObject({ code: "not_found", message: "Project not found" });
    const wrong = await call(throwing(invalid("a.b", "No")), "GET /api/x");
    expect(wrong.body).toMatchObject({ code: "validation_failed", errors: [{ path: "a.b", message: "No" }] });
  });

  it("answers the unforeseen with 500 and keeps its text in the log, under the same id", async () => {
    const written = vi.spyOn(log(), "error").mockImplementation(() => {});
    const error = new Error("connect mongodb://root:hunter2@db:27017 ECONNREFUSED");
    const { status, body, headers } = await call(throwing(error), "GET /api/x");
    expect(status).toBe(500);
    expect(body).toEqual({
      success: false,
      message: "Something went wrong!",
      code: "internal",
      requestId: headers.get("x-request-id"),
    });
    expect(written).toHaveBeenCalledWith(
      expect.objectContaining({ requestId: body.requestId, err: error }),
      expect.any(String),
    );
    written.mockRestore();
  });

  it("does not show a cause", async () => {
    const error = new AppError("provider_failed", { cause: new Error("sk-secret") });
    const { response } = await call(throwing(error), "GET /api/x");
    expect(await response.text()).not.toContain("sk-secret");
  });
});

describe("methods", () => {
  it("answers a method that the route lacks with 405, Allow and the failure shape", async () => {
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      const { status, body, headers } = await call(notes, `${method} /api/notes`);
      expect(status).toBe(405);
      expect(headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
      expect(body).toMatchObject({ success: false, code: "method_not_allowed" });
    }
    const { headers } = await call(optional, "GET /api/x");
    expect(headers.get("allow")).toBe("POST, OPTIONS");
  });

  it("answers HEAD like GET, without the body", async () => {
    const { status, body, headers } = await call(notes, "HEAD /api/notes");
    expect(status).toBe(200);
    expect(body).toBeNull();
    expect(headers.get("x-note")).toBe("1");
    expect((await call(optional, "HEAD /api/x")).status).toBe(405);
  });

  it("ends the stream that a HEAD never reads", async () => {
    const cancelled = vi.fn();
    const stream = new ReadableStream<Uint8Array>({ cancel: cancelled });
    const feed = endpoint({ GET: operation({ auth: "public", handle: async () => sseResponse(stream) }) });
    await call(feed, "HEAD /api/feed");
    expect(cancelled).toHaveBeenCalled();
  });

  it("tells the methods to OPTIONS", async () => {
    const { status, headers } = await call(notes, "OPTIONS /api/notes");
    expect(status).toBe(204);
    expect(headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
  });

  it("answers a method that the boot hook passed on with 405 and the route's own Allow", async () => {
    const { status, headers, body } = await call(notes, "OPTIONS /api/notes", {
      headers: { "x-foreign-method": "PROPFIND" },
    });
    expect(status).toBe(405);
    expect(headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS");
    expect(body.code).toBe("method_not_allowed");
  });
});

describe("bodies", () => {
  const json = { "content-type": "application/json" };
  const post = (body: unknown, headers: Record<string, string> = json) =>
    call(notes, "POST /api/notes", { body, headers });

  it("lists one fault per field, with dotted paths", async () => {
    const { status, body } = await post({ title: "", style: { size: 9 }, tags: ["ok", "1"] });
    expect(status).toBe(400);
    expect(body.code).toBe("validation_failed");
    expect(body.message).toBe("Validation failed");
    expect(body.errors).toEqual([
      { path: "title", message: "Title is required" },
      { path: "style.size", message: "Size must be at most 3" },
      { path: "tags.1", message: "Too short" },
    ]);
  });

  it("ignores unknown fields", async () => {
    const { status, body } = await post({ title: "a", admin: true, __proto__: { x: 1 } });
    expect(status).toBe(201);
    expect(body.data).toEqual({ title: "a" });
  });

  it.each([["{"], ['{"title": "a",}'], ["title=a"], ["\u0000"]])("calls %j malformed", async (text) => {
    const { status, body } = await post(text);
    expect([status, body.code]).toEqual([400, "malformed_json"]);
  });

  it("calls bytes that are not UTF-8 malformed", async () => {
    const bytes = Uint8Array.from([...Buffer.from('{"title":"'), 0xff, 0xfe, ...Buffer.from('"}')]);
    const { status, body } = await post(bytes);
    expect([status, body.code]).toEqual([400, "malformed_json"]);
  });

  it("takes a byte order mark and a stated charset", async () => {
    const { status, body } = await post("\ufeff" + '{"title":"ü"}', {
      "content-type": "application/json; charset=UTF-8",
    });
    expect([status, body.data?.title]).toEqual([201, "ü"]);
  });

  it.each([["[]"], ["null"], ['"text"'], ["1"]])("calls %s, which is no object, invalid", async (text) => {
    const { status, body } = await post(text);
    expect([status, body.code]).toEqual([400, "validation_failed"]);
    expect(body.errors).toHaveLength(1);
  });

  it.each([
    ["text/plain"],
    ["application/x-www-form-urlencoded"],
    ["application/jsonp"],
    ["application/json; charset=iso-8859-1"],
    ["multipart/form-data; boundary=x"],
  ])("refuses the content type %s", async (type) => {
    const { status, body } = await post('{"title":"a"}', { "content-type": type });
    expect([status, body.code]).toEqual([415, "unsupported_media_type"]);
  });

  it("refuses a compressed body and one without a type", async () => {
    const compressed = await post('{"title":"a"}', { ...json, "content-encoding": "gzip" });
    expect(compressed.status).toBe(415);
    const untyped = await post(new TextEncoder().encode('{"title":"a"}'), {});
    expect(untyped.status).toBe(415);
  });

  it("needs neither body nor type where no field is required, and names the fields where one is", async () => {
    expect((await call(optional, "POST /api/x")).body).toEqual({ success: true, data: {} });
    expect((await call(optional, "POST /api/x", { headers: json })).status).toBe(200);
    const { status, body } = await call(notes, "POST /api/notes");
    expect([status, body.errors]).toEqual([400, [{ path: "title", message: "Title is required" }]]);
  });

  it("takes 10 MB and refuses one byte more, stated or not", async () => {
    const of = (bytes: number) => `{"title":"${"x".repeat(bytes - 12)}"}`;
    const limit = 10 * 1024 * 1024;
    expect((await post(of(limit))).status).toBe(201);
    const over = await post(of(limit + 1));
    expect([over.status, over.body.code]).toEqual([413, "too_large"]);
    const stated = await post("{}", { ...json, "content-length": String(limit + 1) });
    expect(stated.status).toBe(413);
    const chunked = await post(new Blob([of(limit + 1)]).stream());
    expect(chunked.status).toBe(413);
  });

  it("reads no further than the limit", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024;
        controller.enqueue(new Uint8Array(1024 * 1024).fill(32));
      },
    });
    expect((await post(endless)).status).toBe(413);
    expect(sent).toBeLessThanOrEqual(13 * 1024 * 1024);
  });

  it("checks the query like the body", async () => {
    const good = await call(notes, "GET /api/notes?limit=7&other=1");
    expect(good.body.data).toEqual({ limit: 7 });
    const bad = await call(notes, "GET /api/notes?limit=0");
    expect([bad.status, bad.body.errors]).toEqual([
      400,
      [{ path: "limit", message: "limit must be at least 1" }],
    ]);
  });
});
