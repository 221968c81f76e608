import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import * as exportRoute from "@/app/api/projects/[projectId]/export/route";
import { getStore } from "@/lib/store";
import { type Person, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { expectGoodPlans } from "../support/mongo-plans";
import {
  addPrompt,
  data,
  downloadFile,
  failure,
  getProject,
  listFiles,
  listProjects,
  newProject,
  updateProject,
  uploadFile,
} from "../support/project-calls";
import {
  aFile,
  duplicate,
  essence,
  exportOf,
  importFile,
  importJson,
  minimal,
  PNG,
  sha256,
} from "../support/transfer-calls";

onEachEngine((engine) => {
  expectGoodPlans();
  let ada: Person;
  let projectId = "";
  const large = randomBytes(300_001);

  const bodiesLeft = async () => {
    const store = await getStore();
    await store.sweep(Date.now() + 3 * 3_600_000);
    if (engine !== "sqlite") return null;
    const root = `${process.env.DATA_DIR}/files`;
    return readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      .length;
  };

  beforeAll(async () => {
    ada = await signUp();
    projectId = await newProject(ada.token, { name: "Reisebüro ✈", description: "Line one\n“two” \\ 三" });
    const settings = { model: "gpt-x", temperature: 0, maxTokens: 77, knowledge: { passages: 3 } };
    data(await updateProject(ada.token, projectId, { settings }));
    for (const [role, content] of [
      ["system", 'Be "brief".\n{{place=Rome}}'],
      ["user", "Hi 👋"],
      ["assistant", "Hello"],
    ]) {
      data(await addPrompt(ada.token, projectId, { role, content }));
    }
    for (const [name, bytes] of [
      ["notes.txt", Buffer.from("Opening hours: nine to five.")],
      ["bild.bin", PNG],
      ["large.bin", large],
    ] as const) {
      const body = new FormData();
      body.set("file", new File([bytes], name));
      data(await uploadFile(ada.token, projectId, { body }));
    }
  });

  describe("export", () => {
    it("is one JSON document that names neither owner nor installation, the same each time", async () => {
      const answer = await exportOf(ada.token, projectId);
      expect(answer.headers.get("content-disposition")).toContain("attachment;");
      expect(answer.headers.get("content-disposition")).toContain(encodeURIComponent("Reisebüro ✈.json"));
      expect(answer.headers.get("content-type")).toBe("application/json");
      expect(Object.keys(answer.body)).toEqual(["format", "version", "project"]);
      expect(Object.keys(answer.body.project)).toEqual(["name", "description", "settings", "prompts"]);
      const text = JSON.stringify(answer.body);
      for (const secret of [ada.id, ada.email, projectId]) expect(text).not.toContain(secret);
      expect(/[0-9a-f]{24}/.exec(text)).toBeNull();
      expect((await exportOf(ada.token, projectId)).body).toEqual(answer.body);
    });

    it("has the files' bytes when asked for", async () => {
      const { body } = await exportOf(ada.token, projectId, { files: "true" });
      expect(body.files.map(({ filename }: { filename: string }) => filename)).toEqual([
        "notes.txt",
        "bild.bin",
        "large.bin",
      ]);
      expect(Buffer.from(body.files[2].content, "base64").equals(large)).toBe(true);
      expect(body.files[2]).toEqual({ ...body.files[2], size: large.length, sha256: sha256(large) });
      expect(Object.keys(body.files[0]).sort()).toEqual([
        "content",
        "filename",
        "mimeType",
        "sha256",
        "size",
      ]);
    });

    it("is made while it is read, and fails when a file goes meanwhile", async () => {
      const id = await newProject(ada.token);
      const body = new FormData();
      body.set("file", new File([large], "large.bin"));
      const { file } = data(await uploadFile(ada.token, id, { body }));
      const request = (await import("../support/api")).requestOf(
        "GET",
        `/api/projects/${id}/export?files=true`,
        {
          token: ada.token,
        },
      );
      const response = await exportRoute.GET(request, { params: Promise.resolve({ projectId: id }) });
      const { deleteFile } = await import("../support/project-calls");
      data(await deleteFile(ada.token, id, file.id));
      await expect(response.text()).rejects.toThrow();
    });

    it("refuses other values of files", async () => {
      const { status, body } = await exportOf(ada.token, projectId, { files: "yes" });
      expect([status, body.errors]).toEqual([
        400,
        [{ path: "files", message: "files must be true or false" }],
      ]);
    });
  });

  describe("import", () => {
    it.each([
      ["as JSON", importJson],
      ["as a file", importFile],
    ] as const)("of an export gives an equal project, %s", async (_how, send) => {
      const { body: document } = await exportOf(ada.token, projectId, { files: "true" });
      const bob = await signUp();
      const answer = await send(bob.token, document);
      expect([answer.status, answer.body.message]).toEqual([201, "Project imported successfully"]);
      const { project } = data(answer);
      const original = data(await getProject(ada.token, projectId)).project;
      expect(essence(project)).toEqual(essence(original));
      expect(project.id).not.toBe(projectId);
      expect(project.version).toBe(1);
      expect((await exportOf(bob.token, project.id, { files: "true" })).body).toEqual(document);
      // The type is told from the content, and what can be read is read, as with an upload.
      const byName = Object.fromEntries(
        project.files.map((file: { filename: string }) => [file.filename, file]),
      );
      expect(byName["bild.bin"].mimeType).toBe("image/png");
      await vi.waitFor(async () => {
        const { files } = data(await listFiles(bob.token, project.id));
        const notes = files.find(({ filename }: { filename: string }) => filename === "notes.txt");
        expect(notes).toMatchObject({ status: "ready", passages: 1 });
      }, 60_000);
      const stored = await downloadFile(bob.token, project.id, byName["large.bin"].id);
      expect(sha256(new Uint8Array(await stored.response.arrayBuffer()))).toBe(sha256(large));
    });

    it("fills in what a short document leaves out", async () => {
      const { project } = data(await importJson(ada.token, minimal()));
      expect(project).toMatchObject({
        description: "",
        prompts: [],
        files: [],
        settings: { temperature: 0.7 },
      });
    });

    it("takes files beyond the limit of a JSON body as a file, streaming", async () => {
      const content = randomBytes(9 * 1024 * 1024);
      const document = minimal({}, { files: [aFile(content, { filename: "big.bin" })] });
      expect(failure(await importJson(ada.token, document))).toEqual([413, "too_large", expect.any(String)]);
      const { project } = data(await importFile(ada.token, document));
      expect(project.files).toMatchObject([{ filename: "big.bin", size: content.length }]);
    });

    it("names the place and the limit of every fault, and makes nothing", async () => {
      const before = data(await listProjects(ada.token)).projects.length;
      const bodies = await bodiesLeft();
      const prompts = (n: number, content = "x") => Array.from({ length: n }, () => ({ content }));
      const faults: [unknown, string, RegExp][] = [
        [{}, "format", /chatbot-platform\.project/],
        [{ ...minimal(), version: 2 }, "version", /version 1/],
        [minimal({ name: "x".repeat(101) }), "project.name", /at most 100/],
        [minimal({ description: "x".repeat(2_001) }), "project.description", /2000/],
        [minimal({ settings: { temperature: 3 } }), "project.settings.temperature", /at most 2/],
        [minimal({ settings: { maxTokens: 0 } }), "project.settings.maxTokens", /at least 1/],
        [minimal({ prompts: prompts(51) }), "project.prompts", /at most 50/],
        [
          minimal({ prompts: [...prompts(2), { content: "x".repeat(100_001) }] }),
          "project.prompts.2.content",
          /100000/,
        ],
        [
          minimal({ prompts: [{ role: "robot", content: "x" }] }),
          "project.prompts.0.role",
          /system, user or assistant/,
        ],
        [minimal({}, { files: [aFile("a"), aFile("b", { filename: "" })] }), "files.1.filename", /required/],
        [minimal({}, { files: [aFile("a"), aFile("")] }), "files.1.content", /empty/],
        [minimal({}, { files: [aFile("a"), { filename: "b", content: "!" }] }), "files.1.content", /base64/],
        [minimal({}, { files: [aFile("a"), { filename: "b", content: 7 }] }), "files.1.content", /required/],
        [minimal({}, { files: [aFile("a", { sha256: "0".repeat(64) })] }), "files.0.sha256", /checksum/],
      ];
      // A hundred bodies take MongoDB's stand-in a minute.
      const many = Array.from({ length: 101 }, () => aFile("a"));
      if (engine === "sqlite") faults.push([minimal({}, { files: many }), "files", /at most 100/]);
      for (const [document, path, message] of faults) {
        for (const send of [importJson, importFile]) {
          const { status, body } = await send(ada.token, document);
          expect([status, body.code, body.errors?.[0]], path).toEqual([
            400,
            "validation_failed",
            { path, message: expect.stringMatching(message) },
          ]);
        }
      }
      expect((await importFile(ada.token, "not JSON")).body.code).toBe("malformed_json");
      expect((await importJson(ada.token, '{"a":', { "content-type": "application/json" })).body.code).toBe(
        "malformed_json",
      );
      expect((await importJson(ada.token, "x", { "content-type": "text/plain" })).status).toBe(415);
      const empty = new FormData();
      expect((await importJson(ada.token, empty)).body.errors[0].path).toBe("file");
      expect(data(await listProjects(ada.token)).projects).toHaveLength(before);
      expect(await bodiesLeft()).toBe(bodies);
    });

    it("keeps each file to the limit of an upload", async () => {
      const undo = setVariables({ MAX_FILE_BYTES: "10" });
      try {
        const document = minimal({}, { files: [aFile("0123456789"), aFile("0123456789a")] });
        expect((await importJson(ada.token, document)).body.errors).toEqual([
          { path: "files.1.content", message: "The file is larger than 10 bytes" },
        ]);
      } finally {
        undo();
      }
    });

    it("leaves nothing when the store fails midway", async () => {
      const bob = await signUp();
      const bodies = await bodiesLeft();
      const store = await getStore();
      const spy = vi.spyOn(store.projects, "create").mockRejectedValueOnce(new Error("gone"));
      const document = minimal({}, { files: [aFile("a"), aFile("b")] });
      expect((await importFile(bob.token, document)).status).toBe(500);
      spy.mockRestore();
      expect(data(await listProjects(bob.token)).projects).toEqual([]);
      expect(await bodiesLeft()).toBe(bodies);
    });
  });

  describe("duplicate", () => {
    it("makes an equal project of its own, by default with its files and under a name that says so", async () => {
      const answer = await duplicate(ada.token, projectId);
      expect(answer.status).toBe(201);
      const { project } = data(answer);
      const original = data(await getProject(ada.token, projectId)).project;
      expect(essence(project)).toEqual({ ...essence(original), name: "Reisebüro ✈ (copy)" });
      // Apart from then on.
      data(await updateProject(ada.token, project.id, { settings: { temperature: 1 } }));
      expect(data(await getProject(ada.token, projectId)).project.settings.temperature).toBe(0);
      const ids = (files: { id: string }[]) => files.map(({ id }) => id);
      expect(ids(project.files)).not.toEqual(expect.arrayContaining(ids(original.files)));
    });

    it("takes a name, and leaves the files out", async () => {
      const { project } = data(await duplicate(ada.token, projectId, { name: "Mine", files: false }));
      expect(project).toMatchObject({ name: "Mine", files: [] });
      expect(project.prompts).toHaveLength(3);
      const long = await newProject(ada.token, { name: "😀".repeat(100) });
      expect(Array.from(data(await duplicate(ada.token, long)).project.name)).toHaveLength(100);
      expect((await duplicate(ada.token, projectId, { name: "" })).body.errors[0].path).toBe("name");
      expect(failure(await duplicate(ada.token, "nowhere"))).toEqual([404, "not_found", "Project not found"]);
    });
  });
});
