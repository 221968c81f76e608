import { readFile, stat } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { register } from "../support/account";
import { type ProductServer, startProduct } from "../support/product";

/** What the variables of an installation change, seen from outside. */
let server: ProductServer;
beforeAll(async () => {
  server = await startProduct();
});
afterAll(() => server.close());

test("a forged address neither escapes the limits nor fills somebody else's", async () => {
  const limited = await startProduct({ RATE_LIMIT_MAX_REQUESTS: "20", RATE_LIMIT_SIGN_IN_MAX: "3" });
  try {
    const forge = (n: number) => ({
      "x-forwarded-for": `10.1.1.${n}`,
      "x-client-address": `10.1.2.${n}`,
      "x-real-ip": `10.1.3.${n}`,
      forwarded: `for=10.1.4.${n}`,
    });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) {
      const response = await fetch(`${limited.url}/api/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json", ...forge(n) },
        body: JSON.stringify({ email: `a${n}@example.com`, password: "wrong" }),
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
    const health = await fetch(`${limited.url}/api/health`);
    expect(health.status).toBe(200);
  } finally {
    await limited.close();
  }
});

test("behind a trusted proxy its address counts, and what the client wrote before it does not", async () => {
  const proxied = await startProduct({ RATE_LIMIT_SIGN_IN_MAX: "2", TRUST_PROXY: "1" });
  try {
    const attempt = async (forwarded: string, n: number) => {
      const response = await fetch(`${proxied.url}/api/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": forwarded },
        body: JSON.stringify({ email: `p${n}@example.com`, password: "wrong" }),
      });
      return response.status;
    };
    const one = [await attempt("1.1.1.1, 203.0.113.7", 1), await attempt("2.2.2.2, 203.0.113.7", 2)];
    expect([...one, await attempt("3.3.3.3, 203.0.113.7", 3)]).toEqual([401, 401, 429]);
    expect(await attempt("1.1.1.1, 203.0.113.8", 4)).toBe(401);
  } finally {
    await proxied.close();
  }
});

test("the forwarded scheme counts behind a trusted proxy only", async () => {
  const https = { "x-forwarded-proto": "https" };
  const direct = await fetch(`${server.url}/sign-in`, { headers: https });
  expect(direct.headers.get("content-security-policy")).not.toContain("upgrade-insecure-requests");
  const proxied = await startProduct({ TRUST_PROXY: "1" });
  try {
    for (const path of ["/sign-in", "/api/health"]) {
      const response = await fetch(proxied.url + path, { headers: https });
      expect(response.headers.get("content-security-policy"), path).toContain("upgrade-insecure-requests");
    }
    const csrf = await fetch(`${proxied.url}/api/auth/csrf`, { headers: https });
    expect(csrf.headers.getSetCookie().join()).toContain("__Host-next-auth.csrf-token");
  } finally {
    await proxied.close();
  }
});

test("twelve sign-ins at full cost leave the server answering others", async () => {
  const product = await startProduct({ BCRYPT_COST: "12", NODE_ENV: "production" });
  try {
    const account = { email: "busy@example.com", password: "password" };
    const post = (path: string, body: object) =>
      fetch(product.url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    expect((await post("/api/auth/register", { ...account, name: "Busy" })).status).toBe(201);
    let running = true;
    const waits: number[] = [];
    const others = (async () => {
      while (running) {
        const started = performance.now();
        await (await fetch(`${product.url}/api/health`)).text();
        waits.push(performance.now() - started);
      }
    })();
    const signIns = await Promise.all(Array.from({ length: 12 }, () => post("/api/auth/login", account)));
    running = false;
    await others;
    expect(signIns.map((response) => response.status)).toEqual(Array(12).fill(200));
    // On the server's own thread each comparison would hold every other request for 200 ms and more.
    waits.sort((a, b) => a - b);
    expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(100);
  } finally {
    await product.close();
  }
});

test("secrets are made once, for their owner's eyes, and tokens outlive a restart", async () => {
  const first = await startProduct();
  const { token } = await register(first.url);
  const secrets = ["jwt-secret", "nextauth-secret"].map((name) => `${first.dataDir}/${name}`);
  for (const file of secrets) expect((await stat(file)).mode & 0o777).toBe(0o600);
  const before = await Promise.all(secrets.map((file) => readFile(file, "utf8")));
  await first.stop();
  const second = await startProduct({}, { dataDir: first.dataDir });
  try {
    const profile = await fetch(`${second.url}/api/users/profile`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(profile.status).toBe(200);
    expect(await Promise.all(secrets.map((file) => readFile(file, "utf8")))).toEqual(before);
  } finally {
    await second.close();
  }
});

test("a configuration that can't be used ends the process and says why", async () => {
  await expect(startProduct({ RATE_LIMIT_WINDOW_MS: "soon" })).rejects.toThrow("RATE_LIMIT_WINDOW_MS");
  await expect(startProduct({ VERCEL: "1" })).rejects.toThrow("set MONGODB_URI");
});
