import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, api, messageOf, retryAfterSeconds } from "@/lib/client/api";
import { signInUrl } from "@/lib/client/sign-in-redirect";

function answer(body: unknown, init: ResponseInit = {}) {
  const fetch = vi.fn(
    async (_path: string, _init?: RequestInit) =>
      new Response(typeof body === "string" ? body : JSON.stringify(body), init),
  );
  vi.stubGlobal("fetch", fetch);
  return fetch;
}

async function failing(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (e: unknown) => e,
  );
  if (!(error instanceof ApiError)) throw new Error("expected an ApiError");
  return error;
}

afterEach(() => vi.unstubAllGlobals());

describe("api", () => {
  it("returns data and sends JSON with the right method", async () => {
    const fetch = answer({ success: true, data: { project: { id: "1" } } });
    expect(await api("/api/projects", { body: { name: "x" } })).toEqual({ project: { id: "1" } });
    const init = fetch.mock.calls[0]?.[1];
    expect(init?.method).toBe("POST");
    expect(init?.body).toBe('{"name":"x"}');
    expect(init?.headers).toMatchObject({ "Content-Type": "application/json" });
  });

  it("carries status, code, field errors and the waiting time of a failure", async () => {
    answer(
      {
        success: false,
        message: "Validation failed",
        code: "validation_failed",
        errors: [{ path: "name", message: "Name is required" }, { nonsense: true }],
      },
      { status: 400, headers: { "Retry-After": "7", "X-Request-Id": "r1" } },
    );
    const error = await failing(api("/api/projects", { body: {} }));
    expect(error).toMatchObject({ status: 400, code: "validation_failed", retryAfter: 7, requestId: "r1" });
    expect(error.errors).toEqual([{ path: "name", message: "Name is required" }]);
    expect(messageOf(error)).toBe("Name is required");
  });

  it("never shows a proxy's HTML as a message", async () => {
    answer("<html>Bad gateway</html>", { status: 502 });
    const error = await failing(api("/api/projects"));
    expect(error.code).toBe("http");
    expect(error.message).not.toContain("<");
    expect(error.retryable).toBe(true);
  });

  it("names an unreachable server and passes an abort through", async () => {
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => Promise.reject(new TypeError("fetch failed"))),
    );
    expect((await failing(api("/x"))).code).toBe("network");
    const controller = new AbortController();
    controller.abort(new Error("left"));
    await expect(api("/x", { signal: controller.signal })).rejects.toThrow("left");
  });

  it("says how long a rate limit lasts", () => {
    const limited = (retryAfter: number) =>
      messageOf(
        new ApiError({ status: 429, code: "rate_limited", message: "Too many requests", retryAfter }),
      );
    expect(limited(1)).toBe("Too many requests. Try again in 1 second.");
    expect(limited(42)).toContain("42 seconds");
    expect(limited(600)).toContain("10 minutes");
  });

  it("reads Retry-After as seconds and as a date", () => {
    expect(retryAfterSeconds("30")).toBe(30);
    expect(retryAfterSeconds("Thu, 01 Jan 1970 00:00:10 GMT", 4_000)).toBe(6);
    expect(retryAfterSeconds("soon")).toBeNull();
    expect(retryAfterSeconds(null)).toBeNull();
  });
});

describe("signInUrl", () => {
  it("leads back to the page with its query", () => {
    expect(signInUrl({ pathname: "/projects/1", search: "?a=b&c=d" })).toBe(
      "/sign-in?callbackUrl=%2Fprojects%2F1%3Fa%3Db%26c%3Dd",
    );
  });
});
