import { createElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { ReleaseDivider } from "@/components/chat/release-divider";
import { message } from "./scripted-chat";
import { open } from "./session-bench";

it("is hydrated as the server rendered it, also when older messages have come before", () => {
  const { session } = open();
  const page = (...messages: ReturnType<typeof message>[]) => ({ messages, nextCursor: null });
  const now = [
    message("u2", "user", "And?"),
    message("a2", "assistant", "So", { parentId: "u2", release: 2 }),
  ];
  session.replacePage(page(...now));
  session.markRendered();
  const divider = () => {
    const last = session.all().at(-1);
    if (!last) throw new Error("no message");
    return renderToString(createElement(ReleaseDivider, { session, message: last }));
  };
  expect(divider()).toBe("");
  const before = [
    message("u1", "user", "Hm"),
    message("a1", "assistant", "Yes", { parentId: "u1", release: 1 }),
  ];
  session.replacePage(page(...before, ...now));
  expect(session.all()).toHaveLength(4);
  expect(divider()).toBe("");
  session.markRendered();
  expect(divider()).toContain("v2");
});
