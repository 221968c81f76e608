import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as passagesRoute from "@/app/api/projects/[projectId]/files/[fileId]/passages/route";
import * as retryRoute from "@/app/api/projects/[projectId]/files/[fileId]/retry/route";
import * as fileRoute from "@/app/api/projects/[projectId]/files/[fileId]/route";
import * as projectRoute from "@/app/api/projects/[projectId]/route";
import * as projectsRoute from "@/app/api/projects/route";
import { scopeOf } from "@/lib/auth/scope";
import { startReading, stopReading } from "@/lib/knowledge/jobs/loop";
import { getStore } from "@/lib/store";
import { call, type Person, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { eventually } from "../support/eventually";
import { fixture, results, search, upload, whenRead } from "../support/knowledge";

async function newProject(person: Person, settings = {}): Promise<string> {
  const body = { name: "Files", settings };
  const answer = await call(projectsRoute, "POST /api/projects", { token: person.token, body });
  return answer.body.data.project.id;
}

onEachEngine(() => {
  beforeAll(startReading);
  afterAll(stopReading);

  describe("a file that was uploaded", () => {
    it("is read by itself and found with its place, matched words and score", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      const pdf = await upload(person, projectId, "manual.pdf", fixture("manual.pdf"));
      const sheet = await upload(person, projectId, "orders.xlsx", fixture("orders.xlsx"));
      expect(await whenRead(person, projectId, pdf.id)).toMatchObject({ status: "ready", passages: 4 });
      await whenRead(person, projectId, sheet.id);
      const [top] = await results(person, projectId, "Which number has the replacement filter?");
      expect(top).toMatchObject({
        number: 1,
        filename: "manual.pdf",
        fileId: pdf.id,
        location: { page: 2 },
        score: 1,
      });
      expect(top?.heading).toContain("Maintenance");
      const marked = top?.matches.map(({ from, to }) => top.text.slice(from, to));
      expect(marked).toEqual(expect.arrayContaining(["filter", "replacement", "number"]));
      const [row] = await results(person, projectId, "Grace Hopper");
      expect(row).toMatchObject({
        filename: "orders.xlsx",
        location: { sheet: "Orders", row: 2, endRow: 3 },
      });
    });

    it("tells the open pages how it is doing", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      const { feed } = await getStore();
      const scope = scopeOf({ userId: person.id });
      const before = await feed.latest(scope);
      const file = await upload(person, projectId, "a.md", "# Otters\n\nThey hold hands.");
      await whenRead(person, projectId, file.id);
      const seen = await eventually(async () => {
        const { events } = await feed.after(scope, before, 100);
        const files = events.map(({ data }) => JSON.parse(data)).filter((event) => event.type === "file");
        const states = files.filter((event) => event.file.id === file.id).map((event) => event.file.status);
        return states.includes("ready") ? states : null;
      });
      expect(seen).toContain("reading");
    });

    it("that can't be read ends as failed with a sentence, and can be tried again", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      const locked = await upload(person, projectId, "locked.pdf", fixture("locked.pdf"));
      const failed = await whenRead(person, projectId, locked.id);
      expect(failed).toMatchObject({ status: "failed", error: expect.stringMatching(/password/) });
      const params = { projectId, fileId: locked.id };
      const line = `POST /api/projects/${projectId}/files/${locked.id}/retry`;
      const retried = await call(retryRoute, line, { token: person.token, params });
      expect(retried.status).toBe(200);
      expect(retried.body.data.file).toMatchObject({ status: "uploaded" });
      expect(retried.body.data.file.error).toBeUndefined();
      expect((await whenRead(person, projectId, locked.id)).status).toBe("failed");
    });

    it("that is a picture is ready, and says that it has no text", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 1, 2, 3);
      const picture = await upload(person, projectId, "photo.png", png);
      expect(await whenRead(person, projectId, picture.id)).toMatchObject({
        status: "ready",
        passages: 0,
        note: expect.stringMatching(/no text/),
      });
    });

    it("shows what was read from it, page by page", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      const text = Array.from(
        { length: 90 },
        (_, i) => `# Part ${i}\n\n${`Words about topic${i}. `.repeat(30)}`,
      ).join("\n\n");
      const file = await upload(person, projectId, "long.md", text);
      const { passages: total = 0 } = await whenRead(person, projectId, file.id);
      const params = { projectId, fileId: file.id };
      const seen: number[] = [];
      let from: number | null = 0;
      while (from !== null) {
        const line = `GET /api/projects/${projectId}/files/${file.id}/passages`;
        const page = await call(passagesRoute, line, {
          token: person.token,
          params,
          query: { from: String(from), limit: "37" },
        });
        seen.push(...page.body.data.passages.map((passage: { ordinal: number }) => passage.ordinal));
        from = page.body.data.next;
      }
      expect(seen).toEqual(Array.from({ length: total }, (_, i) => i));
    });
  });

  describe("an identical file", () => {
    it("is read once, in whatever project of the same person it comes again", async () => {
      const person = await signUp();
      const [a, b] = [await newProject(person), await newProject(person)];
      const first = await upload(person, a, "garden.odt", fixture("garden.odt"));
      await whenRead(person, a, first.id);
      const { segments } = await getStore();
      const scope = scopeOf({ userId: person.id });
      const file = await upload(person, b, "copy.odt", fixture("garden.odt"));
      expect((await whenRead(person, b, file.id)).passages).toBe(1);
      const [one] = await segments.list(scope, a);
      const [two] = await segments.list(scope, b);
      expect(two).toMatchObject({
        passages: one?.passages,
        totalLength: one?.totalLength,
        filename: "copy.odt",
      });
      expect((await results(person, b, "water tomatoes"))[0]).toMatchObject({
        filename: "copy.odt",
        fileId: file.id,
      });
    });
  });

  describe("what is removed or somebody else's", () => {
    it("nothing can be found of a removed file, by any route or method of the store", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      const file = await upload(
        person,
        projectId,
        "secret.md",
        "# Plan\n\nThe passphrase is xylophone-marmalade.",
      );
      await whenRead(person, projectId, file.id);
      const scope = scopeOf({ userId: person.id });
      const { segments } = await getStore();
      const [segment] = await segments.list(scope, projectId);
      const keys = ["p", "t", "l"].map((kind) => ({ segmentId: segment?.id ?? "", kind, n: 0 }));
      expect(await segments.blobs(scope, projectId, keys)).toHaveLength(3);
      expect(await results(person, projectId, "xylophone")).toHaveLength(1);

      const options = { token: person.token, params: { projectId, fileId: file.id } };
      await call(fileRoute, `DELETE /api/projects/${projectId}/files/${file.id}`, options);
      expect(await results(person, projectId, "xylophone marmalade passphrase")).toEqual([]);
      expect(await segments.list(scope, projectId)).toEqual([]);
      expect(await segments.blobs(scope, projectId, keys)).toEqual([]);
      expect(await segments.duplicate(scope, "any", "")).toBeNull();
      const line = `/api/projects/${projectId}/files/${file.id}`;
      expect((await call(passagesRoute, `GET ${line}/passages`, options)).status).toBe(404);
      expect((await call(retryRoute, `POST ${line}/retry`, options)).status).toBe(404);
    });

    it("a stranger finds nothing, not even by ids, and an equal file of theirs is no way in", async () => {
      const [owner, stranger] = [await signUp(), await signUp()];
      const projectId = await newProject(owner);
      const own = await newProject(stranger);
      const text = "# Plan\n\nThe passphrase is xylophone-marmalade.";
      const file = await upload(owner, projectId, "secret.md", text);
      await whenRead(owner, projectId, file.id);
      expect((await search(stranger, projectId, { query: "xylophone" })).status).toBe(404);
      expect(await results(stranger, own, "xylophone")).toEqual([]);
      const foreign = { token: stranger.token, params: { projectId: own, fileId: file.id } };
      const line = `/api/projects/${own}/files/${file.id}`;
      expect((await call(passagesRoute, `GET ${line}/passages`, foreign)).status).toBe(404);
      expect((await call(retryRoute, `POST ${line}/retry`, foreign)).status).toBe(404);
      const { segments } = await getStore();
      const [segment] = await segments.list(scopeOf({ userId: owner.id }), projectId);
      const keys = [{ segmentId: segment?.id ?? "", kind: "p", n: 0 }];
      const theirs = scopeOf({ userId: stranger.id });
      for (const id of [projectId, own]) {
        expect(await segments.list(theirs, id)).toEqual([]);
        expect(await segments.blobs(theirs, id, keys)).toEqual([]);
      }
      // The owner's other project is another project too.
      expect(await segments.blobs(scopeOf({ userId: owner.id }), own, keys)).toEqual([]);
      const stored = await getStore();
      const [record] = (await stored.files.list(scopeOf({ userId: owner.id }), projectId, { limit: 1 }))
        .items;
      expect(await segments.duplicate(theirs, record?.sha256 ?? "", "")).toBeNull();
    });

    it("a removed project takes everything along", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      const file = await upload(person, projectId, "a.md", "Pelicans nest on the roof.");
      await whenRead(person, projectId, file.id);
      await call(projectRoute, `DELETE /api/projects/${projectId}`, {
        token: person.token,
        params: { projectId },
      });
      const { segments } = await getStore();
      expect(await segments.list(scopeOf({ userId: person.id }), projectId)).toEqual([]);
      expect((await search(person, projectId, { query: "pelicans" })).status).toBe(404);
    });
  });

  describe("asking the files", () => {
    it("gives the nearest passages, marked as weak, when no file has a word of the question", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      const text = "# Garantie\n\nDie Garantie gilt zwei Jahre ab Kauf.";
      await whenRead(person, projectId, (await upload(person, projectId, "a.md", text)).id);
      const { passages } = (await search(person, projectId, { query: "how long is the guarantee" })).body
        .data;
      expect(passages).toMatchObject([{ weak: true, filename: "a.md", matches: [] }]);
      const known = (await search(person, projectId, { query: "Garantie wie lange" })).body.data.passages;
      expect(known[0].weak).toBeUndefined();
    });

    it("names the field that is wrong", async () => {
      const person = await signUp();
      const projectId = await newProject(person);
      for (const [body, path] of [
        [{}, "query"],
        [{ query: "  " }, "query"],
        [{ query: "x", limit: 0 }, "limit"],
        [{ query: "x", budget: "many" }, "budget"],
      ] as const) {
        const answer = await search(person, projectId, body);
        expect(answer.status).toBe(400);
        expect(answer.body.errors[0].path).toBe(path);
      }
      expect((await search(person, projectId, { query: "anything" })).body.data).toMatchObject({
        passages: [],
        mode: "none",
        searched: 0,
      });
    });
  });
});
