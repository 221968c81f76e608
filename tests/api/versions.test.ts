import { beforeEach, describe, expect, it } from "vitest";
import type { Version } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import * as api from "../support/project-calls";
import { data, failure, newProject } from "../support/project-calls";
import { getVersion, listVersions, restoreVersion } from "../support/version-calls";

onEachEngine(() => {
  expectGoodPlans();
  let ada: Person;
  let token: string;
  let id: string;
  beforeEach(async () => {
    ada = await signUp();
    token = ada.token;
    id = await newProject(token, { settings: { model: "m", temperature: 0.7 } });
  });
  const versions = async (): Promise<Version[]> => data(await listVersions(token, id)).versions;
  const summaries = async () => (await versions()).map(({ summary }) => summary);
  const project = async () => data(await api.getProject(token, id)).project;
  const add = async (content: string, role = "system") =>
    data(await api.addPrompt(token, id, { content, role })).prompt.id as string;

  describe("versions", () => {
    it("tell what changed, when and by whom, newest first", async () => {
      const [a, b] = [await add("A"), await add("B")];
      await api.updatePrompt(token, id, b, { content: "B, again", role: "user" });
      await api.reorderPrompts(token, id, { order: [b, a] });
      await api.updateProject(token, id, { settings: { temperature: 0.2, knowledge: { enabled: false } } });
      await api.deletePrompt(token, id, a);
      const list = await versions();
      expect(list.map(({ summary }) => summary)).toEqual([
        "Removed prompt 2",
        "Temperature 0.7 → 0.2, use files on → off",
        "Moved a prompt",
        "Changed prompt 2",
        "Added prompt 2",
        "Added prompt 1",
        "Project created",
      ]);
      expect(list.map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
      expect(list.map(({ current }) => current)).toEqual([true, false, false, false, false, false, false]);
      for (const version of list) expect(version.by).toEqual({ id: ada.id, name: expect.any(String) });
      const times = list.map(({ createdAt }) => Date.parse(createdAt));
      expect(times).toEqual(times.toSorted((x, y) => y - x));
    });

    it("come from prompts and settings alone, and from real changes", async () => {
      await api.updateProject(token, id, { name: "Another", description: "New" });
      await api.updateProject(token, id, { settings: { temperature: 0.7 } });
      expect(await summaries()).toEqual(["Project created"]);
      await add("A");
      expect((await versions()).map(({ number }) => number)).toEqual([3, 1]);
    });

    it("keep the sequence when a state comes back", async () => {
      const prompt = await add("A");
      for (const content of ["B", "A", "B"]) await api.updatePrompt(token, id, prompt, { content });
      const list = await versions();
      const contents = await Promise.all(
        list.map(
          async (version) => data(await getVersion(token, id, version.id)).version.prompts[0]?.content,
        ),
      );
      expect(contents).toEqual(["B", "A", "B", "A", undefined]);
    });

    it("are paged", async () => {
      for (let i = 0; i < 4; i++) await add(`${i}`);
      const first = data(await listVersions(token, id, { limit: "3" }));
      const second = data(await listVersions(token, id, { limit: "3", cursor: first.nextCursor }));
      expect([...first.versions, ...second.versions]).toEqual(await versions());
      expect(second.nextCursor).toBeNull();
      expect((await listVersions(token, id, { cursor: "x" })).body.errors[0].path).toBe("cursor");
    });

    it("show prompts, with their ids, and settings as they were", async () => {
      const prompt = await add("A", "user");
      const then = await project();
      const [version] = await versions();
      await api.updatePrompt(token, id, prompt, { content: "B" });
      await api.updateProject(token, id, { settings: { maxTokens: 5 } });
      const old = data(await getVersion(token, id, version?.id ?? "")).version;
      expect(old).toEqual({ ...version, current: false, prompts: then.prompts, settings: then.settings });
    });

    it("are restored as a new version, and undone by restoring", async () => {
      const [a, b] = [await add("A"), await add("B")];
      const before = await project();
      const [target] = await versions();
      await api.deletePrompt(token, id, a);
      await api.updatePrompt(token, id, b, { content: "changed" });
      await api.updateProject(token, id, { settings: { temperature: 2, knowledge: { only: true } } });
      const [undo] = await versions();
      const changed = await project();

      const restored = data(await restoreVersion(token, id, target?.id ?? ""));
      expect(restored.project.prompts).toEqual(before.prompts);
      expect(restored.project.settings).toEqual(before.settings);
      expect(restored.version).toMatchObject({
        summary: `Restored version ${target?.number}`,
        restoredFrom: target?.number,
        number: changed.version + 1,
        current: true,
      });
      expect(await project()).toEqual(restored.project);
      expect((await versions())[0]).toEqual(restored.version);

      const back = data(await restoreVersion(token, id, undo?.id ?? ""));
      expect([back.project.prompts, back.project.settings]).toEqual([changed.prompts, changed.settings]);
    });

    it("that are the present one restore to no change", async () => {
      await add("A");
      const [newest] = await versions();
      const answer = data(await restoreVersion(token, id, newest?.id ?? ""));
      expect(answer.version).toEqual(newest);
      expect(await versions()).toHaveLength(2);
    });

    it("are not restored over a change that the caller has not seen", async () => {
      const seen = (await project()).version;
      const [first] = await versions();
      await add("Theirs");
      const answer = await restoreVersion(token, id, first?.id ?? "", { version: seen });
      expect(failure(answer).slice(0, 2)).toEqual([409, "stale_edit"]);
      expect((await project()).prompts).toHaveLength(1);
      const { version } = await project();
      expect((await restoreVersion(token, id, first?.id ?? "", { version })).status).toBe(200);
    });

    it("belong to their project, and go with it", async () => {
      const other = await newProject(token);
      const [version] = await versions();
      for (const versionId of [version?.id ?? "", "x", `${other}-9`, "1", `${other}-01`]) {
        expect(failure(await getVersion(token, other, versionId))).toEqual([
          404,
          "not_found",
          "Version not found",
        ]);
        expect((await restoreVersion(token, other, versionId)).status).toBe(404);
      }
      await api.deleteProject(token, id);
      expect(failure(await listVersions(token, id))).toEqual([404, "not_found", "Project not found"]);
      expect((await getVersion(token, id, version?.id ?? "")).status).toBe(404);
    });

    it("begin with the present state where none were kept, and close gaps", async () => {
      await add("A");
      const store = await getStore();
      const { versions: kept } = store;
      const scope = { ownerId: ada.id } as Parameters<typeof kept.list>[0];
      // A project from before versions: nothing on record.
      const old = await store.projects.create(
        scope,
        { name: "Old", description: "", settings: (await project()).settings },
        99,
      );
      id = old.id;
      expect(await summaries()).toEqual(["First recorded version"]);
      // A process that died between a change and its record.
      const prompt = { id: "a".repeat(24), role: "system" as const, content: "A", createdAt: 1 };
      await store.projects.update(scope, id, 1, { prompts: [prompt] });
      await api.updateProject(token, id, { settings: { temperature: 1 } });
      expect(await summaries()).toEqual(["Temperature 0.7 → 1", "Added prompt 1", "First recorded version"]);
      await store.projects.update(scope, id, 3, { prompts: [] });
      expect((await summaries())[0]).toBe("Removed prompt 1");
    });

    it("of racing writers are all on record", async () => {
      await Promise.all(Array.from({ length: 6 }, (_, i) => add(`${i}`)));
      const list = await versions();
      expect(list.map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
      for (const [index, version] of list.entries()) {
        expect(data(await getVersion(token, id, version.id)).version.prompts).toHaveLength(6 - index);
      }
    });
  });
});
