import { beforeAll, expect, it } from "vitest";
import * as dialectRoute from "@/app/api/v1/[[...path]]/route";
import { findKey } from "@/lib/auth/api-keys";
import { getStore } from "@/lib/store";
import { call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { listKeys, makeKey, patchKey, postKey, revokeKey, rotateKey } from "../support/key-calls";
import { expectGoodPlans } from "../support/mongo-plans";
import { join, removeMember } from "../support/people";
import { data, deleteProject, newProject } from "../support/project-calls";

const SECRET = /^cbp_[0-9A-Za-z]{38}$/;
const DAY_MS = 86_400_000;
const dialect = (token: string, path: string) => call(dialectRoute, `GET /api/v1${path}`, { token });
const faults = (answer: { body: { errors?: { path: string }[] } }) =>
  (answer.body.errors ?? []).map(({ path }) => path);

onEachEngine(() => {
  expectGoodPlans();
  let ada: Person;
  let projectId = "";
  beforeAll(async () => {
    ada = await signUp();
    projectId = await newProject(ada.token);
  });

  it("makes a key, shows its secret once and keeps enough to tell it apart", async () => {
    const { key, secret } = await makeKey(ada.token, { projectId, scopes: ["mcp", "chat", "chat"] });
    expect(secret).toMatch(SECRET);
    expect(key).toEqual({
      id: expect.any(String),
      name: "Test",
      projectId,
      scopes: ["chat", "mcp"],
      prefix: secret.slice(0, 12),
      last4: secret.slice(-4),
      origins: [],
      budget: {},
      limits: {},
      expiresAt: expect.any(String),
      createdAt: expect.any(String),
      lastUsedAt: null,
    });
    const days = (Date.parse(key.expiresAt ?? "") - Date.now()) / DAY_MS;
    expect(days).toBeGreaterThan(89.9);
    expect(days).toBeLessThanOrEqual(90);
    const listed = await listKeys(ada.token);
    expect(data(listed).keys).toContainEqual(key);
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    expect(await findKey(secret)).toMatchObject({ id: key.id, ownerId: ada.id });
  });

  it("finds no key for a secret that is mistyped, cut or made up", async () => {
    const { secret } = await makeKey(ada.token);
    const flipped = secret.slice(0, 20) + (secret[20] === "a" ? "b" : "a") + secret.slice(21);
    for (const wrong of [flipped, secret.slice(0, -1), `${secret}a`, "cbp_", "", secret.toLowerCase()])
      expect(await findKey(wrong), wrong).toBeNull();
  });

  it("changes what is named and nothing else; null takes a cap away", async () => {
    const budget = { tokensPerDay: 1_000, usdPerMonth: 2.5 };
    const limits = { requestsPerMinute: 10, concurrent: 2 };
    const { key } = await makeKey(ada.token, { budget, limits, expiresAt: null });
    expect(key).toMatchObject({ budget, limits, expiresAt: null });
    const patch = {
      name: "Other",
      budget: { tokensPerDay: null, tokensPerMonth: 5 },
      origins: ["https://a.example"],
    };
    expect(data(await patchKey(ada.token, key.id, patch)).key).toEqual({
      ...key,
      name: "Other",
      budget: { usdPerMonth: 2.5, tokensPerMonth: 5 },
      origins: ["https://a.example"],
    });
  });

  it("refuses what makes no sense, by field", async () => {
    const bad = {
      name: " ",
      scopes: ["admin"],
      expiresAt: "2020-01-01T00:00:00Z",
      budget: { tokensPerDay: 0 },
      limits: { concurrent: 1.5 },
      origins: ["https://a.example/path"],
    };
    const answer = await postKey(ada.token, bad);
    expect(answer.status).toBe(400);
    expect(faults(answer).sort()).toEqual([
      "budget.tokensPerDay",
      "expiresAt",
      "limits.concurrent",
      "name",
      "origins.0",
      "scopes.0",
    ]);
    expect(faults(await postKey(ada.token, { name: "x", scopes: [] }))).toEqual(["scopes"]);
    expect((await postKey(ada.token, { name: "x", scopes: ["chat"], projectId: "nobody's" })).status).toBe(
      404,
    );
    expect((await postKey(undefined, { name: "x", scopes: ["chat"] })).status).toBe(401);
  });

  it("rotates with an overlap, or without", async () => {
    const { key, secret } = await makeKey(ada.token);
    const next = data(await rotateKey(ada.token, key.id, { overlapSeconds: 60 }));
    expect(next.secret).toMatch(SECRET);
    expect(next.key).toEqual({ ...key, prefix: next.secret.slice(0, 12), last4: next.secret.slice(-4) });
    expect((await findKey(secret))?.id).toBe(key.id);
    expect(await findKey(secret, Date.now() + 61_000)).toBeNull();
    const last = data(await rotateKey(ada.token, key.id, { overlapSeconds: 0 }));
    expect(await findKey(next.secret)).toBeNull();
    expect((await findKey(last.secret))?.id).toBe(key.id);
  });

  it("revokes: the secret finds nothing, and so does the id", async () => {
    const { key, secret } = await makeKey(ada.token);
    expect((await revokeKey(ada.token, key.id)).status).toBe(200);
    expect(await findKey(secret)).toBeNull();
    expect((await revokeKey(ada.token, key.id)).status).toBe(404);
    expect((await patchKey(ada.token, key.id, { name: "x" })).status).toBe(404);
    expect((await rotateKey(ada.token, key.id)).status).toBe(404);
  });

  it("is made by members for what is shared with them, within their role, and ends with their membership", async () => {
    const [member, editor] = [await join(ada, projectId, "member"), await join(ada, projectId, "editor")];
    const scopes = ["chat", "files:write"];
    const beyond = await postKey(member.token, { name: "x", projectId, scopes });
    expect([beyond.status, beyond.body.code]).toEqual([403, "forbidden"]);
    expect((await postKey(editor.token, { name: "x", projectId, scopes })).status).toBe(201);
    const { key, secret } = await makeKey(member.token, { projectId });
    expect(await findKey(secret)).toMatchObject({ id: key.id, ownerId: member.id, projectId });
    expect(data(await listKeys(ada.token)).keys.map(({ id }: { id: string }) => id)).not.toContain(key.id);
    const models = await dialect(secret, "/models");
    const [model] = models.body.data;
    const bound = await dialect(secret, `/models/${model.id}`);
    expect([models.body.data.length, bound.status]).toEqual([1, 200]);
    const all = await makeKey(member.token);
    expect((await dialect(all.secret, "/models")).body.data).toMatchObject([{ id: projectId }]);
    await removeMember(ada.token, projectId, member.id);
    expect((await dialect(secret, `/models/${model.id}`)).status).toBe(404);
    expect((await dialect(all.secret, "/models")).body.data).toEqual([]);
    expect((await postKey(member.token, { name: "x", scopes: ["chat"], projectId })).status).toBe(404);
  });

  it("notes in the audit log what was done with a key", async () => {
    const { key } = await makeKey(ada.token);
    await rotateKey(ada.token, key.id);
    await patchKey(ada.token, key.id, { name: "Other" });
    await revokeKey(ada.token, key.id);
    const { items } = await (await getStore()).installation.listAudit({ limit: 100 });
    const actions = items.filter(({ targetId }) => targetId === key.id).map(({ action }) => action);
    expect(actions.sort()).toEqual(["key.change", "key.create", "key.revoke", "key.rotate"]);
  });

  it("lists page by page, for one project alone too; a project takes its keys along", async () => {
    const eve = await signUp();
    const own = await newProject(eve.token);
    const keys = [];
    for (const more of [{}, { projectId: own }, {}]) keys.unshift((await makeKey(eve.token, more)).key.id);
    const first = data(await listKeys(eve.token, { limit: "2" }));
    const second = data(await listKeys(eve.token, { limit: "2", cursor: first.nextCursor }));
    expect([...first.keys, ...second.keys].map(({ id }) => id)).toEqual(keys);
    expect(second.nextCursor).toBeNull();
    expect(data(await listKeys(eve.token, { projectId: own })).keys).toHaveLength(1);
    await deleteProject(eve.token, own);
    expect(data(await listKeys(eve.token)).keys).toHaveLength(2);
  });
});
