import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { LIMITS } from "@/lib/schemas";
import { engines, useStore } from "./support/engines";
import { aFile, aProject, aScope, exchange, settings, text } from "./support/factories";

/** Text that databases have lost or changed. */
const TEXTS = {
  emoji: "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇺🇦",
  "right to left": "שלום עולם — مرحبا بالعالم ‏(test)‎",
  "combining marks": "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢ é é",
  "line ends": "a\r\nb\rc\n\u2028d\u2029e\u0085f",
  "not a character": "\u0001\u0002\u001b[31m\u007f\u200b\ufeff\ufffe\uffff",
  NUL: "before\u0000after",
  "other planes": "𝕳𝖊𝖑𝖑𝖔 𠜎𠜱𡿺 𐍈",
  "queries' own signs": "'; DROP TABLE messages;-- \" \\ % _ $where {$gt:''} `x` ?1 :a @b",
  empty: "",
};

/** Short enough to be shown when it differs. */
const digest = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("hex");

describe.each(engines)("text on $name", (engine) => {
  const db = useStore(engine);

  test.each(Object.entries(TEXTS))("%s is kept as it is everywhere", async (_, value) => {
    const scope = await aScope(db.store);
    const prompts = [{ id: "p", role: "system" as const, content: value, createdAt: 1 }];
    const input = { name: value, description: value, settings: { ...settings, model: value }, prompts };
    const project = await db.store.projects.create(scope, input, 100);
    expect(await db.store.projects.get(scope, project.id)).toMatchObject(input);
    const file = await aFile(db.store, scope, project.id, { filename: value });
    expect(await db.store.files.get(scope, project.id, file.id)).toMatchObject({ filename: value });
    const turn = await exchange(db.store, scope, { projectId: project.id, question: value, answer: value });
    const { items } = await db.store.messages.branch(scope, turn.chatId, turn.replyId, { limit: 10 });
    expect(items.map(({ parts }) => parts)).toEqual([text(value), text(value)]);
    expect(await db.store.chats.update(scope, turn.chatId, { title: value })).toMatchObject({ title: value });
    const note = await db.store.messages.setFeedback(scope, turn.chatId, turn.replyId, {
      rating: "up",
      note: value,
    });
    expect(note?.feedback).toEqual({ rating: "up", note: value });
    const found = await db.store.projects.list(scope, { limit: 10, q: value });
    expect(found.items.map(({ id }) => id)).toEqual([project.id]);
  });

  test("half of a surrogate pair does no harm", async () => {
    const scope = await aScope(db.store);
    const { id: projectId } = await aProject(db.store, scope, "half \ud800 name");
    const turn = await exchange(db.store, scope, {
      projectId,
      question: "half \udc00 text",
      answer: "x\ud83d",
    });
    const { items } = await db.store.messages.branch(scope, turn.chatId, turn.replyId, { limit: 10 });
    for (const { parts } of items) expect(JSON.stringify(parts)).toMatch(/half .+ text|x./);
    expect((await db.store.projects.get(scope, projectId))?.name).toMatch(/^half .+ name$/);
  });

  test("bodies as long as the limits allow are kept whole", async () => {
    const scope = await aScope(db.store);
    // Every character in full: what is cut inside a pair is no text.
    const long = "長い文 🌊x ".repeat(LIMITS.messageMax / 8);
    expect(long.length).toBe(LIMITS.messageMax);
    const prompts = Array.from({ length: LIMITS.promptsPerProject }, (_, i) => ({
      id: `${i}`,
      role: "system" as const,
      content: long.slice(8 * i) + i,
      createdAt: i,
    }));
    const project = await aProject(db.store, scope);
    await db.store.projects.update(scope, project.id, 1, { prompts });
    expect(digest((await db.store.projects.get(scope, project.id))?.prompts)).toBe(digest(prompts));
    const answer = long.repeat(5);
    const turn = await exchange(db.store, scope, { projectId: project.id, question: long, answer });
    const { items } = await db.store.messages.branch(scope, turn.chatId, turn.replyId, { limit: 10 });
    expect(items.map(({ parts }) => digest(parts))).toEqual([digest(text(long)), digest(text(answer))]);
  });
});
