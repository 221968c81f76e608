import { describe, expect, it } from "vitest";
import * as pinRoute from "@/app/api/projects/[projectId]/pin/route";
import { call, signUp } from "../support/api";
import { onOneEngine } from "../support/engines";
import {
  createProject,
  data,
  deleteProject,
  failure,
  getProject,
  listProjects,
  newProject,
  updateProject,
} from "../support/project-calls";

const pin = (token: string, projectId: string, body: unknown = { pinned: true }) =>
  call(pinRoute, `PUT /api/projects/${projectId}/pin`, { token, params: { projectId }, body });

onOneEngine(() => {
  describe("a project's icon and color", () => {
    it("are kept, changed, and taken away", async () => {
      const { token } = await signUp();
      const { project } = data(await createProject(token, { name: "A", icon: "👨‍👩‍👧‍👦", color: "teal" }));
      expect(project).toMatchObject({ icon: "👨‍👩‍👧‍👦", color: "teal", version: 1 });
      data(await updateProject(token, project.id, { icon: "R", name: "B" }));
      expect(data(await getProject(token, project.id)).project).toMatchObject({ icon: "R", color: "teal" });
      data(await updateProject(token, project.id, { icon: null, color: null }));
      expect(data(await listProjects(token)).projects[0]).toMatchObject({
        icon: null,
        color: null,
        name: "B",
      });
    });

    it.each([
      ["icon", "ab"],
      ["icon", ""],
      ["icon", "\u0000"],
      ["icon", "e".padEnd(4_000, "\u0301")],
      ["icon", 7],
      ["color", "url(x)"],
    ])("refuse %s %j by name", async (field, value) => {
      const { token } = await signUp();
      const answer = await createProject(token, { name: "A", [field]: value });
      expect([answer.status, answer.body.errors.map(({ path }: { path: string }) => path)]).toEqual([
        400,
        [field],
      ]);
    });
  });

  describe("pinning", () => {
    const pinned = async (token: string) =>
      data(await listProjects(token))
        .projects.filter((project: { pinned: boolean }) => project.pinned)
        .map(({ id }: { id: string }) => id);

    it("is one's own, counts once, and ends", async () => {
      const { token } = await signUp();
      const id = await newProject(token);
      await newProject(token);
      expect((await pin(token, id)).status).toBe(200);
      expect((await pin(token, id)).status).toBe(200);
      expect(await pinned(token)).toEqual([id]);
      await pin(token, id, { pinned: false });
      expect(await pinned(token)).toEqual([]);
      expect((await pin(token, id, { pinned: "yes" })).body.errors[0].path).toBe("pinned");
    });

    it("holds twenty, and knows no project of somebody else", async () => {
      const { token } = await signUp();
      const { token: stranger } = await signUp();
      const ids = await Promise.all(Array.from({ length: 21 }, () => newProject(token)));
      for (const id of ids.slice(0, 20)) expect((await pin(token, id)).status).toBe(200);
      expect(failure(await pin(token, ids[20] ?? ""))[1]).toBe("limit_reached");
      // What is pinned already stays so at the limit.
      expect((await pin(token, ids[0] ?? "")).status).toBe(200);
      data(await deleteProject(token, ids[1] ?? ""));
      expect((await pin(token, ids[20] ?? "")).status).toBe(200);
      expect(failure(await pin(stranger, ids[0] ?? ""))).toEqual([404, "not_found", "Project not found"]);
      expect(failure(await pin(token, "nope"))).toEqual([404, "not_found", "Project not found"]);
    });
  });
});
