import { expect, test } from "vitest";
import { register } from "../support/account";
import { ApiClient } from "../support/api-client";
import { onServers } from "./support/servers";

/** Reading a file is a job of the installation, not of a process: what happens to it when processes die or share a database. */

const LINES = 4_000;
const text = (name: string) =>
  Array.from({ length: LINES }, (_, line) => `Line ${line} of ${name} is like no other line.`).join("\n\n");

type File = { id: string; status: string };

async function upload(api: ApiClient, projectId: string, name: string): Promise<string> {
  const form = new FormData();
  form.set("file", new Blob([text(name)]), `${name}.txt`);
  const response = await fetch(`${api.url}/api/projects/${projectId}/files`, {
    method: "POST",
    headers: { authorization: `Bearer ${api.token}` },
    body: form,
  });
  if (response.status !== 201) throw new Error(`upload: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { data: { file: File } }).data.file.id;
}

const statuses = async (api: ApiClient, projectId: string): Promise<string[]> => {
  const { files } = await api.data<{ files: File[] }>("GET", `/api/projects/${projectId}/files`);
  return files.map(({ status }) => status);
};

async function passages(api: ApiClient, projectId: string, fileId: string): Promise<string[]> {
  const texts: string[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const path = `/api/projects/${projectId}/files/${fileId}/passages?limit=100&from=${from}`;
    const page: { passages: { text: string }[]; next: number | null } = await api.data("GET", path);
    texts.push(...page.passages.map((passage) => passage.text));
    from = page.next;
  }
  return texts;
}

/** Every line is there, and no passage twice. */
function expectWhole(texts: string[], name: string): void {
  expect(new Set(texts).size).toBe(texts.length);
  const lines = new Set(texts.join("\n").match(/Line \d+ of [a-z-]+\d*/g));
  expect(lines).toEqual(new Set(Array.from({ length: LINES }, (_, line) => `Line ${line} of ${name}`)));
}

onServers((servers) => {
  test("files that a killed server was reading are read after the restart", async () => {
    let server = await servers.start();
    const { token } = await register(server.url);
    let api = new ApiClient(server.url, token);
    const names = ["alpha", "beta", "gamma"];
    const projectId = await api.project();
    const ids = await Promise.all(names.map((name) => upload(api, projectId, name)));

    // Killed twice: with the first file under way, and with another.
    for (const ready of [0, 1]) {
      await expect
        .poll(
          async () => {
            const all = await statuses(api, projectId);
            const done = all.filter((status) => status === "ready").length;
            return done >= ready && (done === names.length || all.some((s) => /reading|indexing/.test(s)));
          },
          { timeout: 60_000, interval: 50 },
        )
        .toBe(true);
      await server.stop("SIGKILL");
      server = await servers.start();
      api = api.at(server.url);
    }
    await expect
      .poll(() => statuses(api, projectId), { timeout: 90_000, interval: 250 })
      .toEqual(["ready", "ready", "ready"]);
    for (const [index, id] of ids.entries()) {
      expectWhole(await passages(api, projectId, id), names[index] ?? "");
    }
  });

  test("two servers share the reading and do no file twice", async () => {
    // What is embedded is what was read: the provider sees whether anything came a second time.
    const variables = { EMBEDDING_MODEL: "text-embedding-3-small" };
    const [one, two] = await Promise.all([servers.start(variables), servers.start(variables)]);
    const { token } = await register(one.url);
    const here = new ApiClient(one.url, token);
    const there = here.at(two.url);
    const projects = await Promise.all([here.project(), here.project(), there.project()]);
    const uploaded = await Promise.all(
      projects.flatMap((projectId, index) =>
        [here, there].map(async (api, side) => {
          const name = `shared${index}${side}`;
          return { projectId, name, id: await upload(api, projectId, name) };
        }),
      ),
    );
    for (const projectId of projects) {
      await expect
        .poll(() => statuses(there, projectId), { timeout: 90_000, interval: 250 })
        .toEqual(["ready", "ready"]);
    }
    const inputs = () =>
      servers.provider.requests
        .filter(({ path }) => path.endsWith("/embeddings"))
        .flatMap(({ body }) => (body as { input: string[] }).input)
        .filter((input) => input.includes("shared"));
    let expected = 0;
    for (const { projectId, name, id } of uploaded) {
      const texts = await passages(here, projectId, id);
      expectWhole(texts, name);
      expected += texts.length;
    }
    await expect.poll(() => inputs().length, { timeout: 90_000 }).toBe(expected);
    expect(new Set(inputs()).size).toBe(expected);
  });
});
