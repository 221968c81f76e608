import { expect, test } from "vitest";
import { groupChats } from "@/components/shell/chat-groups";
import type { Chat } from "@/lib/schemas";

const chat = (id: string, activityAt: string, pinned = false): Chat => ({
  id,
  title: id,
  projectId: "p",
  createdAt: activityAt,
  updatedAt: activityAt,
  activityAt,
  running: false,
  pinned,
  archived: false,
  shared: false,
});
const NOW = Date.parse("2026-03-10T12:00:00.000Z");
const shown = (chats: Chat[], offset = 0) =>
  groupChats(chats, NOW, offset).map(({ heading, chats: inIt }) => [heading, ...inIt.map(({ id }) => id)]);

test("chats stand under today, yesterday, the week and their month; pinned ones first", () => {
  expect(
    shown([
      chat("a", "2026-03-10T11:00:00.000Z"),
      chat("b", "2026-03-09T23:30:00.000Z"),
      chat("c", "2026-03-03T01:00:00.000Z", true),
      chat("d", "2026-03-03T00:30:00.000Z"),
      chat("e", "2026-03-02T00:30:00.000Z"),
      chat("f", "2025-12-31T10:00:00.000Z"),
    ]),
  ).toEqual([
    ["Pinned", "c"],
    ["Today", "a"],
    ["Yesterday", "b"],
    ["Previous 7 days", "d"],
    ["March 2026", "e"],
    ["December 2025", "f"],
  ]);
});

test("a day is the reader's, and a server whose clock is ahead says nothing of tomorrow", () => {
  expect(shown([chat("late", "2026-03-09T23:30:00.000Z")], -60)).toEqual([["Today", "late"]]);
  expect(shown([chat("ahead", "2026-03-11T00:00:00.000Z")])).toEqual([["Today", "ahead"]]);
});
