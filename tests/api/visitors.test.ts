import { createHmac } from "node:crypto";
import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it } from "vitest";
import { nextAuthSecret } from "@/lib/auth";
import { routeTable } from "@/lib/http/endpoint";
import { newId } from "@/lib/ids";
import { proxy } from "@/proxy";
import { type Answer, type CallOptions, call, type Person, setVariables, signUp } from "../support/api";
import { ask, aVisitor, chatsOf, comeIn, putEmbed, SITE, switchOn } from "../support/embed-calls";
import { onEachEngine } from "../support/engines";
import { makeKey } from "../support/key-calls";
import { expectGoodPlans } from "../support/mongo-plans";
import { addPrompt, createProject, data } from "../support/project-calls";
import { fillPath, pathNames, type RouteFile, routeFiles } from "../support/routes";

type Served = { name: string; method: string; route: RouteFile };
const SERVED: Served[] = [];
for (const route of routeFiles()) {
  const { GET } = await route.load();
  for (const method of Object.keys((GET && routeTable(GET)) ?? {}))
    SERVED.push({ name: `${method} ${route.path}`, method, route });
}
const forVisitors = ({ route }: Served) => route.path.startsWith("/api/embed/");
/** What anybody may ask, with or without a credential. */
const isPublic = async ({ route, method }: Served): Promise<boolean> => {
  const { GET } = await route.load();
  return GET !== undefined && routeTable(GET)?.[method as "GET"]?.auth === "public";
};

onEachEngine(() => {
  expectGoodPlans();
  let owner: Person;
  let other: Person;
  let projectId: string;
  let elsewhere: string;
  let visitor: string;
  let stranger: string;
  let key: string;
  let chatId: string;
  let messageId: string;
  let said: string;
  beforeAll(async () => {
    owner = await signUp();
    other = await signUp();
    projectId = data(await createProject(owner.token, { name: "Open" })).project.id;
    elsewhere = data(await createProject(owner.token, { name: "Elsewhere" })).project.id;
    await switchOn(owner.token, projectId);
    await switchOn(owner.token, elsewhere);
    visitor = await aVisitor(projectId);
    stranger = await aVisitor(elsewhere);
    const scopes = ["chat", "search", "files:read", "files:write", "evals", "mcp"];
    key = (await makeKey(owner.token, { scopes })).secret;
    await addPrompt(owner.token, projectId, { content: "TOP-SECRET-PROMPT", role: "system" });
    const asked = data(await ask(visitor, projectId, "Hello", { stream: false }));
    ({ chatId, messageId, message: said } = asked);
  });

  const use = async ({ method, route }: Served, options: CallOptions): Promise<Answer> => {
    const known: Record<string, string> = {
      projectId,
      embed: projectId,
      chatId,
      messageId,
      userId: owner.id,
    };
    const params = Object.fromEntries(pathNames(route.path).map((name) => [name, known[name] ?? newId()]));
    const catchAll = route.path.includes("[...");
    if (catchAll) return { status: 0 } as Answer;
    const answer = await call(await route.load(), `${method} ${fillPath(route.path, params)}`, {
      ...options,
      params,
    });
    if (answer.body === null) await answer.response.body?.cancel();
    return answer;
  };

  it("the demo model tells a visitor nothing of the project or the installation", () => {
    expect(said).toContain("demo model");
    for (const secret of ["TOP-SECRET-PROMPT", "OPENAI_API_KEY", "Temperature"])
      expect(said).not.toContain(secret);
  });

  describe("a visitor's token", () => {
    it("opens nothing but the visitors' routes", async () => {
      for (const served of SERVED) {
        if (forVisitors(served) || (await isPublic(served)) || served.route.path.includes("[...")) continue;
        const answer = await use(served, { token: visitor });
        expect([served.name, answer.status, answer.body?.code]).toEqual([served.name, 403, "missing_scope"]);
      }
    });

    it("opens none of the OpenAI dialect and of MCP", async () => {
      const v1 = routeFiles().find(({ path }) => path.startsWith("/api/v1/"));
      if (!v1) throw new Error("no /api/v1");
      const handlers = await v1.load();
      const request = new NextRequest("http://app.test:3000/api/v1/models", {
        headers: { authorization: `Bearer ${visitor}` },
      });
      const response = await handlers.GET?.(request, { params: Promise.resolve({ path: ["models"] }) });
      expect(response?.status).toBe(401);
    });

    it("is for its own assistant alone", async () => {
      for (const served of SERVED.filter(forVisitors)) {
        if (await isPublic(served)) continue;
        const answer = await use(served, { token: stranger, body: served.method === "GET" ? undefined : {} });
        expect([served.name, answer.status]).toEqual([served.name, 404]);
      }
    });

    it("can't be forged, altered or made of another's", async () => {
      const [head = "", secret = "", mark = ""] = visitor.split(".");
      const [otherHead = "", otherSecret = "", otherMark = ""] = stranger.split(".");
      const sign = async (id: string, part: string) =>
        createHmac("sha256", await nextAuthSecret())
          .update(`visitor:${id}.${part}`)
          .digest("base64url");
      const unknown = newId();
      const forged = [
        `${head}.${secret}.${mark.slice(0, -1)}${mark.endsWith("A") ? "B" : "A"}`,
        `${head}.${secret}.`,
        `${head}.${otherSecret}.${mark}`,
        `${otherHead}.${secret}.${mark}`,
        `${head}.${secret}.${otherMark}`,
        `${head}.${otherSecret}.${await sign(head.slice(4), otherSecret)}`,
        `cbv_${unknown}.${secret}.${await sign(unknown, secret)}`,
        `${visitor}x`,
        `cbv_${"x".repeat(5_000)}`,
        "cbv_",
        head,
      ];
      for (const token of forged) {
        const answer = await chatsOf(token, projectId);
        expect([token.slice(0, 60), answer.status]).toEqual([token.slice(0, 60), 401]);
      }
      expect((await chatsOf(visitor, projectId)).status).toBe(200);
    });

    it("writes only from our own pages", async () => {
      for (const origin of [SITE, "null", "https://app.test.evil.test", "http://app.test:3001"]) {
        for (const answer of [
          await ask(visitor, projectId, "Hi", { stream: false }, { headers: { origin } }),
          await comeIn(projectId, { origin: SITE }, { headers: { origin } }),
        ]) {
          expect([origin, answer.status, answer.body.code]).toEqual([origin, 403, "forbidden_origin"]);
          expect(answer.headers.get("access-control-allow-origin")).toBeNull();
        }
      }
      const own = { headers: { origin: "http://app.test:3000" } };
      expect((await comeIn(projectId, { origin: SITE }, own)).status).toBe(201);
    });

    it("takes nothing of what is its owner's", async () => {
      const busy = await aVisitor(projectId);
      const from = { address: "198.51.100.7" };
      const undo = setVariables({ RATE_LIMIT_MAX_REQUESTS: "3" });
      const answers = [];
      for (let n = 0; n < 5; n++) answers.push((await ask(busy, projectId, "", {}, from)).status);
      undo();
      expect(answers).toEqual([400, 400, 400, 429, 429]);
      expect((await chatsOf(visitor, projectId)).status).toBe(200);
    });
  });

  it("nobody but a visitor uses the visitors' routes", async () => {
    for (const served of SERVED.filter(forVisitors)) {
      if (await isPublic(served)) continue;
      for (const [who, token] of [
        ["owner", owner.token],
        ["somebody", other.token],
        ["key", key],
      ] as const) {
        const answer = await use(served, { token });
        expect([served.name, who, answer.status]).toEqual([served.name, who, 403]);
      }
      expect((await use(served, {})).status, served.name).toBe(401);
    }
  });

  it.each([
    "..%2f",
    "' OR 1=1 --",
    "$where",
    "__proto__",
    "0".repeat(24),
    "x".repeat(3_000),
    "{}",
    "%00",
    " ",
  ])("an assistant or a chat called %s is not there", async (id) => {
    expect((await comeIn(id)).status).toBe(404);
    expect((await ask(visitor, projectId, "Hi", { chatId: id.slice(0, 200), stream: false })).status).toBe(
      404,
    );
    expect((await chatsOf(visitor, id)).status).toBe(404);
  });

  describe("the pages", () => {
    const visit = async (path: string) =>
      (await proxy(new NextRequest(`http://app.test:3000${path}`))).headers;
    const ancestors = (headers: Headers) =>
      /frame-ancestors ([^;]*)/.exec(headers.get("content-security-policy") ?? "")?.[1];

    it("stand in the frames of allowed origins alone", async () => {
      const framed = await visit(`/embed/${projectId}?origin=https%3A%2F%2Fevil.test`);
      expect(ancestors(framed)).toBe(SITE);
      expect(framed.get("x-frame-options")).toBeNull();
      await putEmbed(owner.token, elsewhere, { origins: [] });
      for (const none of [elsewhere, newId(), "%E0%A4%A", "x;script-src"]) {
        const headers = await visit(`/embed/${none}`);
        expect([none, ancestors(headers)]).toEqual([none, "'none'"]);
        expect(headers.get("x-frame-options")).toBeNull();
      }
      await putEmbed(owner.token, elsewhere, { origins: [SITE] });
      for (const ours of ["/", "/chat/anything", "/projects", `/embed/${projectId}/more`, "/embed"]) {
        const headers = await visit(ours);
        expect([ours, ancestors(headers), headers.get("x-frame-options")]).toEqual([
          ours,
          "'self'",
          "SAMEORIGIN",
        ]);
      }
    });

    it("tell the script how it looks, one origin alone, and end in no script", async () => {
      const look = await import("@/app/api/embed/[embed]/look/route");
      const title = "</script><script>alert(1)</script>";
      await putEmbed(owner.token, projectId, { title });
      const of = (origin: string) =>
        call(look, `GET /api/embed/${projectId}/look`, { params: { embed: projectId }, query: { origin } });
      const answer = await of(SITE);
      expect(answer.status).toBe(200);
      expect(ancestors(answer.headers)).toBe(SITE);
      expect(answer.headers.get("x-frame-options")).toBeNull();
      expect(answer.body.match(/<\/script>/g)).toHaveLength(1);
      expect(answer.body).toContain(`,"${SITE}")`);
      for (const origin of ["https://evil.test", "null", "", `${SITE}/`, "*"]) {
        const refused = await of(origin);
        expect([origin, refused.status]).toEqual([origin, 404]);
        expect(refused.headers.get("x-frame-options")).toBe("SAMEORIGIN");
      }
    });
  });

  it("of the link's password only so many guesses are heard", async () => {
    const slug = `guess-${projectId.slice(-6)}`;
    await putEmbed(owner.token, projectId, { link: { mode: "password", slug, password: "open sesame" } });
    const undo = setVariables({ RATE_LIMIT_SIGN_IN_MAX: "3" });
    const from = { address: "198.51.100.99" };
    const answers = [];
    for (let n = 0; n < 5; n++) answers.push((await comeIn(slug, { password: `no-${n}` }, from)).status);
    const right = await comeIn(slug, { password: "open sesame" }, from);
    undo();
    expect(answers).toEqual([401, 401, 401, 429, 429]);
    expect(right.status).toBe(429);
    expect((await comeIn(slug, { password: "open sesame" }, { address: "198.51.100.98" })).status).toBe(201);
  });
});
