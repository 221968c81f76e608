import { afterAll, describe, expect, it } from "vitest";
import * as chatsRoute from "@/app/api/projects/[projectId]/chats/route";
import * as filesRoute from "@/app/api/projects/[projectId]/files/route";
import * as projectsRoute from "@/app/api/projects/route";
import * as searchRoute from "@/app/api/search/route";
import * as healthRoute from "@/app/health/route";
import { apiStore, call, type Person, signUp } from "../support/api";
import { findMongod, startMongod } from "../support/mongod";
import { newProject } from "../support/project-calls";

const program = findMongod();
/** What a request may take at most when the server says nothing. Milliseconds. */
const SOON_MS = 3_200;

const server = program ? await startMongod(program) : null;

describe.runIf(server)("a mongod that hangs", () => {
  let me: Person;
  let projectId: string;
  apiStore({ mongoUri: () => `${server?.uri}/hung` });
  afterAll(async () => {
    server?.process.kill("SIGCONT");
    await server?.remove();
  });

  it("is answered with 503 within three seconds, on every route; then all is well", async () => {
    me = await signUp();
    projectId = await newProject(me.token);
    const { token } = me;
    const params = { projectId };
    const ask = [
      () => call(healthRoute, "GET /health"),
      () => call(projectsRoute, "GET /api/projects", { token }),
      () => call(projectsRoute, "POST /api/projects", { token, body: { name: "New" } }),
      () => call(chatsRoute, "GET /x", { token, params }),
      () => call(filesRoute, "GET /x", { token, params }),
      () => call(searchRoute, "GET /api/search", { token, query: { q: "x" } }),
    ];
    const timed = (one: (typeof ask)[number]) => {
      const begun = performance.now();
      return one().then(({ status }) => ({ status, soon: performance.now() - begun < SOON_MS }));
    };
    for (const one of ask) expect((await one()).status).toBeLessThan(300);
    server?.process.kill("SIGSTOP");
    expect(await Promise.all(ask.map(timed))).toEqual(ask.map(() => ({ status: 503, soon: true })));
    // Once more, when the driver has noticed by itself.
    expect(await Promise.all(ask.map(timed))).toEqual(ask.map(() => ({ status: 503, soon: true })));
    server?.process.kill("SIGCONT");
    await expect.poll(async () => (await ask[0]?.())?.status, { timeout: 30_000 }).toBe(200);
    expect((await ask[1]?.())?.status).toBe(200);
  }, 60_000);
});
