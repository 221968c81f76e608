import type { Person, Studio } from "./studio.ts";
import * as texts from "./texts.ts";

/** The moment at which all pictures are taken. */
export const NOW = "2026-11-20T10:24:00Z";

type Ids = Record<string, string>;
export type World = {
  people: Record<"mara" | "newcomer" | "collector", Person>;
  projects: Ids;
  chats: Ids;
  files: Ids;
  prompts: Ids;
  /** Address of the shared chat. */
  sharePath: string;
};

const LONG_PROJECT =
  "Quarterly planning and budget review with the regional leads, Nordics and Baltics (draft, not final)";

/** One person's work over a week, somebody who has just signed up, and somebody with 200 projects. */
export async function buildWorld(studio: Studio): Promise<World> {
  const projects: Ids = {};
  const chats: Ids = {};
  const files: Ids = {};
  const prompts: Ids = {};

  await studio.at("2026-11-12T08:10:00Z");
  const mara = await studio.person("Mara Lindqvist", "mara@fjord.example");
  const newcomer = await studio.person("Noor Haddad", "noor@fjord.example");
  const collector = await studio.person("Jonas Weber", "jonas@fjord.example");

  async function project(key: string, name: string, description: string): Promise<string> {
    const { project } = await mara.api<{ project: { id: string } }>("/api/projects", {
      body: { name, description, settings: { model: "gpt-4o-mini", temperature: 0.3, maxTokens: 2_000 } },
    });
    projects[key] = project.id;
    return project.id;
  }
  async function chat(key: string, projectId: string, { ask, title }: texts.Exchange): Promise<void> {
    const id = await send(mara, projectId, ask);
    chats[key] = id;
    await mara.api(`/api/chats/${id}`, { method: "PATCH", body: { title } });
  }
  async function upload(key: string, projectId: string, name: string, type: string, body: BlobPart) {
    const form = new FormData();
    form.set("file", new File([body], name, { type }));
    const { file } = await mara.api<{ file: { id: string } }>(`/api/projects/${projectId}/files`, { form });
    files[key] = file.id;
  }

  const long = await project("long", LONG_PROJECT, `${"Numbers per region and month. ".repeat(8)}`.trim());
  await chat("long", long, texts.LONG_NAMES);
  const arabic = await project(
    "arabic",
    "مساعد خدمة الزبائن",
    "يكتب ردودًا ورسائل تذكير قصيرة ومهذّبة للزبائن.",
  );

  await studio.at("2026-11-16T13:40:00Z");
  const notes = await project("notes", "Shop newsletter", "Drafts for the monthly letter, in our own voice.");
  await chat("limited", notes, texts.LIMITED);
  await chat("thinking", notes, texts.THINKING);

  await studio.at("2026-11-18T15:05:00Z");
  await chat("arabic", arabic, texts.ARABIC);
  const data = await project(
    "data",
    "Returns and sales",
    "Questions to the order data: SQL first, then what it means.",
  );
  await mara.api(`/api/projects/${data}/prompts`, {
    body: {
      content: "You answer with a PostgreSQL query first, then with two sentences about what it shows.",
    },
  });
  await chat("maths", data, texts.MATHS);

  await studio.at("2026-11-19T09:12:00Z");
  const support = await project(
    "support",
    "Support desk",
    "Drafts replies to customers from the handbook and the price list.",
  );
  for (const [index, body] of texts.SUPPORT_PROMPTS.entries()) {
    const { prompt } = await mara.api<{ prompt: { id: string } }>(`/api/projects/${support}/prompts`, {
      body,
    });
    prompts[`support-${index}`] = prompt.id;
  }
  await upload("handbook", support, "handbook.md", "text/markdown", texts.HANDBOOK);
  await upload("prices", support, "price-list-2026.csv", "text/csv", texts.PRICES);
  await upload(
    "long",
    support,
    "Angebot_Dienstradleasing_2027_final_FINAL_v3_überarbeitet_Rechtsabteilung_bitte_nicht_weiterleiten.txt",
    "text/plain",
    "Leasing: 36 months, take-back included.",
  );
  await upload(
    "broken",
    support,
    "scan-of-contract.pdf",
    "application/pdf",
    "%PDF-1.4\nnothing that can be read",
  );
  await upload("prices2", support, "price-list-2026.csv", "text/csv", texts.PRICES.replace("990", "1040"));
  await filesRead(mara, support);
  for (const [index, small] of texts.SMALL.entries()) await chat(`small-${index}`, support, small);

  await studio.at("2026-11-20T07:20:00Z");
  await chat("failed", support, texts.FAILED).catch(() => undefined);
  const { chats: latest } = await mara.api<{ chats: { id: string }[] }>(`/api/projects/${support}/chats`);
  chats.failed = latest[0]?.id ?? "";
  await mara.api(`/api/chats/${chats.failed}`, { method: "PATCH", body: { title: texts.FAILED.title } });
  await chat("code", data, texts.CODE);
  await chat("sourced", support, texts.SOURCED);
  const { path: sharePath } = await mara.api<{ path: string }>(`/api/chats/${chats.code}/share`, {
    body: {},
  });
  await mara.api(`/api/projects/${support}/prompts/${prompts["support-0"]}`, {
    method: "PUT",
    body: { content: texts.SUPPORT_PROMPTS[0]?.content.replace("120", "{{words=120}}") },
  });
  await collect(collector);

  await studio.at(NOW);
  return { people: { mara, newcomer, collector }, projects, chats, files, prompts, sharePath };
}

async function send(person: Person, projectId: string, message: string): Promise<string> {
  const { chatId } = await person.api<{ chatId: string }>(`/api/chat/${projectId}`, { body: { message } });
  return chatId;
}

const PLACES = ["Bergen", "Tromsø", "Oslo", "Bodø", "Ålesund", "Narvik", "Molde", "Hamar"];
const SUBJECTS = ["Workshop", "Leasing", "Trade fair", "Stock", "Hiring", "Website", "Insurance", "Pricing"];

/** 200 projects, the newest of them with 70 chats. */
async function collect(person: Person): Promise<void> {
  let last = "";
  for (let i = 0; i < 200; i++) {
    const name = `${SUBJECTS[i % SUBJECTS.length]} ${PLACES[Math.floor(i / 8) % PLACES.length]} ${2020 + (i % 7)}`;
    const body = { name, description: i % 3 === 0 ? "" : `Everything about ${name.toLowerCase()}.` };
    last = (await person.api<{ project: { id: string } }>("/api/projects", { body })).project.id;
  }
  for (let i = 1; i <= 70; i++) {
    const id = await send(person, last, `What is on the list for week ${i}?`);
    await person.api(`/api/chats/${id}`, { method: "PATCH", body: { title: `The list for week ${i}` } });
  }
}

async function filesRead(person: Person, projectId: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const { files } = await person.api<{ files: { status: string }[] }>(`/api/projects/${projectId}/files`);
    if (files.every(({ status }) => status === "ready" || status === "failed")) return;
    if (Date.now() > deadline) throw new Error("the files were not read in time");
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
