import { strFromU8, unzipSync } from "fflate";
import { beforeAll, expect, it } from "vitest";
import * as chatRoute from "@/app/api/chat/[projectId]/route";
import * as regenerateRoute from "@/app/api/chats/[chatId]/regenerate/route";
import * as importRoute from "@/app/api/projects/import/route";
import * as exportRoute from "@/app/api/users/export/route";
import { call, type Person, requestOf, setVariables, signUp } from "../support/api";
import { onEachEngine } from "../support/engines";
import { makeKey } from "../support/key-calls";
import { expectGoodPlans } from "../support/mongo-plans";
import { addPrompt, data, newProject, updatePrompt, uploadFile } from "../support/project-calls";

async function archiveOf(token: string) {
  const response = await exportRoute.GET(requestOf("GET", "/api/users/export", { token }));
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const text = (name: string) => strFromU8(files[name] ?? new Uint8Array());
  const find = (pattern: RegExp) => Object.keys(files).filter((name) => pattern.test(name));
  return { response, files, text, find, json: (name: string) => JSON.parse(text(name)) };
}

onEachEngine(() => {
  expectGoodPlans();
  let ada: Person;
  let eve: Person;
  let chatId = "";
  let projectId = "";
  const bytes = new Uint8Array([0, 255, 10, 13, 0, 1, 2]);

  const send = async (person: Person, project: string, body: object) =>
    data(
      await call(chatRoute, `POST /api/chat/${project}`, {
        token: person.token,
        params: { projectId: project },
        body: { stream: false, ...body },
      }),
    );
  async function live(person: Person, word: string): Promise<{ projectId: string; chatId: string }> {
    const project = await newProject(person.token, {
      name: `Trip: ${word}/..\\`,
      description: `About ${word}`,
    });
    const { prompt } = data(await addPrompt(person.token, project, { content: `First ${word} prompt` }));
    data(await updatePrompt(person.token, project, prompt.id, { content: `Second ${word} prompt` }));
    // Not a word of the questions: no answer is to come from it.
    for (const content of [bytes, Buffer.from(word + word)]) {
      const form = new FormData();
      form.set("file", new File([content], "same.bin"));
      data(await uploadFile(person.token, project, { body: form }));
    }
    const first = await send(person, project, { message: `Question about ${word}?` });
    data(
      await call(regenerateRoute, `POST /api/chats/${first.chatId}/regenerate`, {
        token: person.token,
        params: { chatId: first.chatId },
        body: { messageId: first.messageId, stream: false },
      }),
    );
    await send(person, project, {
      message: `Another ${word} beginning`,
      chatId: first.chatId,
      parentId: null,
    });
    return { projectId: project, chatId: first.chatId };
  }

  beforeAll(async () => {
    [ada, eve] = [await signUp({ name: "Ada" }), await signUp({ name: "Eve Stranger" })];
    ({ projectId, chatId } = await live(ada, "zebra"));
    await live(eve, "xylophone");
  });

  it("holds everything of one's own, and nothing of anybody else's", async () => {
    const { response, files, text, find, json } = await archiveOf(ada.token);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/zip");
    expect(response.headers.get("content-disposition")).toContain('filename="chatbot-platform-data.zip"');

    expect(json("profile.json")).toMatchObject({ email: ada.email, name: "Ada" });
    const kept = await makeKey(ada.token, { projectId });
    const keys = await archiveOf(ada.token);
    expect(keys.json("keys.json")).toEqual([kept.key]);
    expect(keys.text("keys.json")).not.toContain(kept.secret);

    expect(json("usage.json")).toMatchObject([{ projectId, replies: 3 }]);
    const [project = ""] = find(/project\.json$/);
    expect(project).toBe(`projects/Trip zebra (${projectId.slice(-6)})/project.json`);
    const folder = project.slice(0, -"project.json".length);
    expect(json(project).project).toMatchObject({ prompts: [{ content: "Second zebra prompt" }] });
    const versions = json(`${folder}versions.json`);
    expect(versions.map(({ prompts }: { prompts: unknown[] }) => prompts)).toEqual([
      [{ role: "system", content: "Second zebra prompt" }],
      [{ role: "system", content: "First zebra prompt" }],
      [],
    ]);
    const stored = find(/\/files\//);
    expect(stored).toHaveLength(2);
    expect(stored.map((name) => Buffer.from(files[name] ?? []).toString("hex")).sort()).toEqual(
      [Buffer.from(bytes).toString("hex"), Buffer.from("zebrazebra").toString("hex")].sort(),
    );

    const [chat = ""] = find(/\/chats\/.*\.json$/);
    const { chat: head, messages } = json(chat);
    expect(head.id).toBe(chatId);
    expect(messages).toHaveLength(5);
    expect(messages.filter(({ parentId }: { parentId: string | null }) => parentId === null)).toHaveLength(2);
    expect(messages.map(({ id }: { id: string }) => id)).toContain(head.activeLeafId);
    const markdown = text(chat.replace(/json$/, "md"));
    const [shown = "", others = ""] = markdown.split("# Other branches");
    expect(shown).toContain("Another zebra beginning");
    expect(shown.slice(shown.indexOf("\n"))).not.toContain("Question about zebra?");
    expect(others).toContain("Question about zebra?");
    expect(others).toContain("*Another beginning*");
    expect(others.match(/\*After “Question about zebra\?”\*/g)).toHaveLength(2);

    const names = Object.keys(files);
    expect(names.filter((name) => /(^|\/)\.{1,2}(\/|$)|\\|^\//.test(name))).toEqual([]);
    for (const name of names) {
      const content = `${name}\n${text(name)}`;
      for (const foreign of ["xylophone", "Stranger", eve.email, eve.id])
        expect(content).not.toContain(foreign);
      expect(content).not.toMatch(/passwordHash|\$2[aby]\$|providerFileId|bodyId/);
    }
  });

  it("is the same as long as nothing changes, and its projects can be imported", async () => {
    const [one, two] = [await archiveOf(ada.token), await archiveOf(ada.token)];
    expect(two.files).toEqual(one.files);
    const [project = ""] = one.find(/project\.json$/);
    const body = one.json(project);
    const answer = await call(importRoute, "POST /api/projects/import", { token: eve.token, body });
    expect(data(answer).project.prompts).toMatchObject([{ content: "Second zebra prompt" }]);
  });

  it("is for those who are signed in, and not without end", async () => {
    expect((await call(exportRoute, "GET /api/users/export")).status).toBe(401);
    const bob = await signUp();
    const undo = setVariables({ RATE_LIMIT_MAX_REQUESTS: "20" });
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let i = 0; i < 3; i++) {
      last = await exportRoute.GET(requestOf("GET", "/api/users/export", { token: bob.token }));
      statuses.push(last.status);
      await last.body?.cancel();
    }
    undo();
    expect(statuses).toEqual([200, 200, 429]);
    expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});
