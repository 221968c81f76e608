import { type IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import helmet from "helmet";
import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import * as missingRoute from "@/app/api/[[...path]]/route";
import * as nextAuthRoute from "@/app/api/auth/[...nextauth]/route";
import * as healthRoute from "@/app/api/health/route";
import * as profileRoute from "@/app/api/users/profile/route";
import { AppError } from "@/lib/errors";
import { endpoint, operation } from "@/lib/http/endpoint";
import { assetPolicy, pagePolicy } from "@/lib/http/security-headers";
import nextConfig from "@/next.config";
import { config, proxy } from "@/proxy";
import { apiStore, call, setVariables } from "../support/api";

apiStore();

/** What the package itself sets on a response, names lower-cased. */
async function helmetHeaders(): Promise<Record<string, string>> {
  const request = { headers: {} } as IncomingMessage;
  const response = new ServerResponse(Object.assign(request, { httpVersionMajor: 1, socket: new Socket() }));
  await new Promise((resolve) => helmet()(request, response, resolve));
  return response.getHeaders() as Record<string, string>;
}

const directives = (policy: string | null | undefined) =>
  new Map(
    (policy ?? "")
      .split(";")
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => [part.split(" ")[0] ?? "", part.split(" ").slice(1)] as const),
  );

async function expectHelmet(headers: Headers) {
  for (const [name, value] of Object.entries(await helmetHeaders())) {
    if (name === "content-security-policy") expect(headers.get(name), name).toBeTruthy();
    else expect(headers.get(name), name).toBe(value);
  }
  expect(headers.get("x-powered-by")).toBeNull();
}

const failing = endpoint({
  GET: operation({
    auth: "public",
    handle: async () => {
      throw new AppError("store_unavailable");
    },
  }),
});

describe("every answer of the API", () => {
  it.each([
    ["a success", healthRoute, "GET /api/health"],
    ["a 401", profileRoute, "GET /api/users/profile"],
    ["a 404", missingRoute, "GET /api/nothing"],
    ["a 405", healthRoute, "DELETE /api/health"],
    ["a preflight", profileRoute, "OPTIONS /api/users/profile"],
    ["a failure", failing, "GET /api/x"],
    ["next-auth's", nextAuthRoute, "GET /api/auth/csrf"],
    ["next-auth's redirect", nextAuthRoute, "GET /api/auth/signin"],
  ])("%s carries helmet's headers", async (_name, route, line) => {
    const { headers } = await call(route, line);
    await expectHelmet(headers);
    const policy = directives(headers.get("content-security-policy"));
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.has("upgrade-insecure-requests")).toBe(false);
  });

  it("upgrades insecure requests over HTTPS only", async () => {
    const over = async (options: object) =>
      directives(
        (await call(healthRoute, "GET /api/health", options)).headers.get("content-security-policy"),
      ).has("upgrade-insecure-requests");
    expect(await over({ secure: true })).toBe(true);
    expect(await over({ headers: { "x-forwarded-proto": "https" } })).toBe(true);
    expect(await over({ secure: true, headers: { "x-forwarded-proto": "http" } })).toBe(false);
  });

  it("leaves a handler's own policy alone", async () => {
    const policy = "sandbox; default-src 'none'";
    const route = endpoint({
      GET: operation({
        auth: "public",
        handle: async () => new Response("x", { headers: { "Content-Security-Policy": policy } }),
      }),
    });
    expect((await call(route, "GET /api/x")).headers.get("content-security-policy")).toBe(policy);
  });
});

describe("every page", () => {
  const visit = (headers: Record<string, string> = {}) =>
    proxy(new NextRequest("http://app.test:3000/projects", { headers }));

  it("carries helmet's headers", async () => {
    await expectHelmet((await visit()).headers);
  });

  it("has a policy with every directive of helmet's, no looser, and a nonce of its own", async () => {
    const [one, two] = (await Promise.all([visit(), visit()])).map((response) =>
      response.headers.get("content-security-policy"),
    );
    expect(one).not.toBe(two);
    const ours = directives(one);
    const theirs = directives((await helmetHeaders())["content-security-policy"]);
    for (const name of theirs.keys()) {
      if (name !== "upgrade-insecure-requests") expect(ours.has(name), name).toBe(true);
    }
    const scripts = ours.get("script-src") ?? [];
    expect(scripts.some((source) => /^'nonce-[A-Za-z0-9+/=]{24}'$/.test(source))).toBe(true);
    expect(scripts).not.toContain("'unsafe-inline'");
    expect(scripts).not.toContain("'unsafe-eval'");
    expect(ours.get("object-src")).toEqual(["'none'"]);
    expect(ours.get("script-src-attr")).toEqual(["'none'"]);
    expect(ours.has("upgrade-insecure-requests")).toBe(false);
    const secure = (await visit({ "x-forwarded-proto": "https" })).headers.get("content-security-policy");
    expect(directives(secure).has("upgrade-insecure-requests")).toBe(true);
  });

  it("hands the nonce to the page, whatever the client sent", async () => {
    const response = await visit({ "content-security-policy": "script-src *" });
    const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
    expect(response.headers.get("x-middleware-request-content-security-policy")).toContain(
      `'nonce-${nonce}'`,
    );
  });

  it("is counted as a request is, and says when to come back", async () => {
    const undo = setVariables({ RATE_LIMIT_MAX_REQUESTS: "2" });
    const from = { "x-client-address": "203.0.113.77" };
    const answers = [await visit(from), await visit(from), await visit(from)];
    undo();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(answers[2]?.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await answers[2]?.text()).toContain("Too many requests");
    await expectHelmet(answers[2]?.headers ?? new Headers());
  });

  it("allows evaluation in development alone", () => {
    expect(pagePolicy("n", { secure: false, dev: true })).toContain("'unsafe-eval'");
    expect(pagePolicy("n", { secure: false, dev: false })).not.toContain("'unsafe-eval'");
  });

  it("is reached by the proxy, and the API is not", () => {
    const [source = ""] = config.matcher;
    const matches = (path: string) => new RegExp(`^${source}$`).test(path);
    for (const path of ["/", "/projects", "/apiary", "/healthy", "/api-docs", "/favicon.ico", "/a/api/b"]) {
      expect(matches(path), path).toBe(true);
    }
    for (const path of ["/api", "/api/", "/api/projects/1/files", "/health", "/_next/static/x.js"]) {
      expect(matches(path), path).toBe(false);
    }
  });
});

describe("what Next serves by itself", () => {
  it("carries helmet's headers by configuration", async () => {
    const rules = (await nextConfig.headers?.()) ?? [];
    const plain = rules.find((rule) => rule.missing);
    const secure = rules.find((rule) => rule.has);
    expect(plain?.source).toBe("/_next/:path*");
    await expectHelmet(new Headers(plain?.headers.map(({ key, value }) => [key, value])));
    const of = (rule: typeof plain) =>
      rule?.headers.find(({ key }) => key === "Content-Security-Policy")?.value;
    expect(of(plain)).toBe(assetPolicy(false));
    expect(of(secure)).toContain("upgrade-insecure-requests");
    expect(nextConfig.poweredByHeader).toBe(false);
  });
});
