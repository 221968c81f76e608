import { describe, expect, test } from "vitest";
import { newId } from "@/lib/ids";
import type { Scope, SearchHit } from "@/lib/store/types";
import { engines, useStore } from "./support/engines";
import {
  aFile,
  allPages,
  aProject,
  aScope,
  BAD_CURSORS,
  badCursor,
  begin,
  exchange,
  finish,
  within,
} from "./support/factories";

const marked = (hit: SearchHit | undefined) =>
  hit?.extract.map((piece) => (piece.match ? `[${piece.text}]` : piece.text)).join("");

/** Milliseconds of this thread's own work between turns of the event loop while something runs. */
async function stallsDuring(work: () => Promise<unknown>): Promise<number[]> {
  const stalls = [0];
  let going = true;
  let before = process.threadCpuUsage();
  const look = () => {
    const { user, system } = process.threadCpuUsage(before);
    stalls.push((user + system) / 1_000);
    before = process.threadCpuUsage();
    if (going) setImmediate(look);
  };
  setImmediate(look);
  await work();
  going = false;
  return stalls;
}

describe.each(engines)("search on $name", (engine) => {
  const db = useStore(engine);
  const setUp = async () => {
    const scope = await aScope(db.store);
    return { scope, projectId: (await aProject(db.store, scope)).id };
  };
  const search = async (scope: Scope, q: string, limit = 50) =>
    (await db.store.search.query(scope, q, { limit })).items;
  const messagesOf = async (scope: Scope, q: string) =>
    (await search(scope, q)).map(({ message }) => message?.id);

  test("questions, answers and titles are found, with what is around the match", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const turn = await exchange(db.store, scope, {
      projectId,
      now,
      question: "How do I bake a Crème brûlée?",
      answer: "Heat the creme slowly.",
    });
    await db.store.chats.update(scope, turn.chatId, { title: "Baking" });
    const [answer, question] = await search(scope, "CREME");
    const chat = { id: turn.chatId, projectId, title: "Baking", activityAt: now };
    expect(answer).toEqual({
      chat,
      message: { id: turn.replyId, role: "assistant", createdAt: now },
      extract: [
        { text: "Heat the ", match: false },
        { text: "creme", match: true },
        { text: " slowly.", match: false },
      ],
    });
    expect(question).toMatchObject({ chat, message: { id: turn.userId, role: "user" } });
    expect(marked(question)).toBe("How do I bake a [Crème] brûlée?");
    expect(await search(scope, "baking")).toEqual([
      { chat, message: null, extract: [{ text: "Baking", match: true }] },
    ]);
    expect((await search(scope, "bak")).map(({ message }) => message?.id ?? null)).toEqual([
      null,
      turn.userId,
    ]);
  });

  test.each([
    ["東京都庁に行きました", "都庁"],
    ["東京都庁に行きました", "東"],
    ["我喜欢吃苹果。", "苹果"],
    ["한국어 검색입니다", "검색"],
    ["ภาษาไทยค้นหา", "ค้นหา"],
    ["Привет, большой мир", "МИР прив"],
    ["שָׁלוֹם עולם", "שלום"],
    ["Die Straße nach Århus", "strasse arhus"],
    ["launch 🚀 now", "🚀"],
    ["𠜎𠜱 rare", "𠜎𠜱"],
    ["call foo_bar() in lib/store/types.ts", "store/types"],
    ['she said "no more" twice', '"no more" twice'],
  ])("%j is found by %j", async (text, query) => {
    const { scope, projectId } = await setUp();
    const turn = await exchange(db.store, scope, { projectId, question: text, answer: "nothing" });
    expect(await messagesOf(scope, query)).toEqual([turn.userId]);
    await db.store.chats.update(scope, turn.chatId, { title: text });
    expect(await messagesOf(scope, query)).toEqual([undefined, turn.userId]);
  });

  test("everything that is asked for must occur", async () => {
    const { scope, projectId } = await setUp();
    await exchange(db.store, scope, { projectId, question: "red green blue", answer: "東京 都庁" });
    for (const query of [
      "red yellow",
      '"green red"',
      "een",
      "京都",
      "",
      "   ",
      "!?",
      '""',
      "*",
      "red OR yellow",
      "body:red",
    ]) {
      expect(await search(scope, query)).toEqual([]);
    }
    for (const query of ["red blue", '"green blue"', "gre", 'red"', "(red)", "-red", "red*", "'red'"]) {
      expect(await search(scope, query)).toHaveLength(1);
    }
  });

  test("a reply is found once it has ended, by its last text", async () => {
    const { scope, projectId } = await setUp();
    const turn = await begin(db.store, scope, { projectId, question: "ask" });
    const flush = { runId: turn.runId, lease: turn.lease, leaseUntil: Date.now() + 9_000, events: [] };
    await db.store.runs.flush([{ ...flush, message: { parts: [{ type: "text", text: "draft words" }] } }]);
    expect(await search(scope, "draft")).toEqual([]);
    await finish(db.store, turn, "final words", "stopped");
    expect(await messagesOf(scope, "final")).toEqual([turn.replyId]);
    expect(await search(scope, "draft")).toEqual([]);

    const again = await begin(db.store, scope, { projectId, question: "ask" });
    const kept = { ...flush, runId: again.runId, lease: again.lease };
    await db.store.runs.flush([{ ...kept, message: { parts: [{ type: "text", text: "kept words" }] } }]);
    await db.store.runs.flush([{ ...kept, finish: { status: "interrupted" } }]);
    expect(await messagesOf(scope, "kept")).toEqual([again.replyId]);
  });

  test("reasoning is not searched", async () => {
    const { scope, projectId } = await setUp();
    const { runId, lease } = await begin(db.store, scope, { projectId });
    const parts = [
      { type: "reasoning" as const, text: "secretly" },
      { type: "text" as const, text: "openly" },
    ];
    await db.store.runs.flush([
      { runId, lease, leaseUntil: 1, events: [], message: { parts }, finish: { status: "complete" } },
    ]);
    expect(await search(scope, "secretly")).toEqual([]);
    expect(await search(scope, "openly")).toHaveLength(1);
  });

  test("an old title is found no more", async () => {
    const { scope, projectId } = await setUp();
    const { chatId } = await exchange(db.store, scope, { projectId, question: "x" });
    await db.store.chats.update(scope, chatId, { title: "Before" });
    await db.store.chats.update(scope, chatId, { title: "After" });
    expect(await search(scope, "before")).toEqual([]);
    expect(await search(scope, "after")).toHaveLength(1);
  });

  test("pages are titles first, then messages, newest first, without gap or repeat", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const [titles, messages]: [string[], string[]] = [[], []];
    for (let i = 0; i < 7; i++) {
      const turn = await exchange(db.store, scope, {
        projectId,
        now: now + i * 10,
        question: "needle",
        answer: "needle",
      });
      await db.store.chats.update(scope, turn.chatId, { title: `Needle ${i}` });
      titles.unshift(turn.chatId);
      messages.unshift(turn.userId);
    }
    for (const limit of [1, 3, 7, 20]) {
      const hits = await allPages((page) => db.store.search.query(scope, "needle", page), limit);
      expect(hits.slice(0, 7).map(({ chat, message }) => message ?? chat.id)).toEqual(titles);
      const found = hits.slice(7).map(({ message }) => message?.id);
      expect(found).toHaveLength(14);
      expect(new Set(found).size).toBe(14);
      expect(found.filter((id) => messages.includes(id ?? ""))).toEqual(messages);
      const times = hits.slice(7).map(({ message }) => message?.createdAt ?? 0);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
    }
    for (const cursor of BAD_CURSORS) {
      await expect(db.store.search.query(scope, "needle", { limit: 2, cursor })).rejects.toMatchObject(
        badCursor,
      );
    }
  });

  test("pages go on without gap or repeat while messages are added", async () => {
    const { scope, projectId } = await setUp();
    const now = Date.now();
    const add = (at: number) =>
      exchange(db.store, scope, { projectId, now: at, question: "grow", answer: "x" });
    const there: (string | undefined)[] = [];
    for (let i = 0; i < 9; i++) there.unshift((await add(now + i)).userId);
    const hits = await allPages(
      (page) => db.store.search.query(scope, "grow", page),
      2,
      () => add(now + 100),
    );
    expect(hits.map(({ message }) => message?.id)).toEqual(there);
  });

  test("what is removed is found no more, and nobody finds another's", async () => {
    const { scope, projectId } = await setUp();
    const { scope: stranger, projectId: theirs } = await setUp();
    const other = (await aProject(db.store, scope)).id;
    const a = await exchange(db.store, scope, { projectId, question: "treasure", answer: "x" });
    const b = await exchange(db.store, scope, { projectId: other, question: "treasure", answer: "x" });
    const c = await exchange(db.store, stranger, { projectId: theirs, question: "treasure", answer: "x" });
    expect(await messagesOf(scope, "treasure")).toEqual([b.userId, a.userId]);
    expect(await messagesOf(stranger, "treasure")).toEqual([c.userId]);
    expect(await messagesOf(within(scope, other), "treasure")).toEqual([b.userId]);
    await db.store.chats.remove(scope, a.chatId);
    expect(await messagesOf(scope, "treasure")).toEqual([b.userId]);
    await db.store.projects.remove(scope, other);
    expect(await search(scope, "treasure")).toEqual([]);
    expect(await messagesOf(stranger, "treasure")).toEqual([c.userId]);
  });

  test("a search over megabytes of prompts lets others in between", async () => {
    const { scope } = { scope: await aScope(db.store) };
    for (let i = 0; i < 4; i++) {
      const { id, version } = await aProject(db.store, scope);
      const prompts = Array.from({ length: 50 }, () => ({
        id: newId(),
        role: "system" as const,
        content: `${newId()} großé `.repeat(3_000),
        createdAt: 1,
      }));
      await db.store.projects.update(scope, id, version, { prompts });
    }
    const longest = Math.max(...(await stallsDuring(() => db.store.search.contents(scope, "nowhere", 10))));
    expect(longest).toBeLessThan(150);
  });

  test("files are found by their names and prompts by their text, one's own alone", async () => {
    const { scope, projectId } = await setUp();
    const { scope: stranger, projectId: theirs } = await setUp();
    const other = (await aProject(db.store, scope)).id;
    const prompt = (id: string, content: string) => ({ id, role: "system" as const, content, createdAt: 1 });
    await db.store.projects.update(scope, projectId, 1, {
      prompts: [prompt(newId(), "Be brief."), prompt("second", "Answer from the Überblick.")],
    });
    await db.store.projects.update(stranger, theirs, 1, { prompts: [prompt(newId(), "überblick")] });
    const older = await aFile(db.store, scope, projectId, { filename: "Überblick_2026.pdf" });
    const newer = await aFile(db.store, scope, other, { filename: "uberblick.txt" });
    await aFile(db.store, scope, other, { filename: "prices.csv" });
    await aFile(db.store, stranger, theirs, { filename: "überblick.txt" });

    const found = await db.store.search.contents(scope, "UBERBL", 10);
    expect(found.files).toEqual([
      { id: newer.id, projectId: other, filename: "uberblick.txt" },
      { id: older.id, projectId, filename: "Überblick_2026.pdf" },
    ]);
    expect(found.prompts).toEqual([
      {
        id: "second",
        projectId,
        role: "system",
        extract: [
          { text: "Answer from the ", match: false },
          { text: "Überblick", match: true },
          { text: ".", match: false },
        ],
      },
    ]);
    expect((await db.store.search.contents(scope, "uberblick 2026", 10)).files).toHaveLength(1);
    expect((await db.store.search.contents(scope, "uberblick", 1)).files).toHaveLength(1);
    const narrow = await db.store.search.contents(within(scope, other), "uberblick", 10);
    expect(narrow).toMatchObject({ files: [{ id: newer.id }], prompts: [] });
    expect(await db.store.search.contents(scope, " ,", 10)).toEqual({ files: [], prompts: [] });
    await db.store.projects.remove(scope, projectId);
    expect(await db.store.search.contents(scope, "uberblick", 10)).toMatchObject({
      files: [{ id: newer.id }],
      prompts: [],
    });
  });

  test("a match far inside 100,000 characters is shown with its surroundings", async () => {
    const { scope, projectId } = await setUp();
    const long = `${"lorem ipsum ".repeat(4_000)}needle ${"dolor 東京 ".repeat(4_000)}`;
    await exchange(db.store, scope, { projectId, question: long, answer: newId() });
    const [hit] = await search(scope, "needle");
    expect(marked(hit)).toMatch(/^….*lorem ipsum \[needle\] dolor.*…$/);
    expect(marked(hit)?.length).toBeLessThan(300);
  });
});
