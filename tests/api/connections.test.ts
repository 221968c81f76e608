import { describe, expect, it } from "vitest";
import * as auditRoute from "@/app/api/admin/audit/route";
import * as listedRoute from "@/app/api/admin/connections/[connectionId]/models/route";
import * as settingsRoute from "@/app/api/admin/settings/route";
import * as usageRoute from "@/app/api/admin/usage/route";
import * as messagesRoute from "@/app/api/chats/[chatId]/messages/route";
import * as ownKeyRoute from "@/app/api/projects/[projectId]/provider-keys/[connectionId]/route";
import * as ownKeysRoute from "@/app/api/projects/[projectId]/provider-keys/route";
import { embed, embeddingModel } from "@/lib/ai";
import { getStore } from "@/lib/store";
import { call, signUp } from "../support/api";
import {
  ask,
  at,
  change,
  connect,
  firstAdmin,
  firstPerson,
  KEY,
  list,
  modelsOf,
  path,
  provider,
  remove,
  scriptedProvider,
  tryOut,
} from "../support/connection-calls";
import { onEachEngine } from "../support/engines";
import { join } from "../support/people";
import { createProject, data } from "../support/project-calls";

scriptedProvider();

describe("connections", () => {
  onEachEngine(
    () => {
      it("answer chats by connection and model, beside one another, and are seen at once", async () => {
        const admin = await signUp();
        const { project: plain } = data(await createProject(admin.token, { name: "Plain" }));
        expect(plain.settings.model).toBe("demo");
        expect(await modelsOf(admin.token)).toMatchObject([{ id: "demo", connection: null }]);

        const made = await connect(admin.token, { models: [{ id: "own-model", name: "Ours" }] });
        expect(made.status).toBe(201);
        const { connection } = made.body.data;
        expect(connection).toMatchObject({ slug: "local", hasKey: true, readOnly: false, kind: "custom" });
        const second = (
          await connect(admin.token, { name: "Second", apiKey: "other-key", models: ["plain-model"] })
        ).body.data.connection;

        const models = await modelsOf(admin.token);
        expect(models).toContainEqual({
          id: "local::gpt-4o-mini",
          name: "gpt-4o-mini",
          contextWindow: 128_000,
          connection: { id: connection.id, name: "Local" },
        });
        expect(models.map(({ id }) => id)).toEqual(
          expect.arrayContaining(["second::gpt-4o-mini", "second::plain-model", "local::own-model"]),
        );
        expect(models.map(({ id }) => id)).not.toContain("local::text-embedding-3-small");

        const { project } = data(
          await createProject(admin.token, { name: "P", settings: { model: "second::gpt-4o-mini" } }),
        );
        provider.reset();
        const reply = await ask(admin.token, project.id);
        expect(reply.status).toBe(200);
        expect(reply.body.data.model).toBe("second::gpt-4o-mini");
        const [sent] = provider.chats();
        expect(sent?.body?.model).toBe("gpt-4o-mini");
        expect(sent?.headers.authorization).toBe("Bearer other-key");

        // What was made while only the demo was there goes to what is set up now.
        expect((await ask(admin.token, plain.id)).body.data.model).toBe("local::own-model");

        const hidden = {
          models: [
            { id: "gpt-4o-mini", hidden: true },
            { id: "gpt-3.5-turbo", name: "Cheap" },
          ],
        };
        expect((await change(admin.token, second.id, hidden)).status).toBe(200);
        const now = await modelsOf(admin.token);
        expect(now.map(({ id }) => id)).not.toContain("second::gpt-4o-mini");
        expect(now).toContainEqual(expect.objectContaining({ id: "second::gpt-3.5-turbo", name: "Cheap" }));
        expect((await ask(admin.token, project.id)).status).toBe(200);

        await change(admin.token, second.id, { enabled: false });
        const off = await ask(admin.token, project.id);
        expect(off.status).toBe(502);
        for (const { id } of [connection, second]) expect((await remove(admin.token, id)).status).toBe(200);
        expect((await remove(admin.token, second.id)).status).toBe(404);
        expect((await ask(admin.token, plain.id)).body.data.model).toBe("demo");
      });

      it("belong to administrators", async () => {
        await signUp();
        const other = await signUp();
        const store = await getStore();
        const [admin] = [await firstAdmin()];
        const { id } = (await connect(admin)).body.data.connection;
        for (const answer of [
          await list(other.token),
          await connect(other.token),
          await change(other.token, id, { name: "x" }),
          await remove(other.token, id),
          await tryOut(other.token, id),
        ])
          expect(answer.status).toBe(403);
        for (const hostile of ["0".repeat(24), "$ne", "../..", "a".repeat(5_000), "environment"]) {
          expect((await change(admin, hostile, { name: "x" })).status).toBe(404);
          expect((await remove(admin, hostile)).status).toBe(404);
          expect((await tryOut(admin, hostile)).status).toBe(404);
        }
        expect(await store.connections.list()).toHaveLength(1);
        await remove(admin, id);
      });

      it("keep their keys to themselves", async () => {
        const admin = await firstAdmin();
        const { id } = (await connect(admin, { name: "Secretive" })).body.data.connection;
        const [row] = await (await getStore()).connections.list();
        expect(row?.sealedKey).toMatch(/^v1\./);
        const audit = await call(auditRoute, "GET /api/admin/audit", { token: admin });
        expect(audit.body.data.entries[0]).toMatchObject({ action: "connection.create", targetId: id });
        for (const said of [await list(admin), await change(admin, id, { name: "N" }), audit, row])
          expect(JSON.stringify(said)).not.toContain(KEY);

        // It does not follow to another host.
        const moved = await change(admin, id, { baseUrl: "https://evil.example/v1" });
        expect(moved.status).toBe(400);
        expect(moved.body.errors[0].path).toBe("apiKey");
        expect((await change(admin, id, { baseUrl: `${provider.url}/other` })).status).toBe(200);
        const bare = await change(admin, id, { baseUrl: "https://evil.example/v1", apiKey: null });
        expect(bare.body.data.connection.hasKey).toBe(false);
        await remove(admin, id);
      });

      it("reach private addresses only where an administrator said so", async () => {
        const admin = await firstAdmin();
        const { id, slug } = (await connect(admin, { allowPrivate: false })).body.data.connection;
        const { test } = (await tryOut(admin, id)).body.data;
        expect(test).toMatchObject({ ok: false, failure: expect.stringContaining("private network") });
        const { project } = data(
          await createProject(admin, { name: "P", settings: { model: `${slug}::gpt-4o-mini` } }),
        );
        provider.reset();
        const reply = await ask(admin, project.id);
        expect(reply.status).toBe(502);
        expect(JSON.stringify(reply.body)).not.toContain("127.0.0.1");
        expect(provider.requests).toEqual([]);
        const never = (
          await change(admin, id, { baseUrl: "http://169.254.169.254/v1", apiKey: "", allowPrivate: true })
        ).body;
        expect(never.data.connection.hasKey).toBe(false);
        expect((await tryOut(admin, id)).body.data.test.ok).toBe(false);
        await remove(admin, id);
      });

      it("are tried out: models, times, what is supported", async () => {
        const admin = await firstAdmin();
        const { id } = (await connect(admin)).body.data.connection;
        const { test } = (await tryOut(admin, id, { model: "gpt-4o-mini" })).body.data;
        expect(test).toMatchObject({
          ok: true,
          failure: null,
          model: "gpt-4o-mini",
          embeddingModel: "text-embedding-3-small",
          supports: { streaming: "yes", pictures: "yes", embeddings: "yes" },
        });
        expect(test.firstWordMs).toBeGreaterThan(0);
        const searchWith = (embeddingModel: string | null) =>
          call(settingsRoute, "PUT /api/admin/settings", { token: admin, body: { embeddingModel } });
        for (const nobodys of ["gone::text-embedding-3-small", "text-embedding-3-small"])
          expect((await searchWith(nobodys)).body.errors).toMatchObject([{ path: "embeddingModel" }]);
        expect(await embeddingModel()).toBeNull();
        const vectors = "local::text-embedding-3-small";
        expect((await searchWith(vectors)).body.data.settings.embeddingModel).toBe(vectors);
        expect(await embeddingModel()).toBe(vectors);
        expect(await embed(["One", "Two"])).toHaveLength(2);
        await searchWith(null);
        expect(test.models.length).toBeGreaterThan(2);
        const target = `GET ${path(id)}/models`;
        const listed = await call(listedRoute, target, { token: admin, ...at(id) });
        expect(listed.body.data.models.map((model: { id: string }) => model.id)).toContain("gpt-4o-mini");
        await remove(admin, id);
      });

      it("give way to the project's second model while the first is down, and say so", async () => {
        const admin = await firstAdmin();
        const down = (await connect(admin, { name: "Down", baseUrl: "http://127.0.0.1:9/v1" })).body.data;
        const up = (await connect(admin, { name: "Up" })).body.data;
        const model = `${down.connection.slug}::gpt-4o-mini`;
        const fallbackModel = `${up.connection.slug}::gpt-4o-mini`;
        const { project } = data(
          await createProject(admin, { name: "P", settings: { model, fallbackModel } }),
        );
        const reply = await ask(admin, project.id);
        expect(reply.status).toBe(200);
        expect(reply.body.data.model).toBe(fallbackModel);
        const { chatId } = reply.body.data;
        const path = `GET /api/chats/${chatId}/messages`;
        const { body } = await call(messagesRoute, path, { token: admin, params: { chatId } });
        const [part] = body.data.messages.at(-1).parts;
        expect(part).toEqual({ type: "data-fallback", data: { wanted: model, model: fallbackModel } });
        const used = await call(usageRoute, "GET /api/admin/usage", { token: admin, query: { by: "model" } });
        const keys = used.body.data.usage.rows.map(({ key }: { key: string }) => key);
        expect(keys).toContain(fallbackModel);
        expect(keys).not.toContain(model);
        // A request that is refused is not asked elsewhere.
        const { project: refused } = data(
          await createProject(admin, { name: "R", settings: { model: fallbackModel, fallbackModel: model } }),
        );
        provider.reset();
        await ask(admin, refused.id, { message: "[scripted:error-400] hello" });
        expect(provider.chats().length).toBeLessThanOrEqual(2);
        for (const { connection } of [down, up]) await remove(admin, connection.id);
      });

      it("are paid by a project's own key, and by that project's alone", async () => {
        const admin = await firstAdmin();
        const { id, slug } = (await connect(admin)).body.data.connection;
        const settings = { model: `${slug}::gpt-4o-mini` };
        const { project } = data(await createProject(admin, { name: "Own", settings }));
        const { project: other } = data(await createProject(admin, { name: "Other", settings }));
        const on = (connectionId: string) => ({
          token: admin,
          params: { projectId: project.id, connectionId },
        });
        const target = (connectionId: string) => `/api/projects/${project.id}/provider-keys/${connectionId}`;
        const put = (connectionId: string, apiKey: string) =>
          call(ownKeyRoute, `PUT ${target(connectionId)}`, { ...on(connectionId), body: { apiKey } });
        const saved = await put(id, "project-secret");
        expect(saved.body.data.key).toMatchObject({ connectionId: id, hasKey: true });
        expect(JSON.stringify(saved.body)).not.toContain("project-secret");
        expect((await put("environment", "x")).status).toBe(404);
        expect((await put(id, "")).status).toBe(400);

        provider.reset();
        await ask(admin, project.id);
        await ask(admin, other.id);
        const shown = provider.chats().map(({ headers }) => headers.authorization);
        expect(shown).toEqual(["Bearer project-secret", `Bearer ${KEY}`]);

        const member = await join(await firstPerson(), project.id, "editor");
        const params = { projectId: project.id };
        const list = `GET /api/projects/${project.id}/provider-keys`;
        expect((await call(ownKeysRoute, list, { token: member.token, params })).status).toBe(403);
        expect((await call(ownKeysRoute, list, { token: admin, params })).body.data.keys).toMatchObject([
          { connectionId: id, hasKey: true },
        ]);
        expect((await call(ownKeyRoute, `DELETE ${target(id)}`, on(id))).status).toBe(200);
        expect((await call(ownKeyRoute, `DELETE ${target(id)}`, on(id))).status).toBe(404);
        await remove(admin, id);
      });

      it("refuse what is no address, key or model by name", async () => {
        const admin = await firstAdmin();
        const cases: [Record<string, unknown>, string][] = [
          [{ name: " " }, "name"],
          [{ baseUrl: "ftp://example.com" }, "baseUrl"],
          [{ baseUrl: "https://user:pass@example.com/v1" }, "baseUrl"],
          [{ baseUrl: "https://example.com/v1?key=x" }, "baseUrl"],
          [{ apiKey: "line\nbreak" }, "apiKey"],
          [{ kind: "other" }, "kind"],
          [{ models: [{ id: "" }] }, "models.0.id"],
          [{ models: [{ id: "a" }, { id: "a" }] }, "models"],
          [{ models: [{ id: "a", price: { prompt: -1, completion: 1 } }] }, "models.0.price.prompt"],
        ];
        for (const [body, field] of cases) {
          const answer = await connect(admin, body);
          expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([400, field]);
        }
      });
    },
    { OPENAI_API_KEY: undefined, OPENAI_BASE_URL: undefined },
  );
});
