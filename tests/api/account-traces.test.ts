/** Finds every table and collection in which an account leaves a trace, so that a new one can't be forgotten. */
import { join as joinPath } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { strFromU8, unzipSync } from "fflate";
import { MongoClient } from "mongodb";
import { expect, it, vi } from "vitest";
import * as feedbackRoute from "@/app/api/chats/[chatId]/messages/[messageId]/feedback/route";
import * as pinRoute from "@/app/api/projects/[projectId]/pin/route";
import * as providerKeyRoute from "@/app/api/projects/[projectId]/provider-keys/[connectionId]/route";
import * as exportRoute from "@/app/api/users/export/route";
import * as profileRoute from "@/app/api/users/profile/route";
import * as promptsRoute from "@/app/api/users/prompts/route";
import { hashLinkToken } from "@/lib/auth";
import { env } from "@/lib/env";
import { getStore } from "@/lib/store";
import { call, type Person, requestOf } from "../support/api";
import { ask, connect, firstPerson, scriptedProvider } from "../support/connection-calls";
import { ask as askAsVisitor, aVisitor, SITE, switchOn } from "../support/embed-calls";
import { onEachEngine } from "../support/engines";
import { makeKey } from "../support/key-calls";
import { makeThings } from "../support/own-things";
import { invite, join } from "../support/people";
import { data, newProject } from "../support/project-calls";

scriptedProvider();

/** Where something stays that names somebody who is gone, and why. */
const STAYS: Record<string, string> = {
  audit: "who did what, for a year",
  usage: "what was used, which the installation has paid for",
  versions: "in projects of others: who changed what",
  messages: "in projects of others",
};

type Rows = Map<string, string[]>;

async function everyRow(): Promise<Rows> {
  const { MONGODB_URI: uri, DATA_DIR } = env();
  const rows: Rows = new Map();
  if (uri) {
    const client = await MongoClient.connect(uri);
    for (const { name } of await client.db().listCollections().toArray()) {
      const all = await client.db().collection(name).find().toArray();
      rows.set(
        name,
        all.map((row) => JSON.stringify(row)),
      );
    }
    await client.close();
    return rows;
  }
  const database = new DatabaseSync(joinPath(DATA_DIR, "chatbot.sqlite"), { readOnly: true });
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  for (const { name } of tables as { name: string }[]) {
    // The index of a search holds words, and nobody's id.
    if (name.startsWith("message_search_")) continue;
    rows.set(
      name,
      database
        .prepare(`SELECT * FROM "${name}"`)
        .all()
        .map((row) => JSON.stringify(row)),
    );
  }
  database.close();
  return rows;
}

const naming = async (words: string[]): Promise<string[]> =>
  [...(await everyRow())]
    .filter(([, rows]) => rows.some((row) => words.some((word) => row.includes(word))))
    .map(([name]) => name)
    .sort();

/** Everything that an account can have, in projects of their own and in one of somebody else. */
async function everything(person: Person, others: string, connectionId: string) {
  const { token } = person;
  const ids = await makeThings(person);
  const { projectId = "" } = ids;
  const params = { projectId, connectionId };
  const store = await getStore();
  data(await switchOn(token, projectId));
  const visitor = await aVisitor(projectId, { origin: SITE });
  await (await askAsVisitor(visitor, projectId, "secret question of a visitor")).response.text();
  data(
    await call(providerKeyRoute, `PUT /api/projects/${projectId}/provider-keys/${connectionId}`, {
      token,
      params,
      body: { apiKey: "sk-own-key" },
    }),
  );
  data(
    await call(promptsRoute, "POST /api/users/prompts", {
      token,
      body: { name: "Mine", content: "secret habit" },
    }),
  );
  data(await call(pinRoute, `PUT /api/projects/${projectId}/pin`, { token, params, body: { pinned: true } }));
  await store.secondFactors.begin(person.id, "sealed");
  await store.users.addReset(person.id, { tokenHash: hashLinkToken("x"), expiresAt: Date.now() + 60_000 }, 5);
  const { body } = await ask(token, others, { stream: false });
  const { chatId, messageId } = body.data;
  for (const [chat, message] of [
    [chatId, messageId],
    [ids.chatId, ids.messageId],
  ]) {
    const path = `PUT /api/chats/${chat}/messages/${message}/feedback`;
    const rated = {
      token,
      params: { chatId: chat, messageId: message },
      body: { rating: "down", note: "wrong" },
    };
    data(await call(feedbackRoute, path, rated));
  }
  await makeKey(token, { scopes: ["chat"] });
  return { ids, projectId };
}

onEachEngine(() => {
  it("an account takes everything along that is theirs, and its archive holds all of it", async () => {
    const admin = await firstPerson();
    const { id: connectionId } = data(await connect(admin.token, { name: "Paid" })).connection;
    const others = await newProject(admin.token, {
      name: "Others",
      settings: { model: "paid::gpt-4o-mini" },
    });
    const person = await join(admin, others, "editor");
    data(await invite(admin.token, others, { email: person.email }));
    const { ids, projectId } = await everything(person, others, connectionId);

    const traces = await naming([person.id, person.email, projectId, ids.chatId ?? ""]);
    expect(traces.length).toBeGreaterThan(30);
    const response = await exportRoute.GET(requestOf("GET", "/api/users/export", { token: person.token }));
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    const archive = Object.entries(files).map(([name, bytes]) => `${name}\n${strFromU8(bytes)}`);
    for (const held of [
      /^prompts\.json\n[\s\S]*secret habit/,
      /^keys\.json\n[\s\S]*Secret/,
      /^memberships\.json\n[\s\S]*Others/,
      /^sign-ins\.json\n[\s\S]*"secondFactor"/,
      /\/people\.json\n[\s\S]*"invitations"/,
      /\/releases\.json\n[\s\S]*"number": 1/,
      /\/widget\.json\n[\s\S]*shop\.example/,
      /\/webhooks\.json\n[\s\S]*hook\.example/,
      /\/provider-keys\.json\n[\s\S]*Paid/,
      /\/tests\/.*\.json\n[\s\S]*secret question/,
      /\/tests\/runs\.json\n[\s\S]*"verdict"/,
      /\/chats\/.*\.json\n[\s\S]*"note":"wrong"/,
      /^shared\/Others .*\/chats\/.*\.json\n[\s\S]*"note":"wrong"/,
    ])
      expect(
        archive.some((file) => held.test(file)),
        String(held),
      ).toBe(true);
    for (const secret of ["sk-own-key", "sealed", "whsec_", person.token])
      expect(
        archive.some((file) => file.includes(secret)),
        secret,
      ).toBe(false);

    const body = { currentPassword: person.password };
    expect(
      (await call(profileRoute, "DELETE /api/users/profile", { token: person.token, body })).status,
    ).toBe(200);
    // What a crash or a running test leaves goes with the sweep.
    await (await getStore()).sweep(Date.now() + 3 * 86_400_000);
    await vi.waitFor(async () => {
      const left = await naming([
        person.id,
        person.email,
        projectId,
        ids.chatId ?? "",
        "secret question",
        "secret habit",
      ]);
      expect(left.filter((name) => !(name in STAYS))).toEqual([]);
    }, 10_000);
  });
});
