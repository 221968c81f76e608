import { beforeEach, describe, expect, it } from "vitest";
import { scopeOf } from "@/lib/auth/scope";
import { LIMITS } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { type Person, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import * as api from "../support/project-calls";
import { data, failure, newProject } from "../support/project-calls";

const NOT_FOUND = [404, "not_found", "Project not found"];
const UNKNOWN_IDS = ["0123456789abcdef01234567", "nope", "%00", "a".repeat(300), "../../etc"];

onEachEngine((engine) => {
  expectGoodPlans();
  let ada: Person;
  let token: string;
  beforeEach(async () => {
    ada = await signUp();
    token = ada.token;
  });

  describe("creating a project", () => {
    it("answers the whole project with its defaults", async () => {
      const { status, body } = await api.createProject(token, { name: "  Support  ", colour: "ignored" });
      expect([status, body.success, body.message]).toEqual([201, true, "Project created successfully"]);
      expect(body.data.project).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        slug: "support",
        role: "owner",
        name: "Support",
        description: "",
        icon: null,
        color: null,
        prompts: [],
        files: [],
        settings: { model: "demo", temperature: 0.7, maxTokens: 1000 },
        version: 1,
        liveRelease: null,
        createdAt: expect.any(String),
        updatedAt: body.data.project.createdAt,
        activityAt: body.data.project.createdAt,
      });
    });

    it.each([
      [{ OPENAI_API_KEY: "sk-x" }, "gpt-3.5-turbo"],
      [{ OPENAI_BASE_URL: "http://127.0.0.1:9/v1" }, "gpt-3.5-turbo"],
      [{ OPENAI_DEFAULT_MODEL: "llama", OPENAI_BASE_URL: "http://127.0.0.1:9/v1" }, "llama"],
    ])("with %j starts on the model %s", async (variables, model) => {
      const undo = setVariables(variables);
      const { project } = data(await api.createProject(token, { name: "x" }));
      undo();
      expect(project.settings.model).toBe(model);
    });

    it("keeps a temperature of 0 and fills in the rest", async () => {
      const body = { name: "x", settings: { temperature: 0, model: " llama3 " } };
      const { project } = data(await api.createProject(token, body));
      expect(project.settings).toEqual({ model: "llama3", temperature: 0, maxTokens: 1000 });
    });

    it("keeps every script and symbol", async () => {
      const name = "日本語 🧪 עברית é";
      const description = "a\u0000b \u{1F469}‍\u{1F52C} '\"; DROP TABLE --\n".repeat(20);
      const id = await newProject(token, { name, description });
      expect(data(await api.getProject(token, id)).project).toMatchObject({ name, description });
    });

    it.each([
      [{}, "name"],
      [{ name: "   " }, "name"],
      [{ name: "x".repeat(101) }, "name"],
      [{ name: 5 }, "name"],
      [{ name: "x", description: "y".repeat(2001) }, "description"],
      [{ name: "x", settings: { temperature: 2.1 } }, "settings.temperature"],
      [{ name: "x", settings: { temperature: -0.1 } }, "settings.temperature"],
      [{ name: "x", settings: { temperature: "0.5" } }, "settings.temperature"],
      [{ name: "x", settings: { maxTokens: 0 } }, "settings.maxTokens"],
      [{ name: "x", settings: { maxTokens: 128_001 } }, "settings.maxTokens"],
      [{ name: "x", settings: { maxTokens: 1.5 } }, "settings.maxTokens"],
      [{ name: "x", settings: { model: "" } }, "settings.model"],
    ])("refuses %j naming the field", async (body, path) => {
      const answer = await api.createProject(token, body);
      expect(failure(answer)).toEqual([400, "validation_failed", "Validation failed"]);
      expect(answer.body.errors).toEqual([{ path, message: expect.any(String) }]);
      expect(data(await api.listProjects(token)).projects).toEqual([]);
    });

    it("names every faulty field once", async () => {
      const { body } = await api.createProject(token, {
        name: "",
        settings: { temperature: 9, maxTokens: -1 },
      });
      expect(body.errors.map((error: { path: string }) => error.path).sort()).toEqual([
        "name",
        "settings.maxTokens",
        "settings.temperature",
      ]);
    });

    it("needs a credential", async () => {
      expect((await api.createProject(undefined, { name: "x" })).status).toBe(401);
      expect((await api.listProjects(undefined)).status).toBe(401);
    });

    // The contract suite holds both engines to a small limit; filling up 1,000 is quick on one of them only.
    if (engine === "sqlite") {
      it("stops at 1,000 projects, also for racing calls", async () => {
        const { projects } = await getStore();
        const settings = { model: "demo", temperature: 1, maxTokens: 1 };
        const scope = scopeOf({ userId: ada.id });
        for (let i = 0; i < LIMITS.projectsPerUser - 1; i++) {
          await projects.create(scope, { name: `${i}`, description: "", settings }, LIMITS.projectsPerUser);
        }
        const answers = await Promise.all([1, 2, 3].map(() => api.createProject(token, { name: "last" })));
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
        const refused = answers.find(({ status }) => status === 409);
        expect(refused?.body.code).toBe("limit_reached");
        expect(refused?.body.message).toContain("1000");
      }, 120_000);
    }
  });

  describe("listing projects", () => {
    it("shows newest activity first, with counts and without prompts and files", async () => {
      const first = await newProject(token, { name: "first" });
      await newProject(token, { name: "second" });
      await api.addPrompt(token, first, { content: "secret instructions" });
      const { projects, nextCursor } = data(await api.listProjects(token));
      expect(nextCursor).toBeNull();
      expect(projects.map((project: { name: string }) => project.name)).toEqual(["first", "second"]);
      expect(projects[0]).toMatchObject({ promptCount: 1, fileCount: 0, chatCount: 0, version: 2 });
      expect(JSON.stringify(projects)).not.toContain("secret instructions");
      expect(projects[0]).not.toHaveProperty("prompts");
    });

    it("pages without gaps or repeats", async () => {
      for (let i = 0; i < 7; i++) await newProject(token, { name: `p${i}` });
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = data(await api.listProjects(token, { limit: "3", ...(cursor ? { cursor } : {}) }));
        expect(page.projects.length).toBeLessThanOrEqual(3);
        seen.push(...page.projects.map((project: { name: string }) => project.name));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen.sort()).toEqual(["p0", "p1", "p2", "p3", "p4", "p5", "p6"]);
    });

    it("finds text in name and description as it is written", async () => {
      await newProject(token, { name: "Tax 100%" });
      await newProject(token, { name: "Other", description: "about TAXES_" });
      await newProject(token, { name: "Nothing" });
      const names = async (q: string) =>
        data(await api.listProjects(token, { q }))
          .projects.map((project: { name: string }) => project.name)
          .sort();
      expect(await names("tax")).toEqual(["Other", "Tax 100%"]);
      expect(await names("100%")).toEqual(["Tax 100%"]);
      expect(await names("s_")).toEqual(["Other"]);
      expect(await names(".*")).toEqual([]);
      expect(await names("  ")).toHaveLength(3);
    });

    it.each([
      [{ limit: "0" }, "limit"],
      [{ limit: "101" }, "limit"],
      [{ limit: "x" }, "limit"],
      [{ limit: "1.5" }, "limit"],
      [{ cursor: "nonsense" }, "cursor"],
      [{ cursor: "WzFd" }, "cursor"],
      [{ q: "x".repeat(201) }, "q"],
    ])("refuses %j", async (query, path) => {
      const { status, body } = await api.listProjects(token, query);
      expect([status, body.code, body.errors?.[0]?.path]).toEqual([400, "validation_failed", path]);
    });

    it("shows only the caller's own", async () => {
      await newProject((await signUp()).token, { name: "theirs" });
      expect(data(await api.listProjects(token)).projects).toEqual([]);
    });
  });

  describe("changing a project", () => {
    it("merges settings field by field and raises the version", async () => {
      const id = await newProject(token, { settings: { temperature: 1.5 } });
      await api.updateProject(token, id, { settings: { maxTokens: 50 } });
      const { status, body } = await api.updateProject(token, id, {
        name: "New",
        description: "d",
        settings: { temperature: 0 },
      });
      expect([status, body.message]).toEqual([200, "Project updated successfully"]);
      expect(body.data.project).toMatchObject({
        name: "New",
        description: "d",
        settings: { model: "demo", temperature: 0, maxTokens: 50 },
        version: 3,
      });
      expect(Date.parse(body.data.project.updatedAt)).toBeGreaterThanOrEqual(
        Date.parse(body.data.project.createdAt),
      );
      expect(data(await api.getProject(token, id)).project).toEqual(body.data.project);
    });

    it("writes nothing when nothing changes", async () => {
      const id = await newProject(token, { name: "Same" });
      for (const body of [{}, { name: "Same", settings: { temperature: 0.7 } }]) {
        expect(data(await api.updateProject(token, id, body)).project.version).toBe(1);
      }
    });

    it("keeps all of many changes that come at once", async () => {
      const id = await newProject(token);
      const changes = [
        { name: "N" },
        { description: "D" },
        { settings: { temperature: 0.1 } },
        { settings: { maxTokens: 7 } },
        { settings: { model: "m" } },
      ];
      const answers = await Promise.all(changes.map((change) => api.updateProject(token, id, change)));
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
      expect(data(await api.getProject(token, id)).project).toMatchObject({
        name: "N",
        description: "D",
        settings: { model: "m", temperature: 0.1, maxTokens: 7 },
        version: 6,
      });
    });

    it("refuses an edit of a version that is no longer there", async () => {
      const id = await newProject(token);
      const edits = ["a", "b", "c"].map((name) => api.updateProject(token, id, { name, version: 1 }));
      const answers = await Promise.all(edits);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      const late = await api.updateProject(token, id, { name: "late", version: 1 });
      expect(failure(late)).toEqual([409, "stale_edit", "This was changed elsewhere since you opened it"]);
      expect((await api.updateProject(token, id, { name: "seen", version: 2 })).status).toBe(200);
    });

    it("refuses faulty fields and changes nothing", async () => {
      const id = await newProject(token, { name: "Kept" });
      const { status, body } = await api.updateProject(token, id, {
        name: "New",
        settings: { temperature: 3 },
      });
      expect([status, body.errors[0].path]).toEqual([400, "settings.temperature"]);
      expect(data(await api.getProject(token, id)).project).toMatchObject({ name: "Kept", version: 1 });
    });

    it("records each different content once as a config", async () => {
      const id = await newProject(token);
      await api.updateProject(token, id, { settings: { temperature: 0 } });
      await api.updateProject(token, id, { name: "only the name" });
      await api.updateProject(token, id, { settings: { temperature: 0.7 } });
      await api.addPrompt(token, id, { content: "p" });
      const { configs } = await getStore();
      const { items } = await configs.list(scopeOf({ userId: ada.id }), id, { limit: 100 });
      expect(items.map(({ settings, prompts }) => [settings.temperature, prompts.length]).sort()).toEqual([
        [0, 0],
        [0.7, 0],
        [0.7, 1],
      ]);
      for (const { id: hash } of items) expect(hash).toMatch(/^[0-9a-f]{64}$/);
    });
  });

  describe("removing a project", () => {
    it("takes it out of every answer", async () => {
      const id = await newProject(token);
      const kept = await newProject(token, { name: "kept" });
      const { status, body } = await api.deleteProject(token, id);
      expect([status, body.message]).toEqual([200, "Project deleted successfully"]);
      expect(failure(await api.getProject(token, id))).toEqual(NOT_FOUND);
      expect(failure(await api.deleteProject(token, id))).toEqual(NOT_FOUND);
      const { projects } = data(await api.listProjects(token));
      expect(projects.map((project: { id: string }) => project.id)).toEqual([kept]);
    });
  });

  it("answers foreign, malformed and missing ids alike", async () => {
    const foreign = await newProject((await signUp()).token);
    for (const id of [foreign, ...UNKNOWN_IDS]) {
      expect(failure(await api.getProject(token, id)), id).toEqual(NOT_FOUND);
      expect(failure(await api.updateProject(token, id, { name: "x" })), id).toEqual(NOT_FOUND);
      expect(failure(await api.deleteProject(token, id)), id).toEqual(NOT_FOUND);
    }
  });
});
