import { afterEach, describe, expect, it, vi } from "vitest";
import * as apiHealth from "@/app/api/health/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as health from "@/app/health/route";
import { AppError } from "@/lib/errors";
import { closeStore, getStore } from "@/lib/store";
import pkg from "@/package.json";
import { apiStore, call, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";

onEachEngine(() => {
  it("says what answers, on both paths", async () => {
    const { kind } = await getStore();
    for (const [route, path] of [
      [health, "/health"],
      [apiHealth, "/api/health"],
    ] as const) {
      const { status, body } = await call(route, `GET ${path}`);
      expect(status).toBe(200);
      expect(body).toEqual({
        status: "OK",
        timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        version: pkg.version,
        store: kind,
        provider: "demo",
      });
      expect((await call(route, `HEAD ${path}`)).status).toBe(200);
    }
  });
});

describe("health", () => {
  apiStore();
  let undo = () => {};
  afterEach(() => {
    undo();
    vi.restoreAllMocks();
  });

  it("tells whether a provider is configured, and nothing more about it", async () => {
    undo = setVariables({ OPENAI_API_KEY: "sk-secret" });
    const { body, response } = await call(health, "GET /health");
    expect(body.provider).toBe("configured");
    expect(await response.text()).not.toContain("sk-secret");
  });

  it("answers 503 while the store does not, and 200 again afterwards", async () => {
    const store = await getStore();
    vi.spyOn(store, "ping").mockRejectedValue(new AppError("store_unavailable"));
    const away = await call(health, "GET /health");
    expect(away.status).toBe(503);
    expect(away.body).toMatchObject({ status: "UNAVAILABLE", store: "sqlite", provider: "demo" });
    vi.restoreAllMocks();
    expect((await call(health, "GET /health")).status).toBe(200);
  });

  it("says why where that is known", async () => {
    const store = await getStore();
    const message = "The database is damaged; a backup has to be put in its place";
    vi.spyOn(store, "ping").mockRejectedValue(new AppError("store_unavailable", { message }));
    const { status, body } = await call(health, "GET /health");
    expect([status, body.status, body.reason]).toEqual([503, "UNAVAILABLE", message]);
  });

  it("answers within seconds when the store never does", async () => {
    const store = await getStore();
    vi.spyOn(store, "ping").mockReturnValue(new Promise(() => {}));
    expect((await call(health, "GET /health")).status).toBe(503);
  });
});

describe("with a MongoDB that is not there", () => {
  apiStore({ mongoUri: () => "mongodb://127.0.0.1:9/none?serverSelectionTimeoutMS=500" });

  it("health and every route say so", async () => {
    const { status, body } = await call(health, "GET /health");
    expect([status, body.status, body.store]).toEqual([503, "UNAVAILABLE", "mongodb"]);
    const profile = await call(profileRoute, "GET /api/users/profile");
    expect([profile.status, profile.body.code]).toEqual([503, "store_unavailable"]);
    expect(JSON.stringify(profile.body)).not.toContain("127.0.0.1");
    await expect(signUp()).rejects.toThrow("503");
    await closeStore().catch(() => {});
  });
});
