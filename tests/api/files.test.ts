import { randomBytes } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { getStore } from "@/lib/store";
import { setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import * as api from "../support/project-calls";
import { data, failure, newProject } from "../support/project-calls";
import { bodiesOnDisk, oneFile, PNG, rawForm, sha256 } from "../support/uploads";

onEachEngine((engine) => {
  let token: string;
  let id: string;
  let before: string[];
  beforeEach(async () => {
    token = (await signUp()).token;
    id = await newProject(token);
    await upload(oneFile("warm-up"), await newProject(token));
    before = bodiesOnDisk();
  });
  const upload = (form: Parameters<typeof api.uploadFile>[2], projectId = id) =>
    api.uploadFile(token, projectId, form);
  const namesOf = async () =>
    data(await api.listFiles(token, id)).files.map((file: { filename: string }) => file.filename);
  const expectNothingKept = async () => {
    expect(await namesOf()).toEqual([]);
    expect(bodiesOnDisk()).toEqual(before);
  };

  describe("uploading", () => {
    it("answers the file and gives its bytes back", async () => {
      const bytes = randomBytes(300_000);
      const form = new FormData();
      form.set("note", "ignored");
      form.set("file", new Blob([bytes]), "data.bin");
      const { status, body } = await upload({ body: form });
      expect([status, body.message]).toEqual([201, "File uploaded successfully"]);
      expect(body.data.file).toEqual({
        id: expect.stringMatching(/^[0-9a-f]{24}$/),
        filename: "data.bin",
        fileId: null,
        size: 300_000,
        mimeType: "application/octet-stream",
        status: expect.any(String),
        chatId: null,
        uploadedAt: expect.any(String),
      });
      const fileId = body.data.file.id;
      const answer = await api.downloadFile(token, id, fileId);
      expect(answer.status).toBe(200);
      expect(sha256(new Uint8Array(await answer.response.arrayBuffer()))).toBe(sha256(bytes));
      expect(data(await api.getFile(token, id, fileId)).file.id).toBe(fileId);
      const { project } = data(await api.getProject(token, id));
      expect(project.files.map((file: { id: string }) => file.id)).toEqual([fileId]);
      expect(project.version).toBe(1);
      expect(
        data(await api.listProjects(token)).projects.find((p: { id: string }) => p.id === id).fileCount,
      ).toBe(1);
    });

    it.each([
      ["evil.html", PNG, "image/png"],
      ["photo.png", "<!doctype html><script>alert(1)</script>", "text/html"],
      ["photo.png", "plain words", "text/plain"],
      ["x.txt", "%PDF-1.7\n%âãÏÓ\n1 0 obj", "application/pdf"],
      ["notes.md", "# Notes\n\n- one", "text/markdown"],
    ])("tells the type of %s from its content", async (name, content, mimeType) => {
      expect(data(await upload(oneFile(content, name))).file.mimeType).toBe(mimeType);
    });

    it.each([
      ["Übersicht 日本 🧪.pdf", "Übersicht 日本 🧪.pdf"],
      [Buffer.from("r\xe9sum\xe9.txt", "latin1"), "résumé.txt"],
      ["say %22hi%22%0D%0A.txt", 'say "hi".txt'],
      ["../../etc/passwd", "passwd"],
      ["C:\\Users\\ada\\notes.txt", "notes.txt"],
      ["gpj.\u202Egpj.exe", "gpj.gpj.exe"],
      ["..", "unnamed"],
      [`${"é".repeat(300)}.pdf`, `${"é".repeat(125)}.pdf`],
    ])("stores the name %s as %s", async (sent, kept) => {
      expect(data(await upload(oneFile("x", sent))).file.filename).toBe(kept);
    });

    it("keeps equal names apart", async () => {
      const ids = [data(await upload(oneFile("1"))).file.id, data(await upload(oneFile("2"))).file.id];
      expect(new Set(ids).size).toBe(2);
      expect(await namesOf()).toEqual(["a.txt", "a.txt"]);
    });

    it.each([
      ["no file", rawForm([{ name: "other", filename: "a.txt", body: "x" }])],
      ["a text field", rawForm([{ name: "file", body: "x" }])],
      ["an empty form", rawForm([])],
      ["an empty file", oneFile("")],
      ["no file chosen", oneFile("", "")],
      [
        "two files",
        rawForm([
          { name: "file", filename: "a.txt", body: "x" },
          { name: "file", filename: "b.txt", body: "y".repeat(200_000) },
        ]),
      ],
      [
        "a form that is cut off",
        rawForm([{ name: "file", filename: "a.txt", body: "x".repeat(9_000) }], false),
      ],
      ["no form", { body: "just text", headers: { "content-type": "multipart/form-data; boundary=b" } }],
      ["no boundary", { body: "x", headers: { "content-type": "multipart/form-data; charset=utf-8" } }],
    ])("refuses %s and keeps nothing", async (_name, form) => {
      const { status, body } = await upload(form);
      expect([status, body.code]).toEqual([400, "validation_failed"]);
      expect(body.errors).toEqual([{ path: "file", message: expect.any(String) }]);
      await expectNothingKept();
    });

    it("wants a form", async () => {
      const answer = await upload({ body: "{}", headers: { "content-type": "application/json" } });
      expect(failure(answer)).toEqual([415, "unsupported_media_type", "Unsupported content type"]);
    });

    it("refuses a file over the limit, announced or not, naming the limit", async () => {
      const undo = setVariables({ MAX_FILE_BYTES: String(1024 * 1024) });
      const big = oneFile(randomBytes(1024 * 1024 + 1));
      const most = oneFile(randomBytes(1024 * 1024));
      const announced = { ...big, headers: { ...big.headers, "content-length": String(30 * 1024 * 1024) } };
      for (const form of [big, announced]) {
        expect(failure(await upload(form))).toEqual([413, "too_large", "The file is larger than 1 MB"]);
        await expectNothingKept();
      }
      expect((await upload(most)).status).toBe(201);
      undo();
    });

    it("stops reading an endless stream soon after the limit", async () => {
      const undo = setVariables({ MAX_FILE_BYTES: "100000" });
      let sent = 0;
      const head = oneFile("", "endless.bin");
      const start = head.body.subarray(0, head.body.indexOf("\r\n\r\n") + 4);
      const endless = new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array(start)),
        pull(controller) {
          sent += 65_536;
          controller.enqueue(new Uint8Array(65_536));
        },
      });
      const answer = await upload({ body: endless, headers: head.headers });
      undo();
      expect(answer.status).toBe(413);
      expect(sent).toBeLessThan(2_000_000);
      await expectNothingKept();
    });

    it("keeps nothing of a sender that goes away", async () => {
      const whole = oneFile(randomBytes(400_000), "half.bin");
      const chunks = [whole.body.subarray(0, 100_000), whole.body.subarray(100_000, 200_000)];
      const broken = new ReadableStream<Uint8Array>({
        pull(controller) {
          const chunk = chunks.shift();
          if (chunk) controller.enqueue(new Uint8Array(chunk));
          else controller.error(new Error("aborted"));
        },
      });
      const answer = await upload({ body: broken, headers: whole.headers });
      expect(answer.status).toBe(400);
      await expectNothingKept();
    });

    it("keeps nothing when the project goes away meanwhile", async () => {
      const whole = oneFile("x".repeat(1000), "late.txt");
      const late = new ReadableStream<Uint8Array>({
        async pull(controller) {
          await api.deleteProject(token, id);
          controller.enqueue(new Uint8Array(whole.body));
          controller.close();
        },
      });
      const answer = await upload({ body: late, headers: whole.headers });
      expect(failure(answer)).toEqual([404, "not_found", "Project not found"]);
      expect(bodiesOnDisk()).toEqual(before);
    });

    it("takes no more of one person than they have space for", async () => {
      const person = await signUp();
      const theirs = await newProject(person.token);
      const give = (text: string) => api.uploadFile(person.token, theirs, oneFile(text, `${text}.txt`));
      const undo = setVariables({ MAX_STORAGE_PER_USER: "9" });
      const answers = [await give("12345"), await give("123456"), await give("1234"), await give("1")];
      undo();
      expect(answers.map(({ status }) => status)).toEqual([201, 409, 201, 409]);
      expect(answers[3]?.body.code).toBe("limit_reached");
      if (engine === "sqlite") expect(bodiesOnDisk()).toHaveLength(before.length + 2);
    });

    // As with projects: the engines' own limits are in the contract suite.
    if (engine === "sqlite") {
      it("holds at most 100 files, also for racing uploads", async () => {
        for (let i = 0; i < 98; i++) await upload(oneFile(`${i}`, `${i}.txt`));
        const answers = await Promise.all([1, 2, 3, 4].map((i) => upload(oneFile(`r${i}`, `r${i}.txt`))));
        expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
        expect(failure(await upload(oneFile("x")))).toEqual([
          409,
          "limit_reached",
          "A project has at most 100 files",
        ]);
        expect(await namesOf()).toHaveLength(50);
        expect(data(await api.getProject(token, id)).project.files).toHaveLength(100);
        expect(bodiesOnDisk()).toHaveLength(before.length + 100);
      }, 60_000);
    }
  });

  it("removes a file with its bytes", async () => {
    const { file } = data(await upload(oneFile("abc")));
    const { status, body } = await api.deleteFile(token, id, file.id);
    expect([status, body.message]).toEqual([200, "File deleted successfully"]);
    const gone = [404, "not_found", "File not found"];
    expect(failure(await api.deleteFile(token, id, file.id))).toEqual(gone);
    expect(failure(await api.getFile(token, id, file.id))).toEqual(gone);
    expect(failure(await api.downloadFile(token, id, file.id))).toEqual(gone);
    await expectNothingKept();
  });

  it("removes all bytes with the project", async () => {
    await upload(oneFile("abc"));
    await upload(oneFile("def"));
    await api.deleteProject(token, id);
    const store = await getStore();
    await store.sweep(Date.now());
    expect(bodiesOnDisk()).toEqual(before);
  });

  it("knows no file and no project of somebody else", async () => {
    const { token: theirs } = await signUp();
    const other = await newProject(theirs);
    const foreign = data(await api.uploadFile(theirs, other, oneFile("secret"))).file.id;
    const mine = data(await upload(oneFile("x"))).file.id;
    const noFile = [404, "not_found", "File not found"];
    const noProject = [404, "not_found", "Project not found"];
    for (const fileId of [foreign, "nope", "0123456789abcdef01234567"]) {
      expect(failure(await api.getFile(token, id, fileId))).toEqual(noFile);
      expect(failure(await api.downloadFile(token, id, fileId))).toEqual(noFile);
      expect(failure(await api.deleteFile(token, id, fileId))).toEqual(noFile);
    }
    for (const projectId of [other, "nope"]) {
      expect(failure(await upload(oneFile("x"), projectId))).toEqual(noProject);
      expect(failure(await api.listFiles(token, projectId))).toEqual(noProject);
      expect(failure(await api.getFile(token, projectId, foreign))).toEqual(noProject);
      expect(failure(await api.downloadFile(token, projectId, mine))).toEqual(noProject);
      expect(failure(await api.deleteFile(token, projectId, mine))).toEqual(noProject);
    }
    // A file of one's own, under another project of one's own.
    const second = await newProject(token);
    expect(failure(await api.getFile(token, second, mine))).toEqual(noFile);
    expect(data(await api.listFiles(theirs, other)).files).toHaveLength(1);
    expect(await namesOf()).toEqual(["a.txt"]);
  });
});
