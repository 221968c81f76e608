import { afterEach, describe, expect, it } from "vitest";
import * as loginRoute from "@/app/api/auth/login/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { apiStore, call, setVariables } from "../support/api";

apiStore({ variables: { FRONTEND_URL: undefined } });
let undo = () => {};
afterEach(() => undo());

const corsNames = (headers: Headers) =>
  [...headers.keys()].filter((name) => name.startsWith("access-control-"));
const preflight = (origin: string) =>
  call(profileRoute, "OPTIONS /api/users/profile", {
    headers: {
      origin,
      "access-control-request-method": "PUT",
      "access-control-request-headers": "authorization,content-type,idempotency-key",
    },
  });

describe("cross-origin requests", () => {
  it("answer a listed origin's preflight with methods, headers and credentials", async () => {
    const { status, headers, body } = await preflight("http://localhost:3000");
    expect(status).toBe(204);
    expect(body).toBeNull();
    expect(headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    expect(headers.get("access-control-allow-credentials")).toBe("true");
    expect(headers.get("access-control-allow-methods")).toBe("GET, PUT, DELETE, HEAD, OPTIONS");
    const allowed = headers.get("access-control-allow-headers")?.toLowerCase() ?? "";
    for (const name of ["authorization", "content-type", "idempotency-key"]) expect(allowed).toContain(name);
    expect(headers.get("vary")).toContain("Origin");
  });

  it("let a listed origin read answers and failures alike", async () => {
    const { status, headers } = await call(profileRoute, "GET /api/users/profile", {
      headers: { origin: "http://localhost:3000" },
    });
    expect(status).toBe(401);
    expect(headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    expect(headers.get("access-control-expose-headers")).toContain("X-Request-Id");
  });

  it.each(["https://evil.example", "http://localhost:3001", "https://localhost:3000", "null", ""])(
    "say nothing to %j",
    async (origin) => {
      const refused = await preflight(origin);
      expect(corsNames(refused.headers)).toEqual([]);
      expect(refused.headers.get("vary")).toContain("Origin");
      const login = await call(loginRoute, "POST /api/auth/login", { body: {}, headers: { origin } });
      expect(corsNames(login.headers)).toEqual([]);
    },
  );

  it("follow FRONTEND_URL with several origins", async () => {
    undo = setVariables({ FRONTEND_URL: "https://one.example/, https://two.example:8443 , not a url" });
    for (const origin of ["https://one.example", "https://two.example:8443"]) {
      expect((await preflight(origin)).headers.get("access-control-allow-origin")).toBe(origin);
    }
    expect(corsNames((await preflight("http://localhost:3000")).headers)).toEqual([]);
  });

  it("never allow every origin", async () => {
    undo = setVariables({ FRONTEND_URL: "*" });
    expect(corsNames((await preflight("https://evil.example")).headers)).toEqual([]);
  });
});
