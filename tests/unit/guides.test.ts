import { expect, it } from "vitest";
import { guides, readGuide } from "@/app/docs/guides";

it("shows every guide it names, with links that lead somewhere", async () => {
  for (const name of await guides()) {
    const guide = await readGuide(name);
    expect(guide?.title).not.toBe("");
    expect(guide?.text).not.toMatch(/\]\((?!https?:|#|\/docs\/)/);
  }
  expect(await guides()).toContain("operating");
});

it.each(["../README", "decisions/0001", "operating.md", "", "constructor"])(
  "knows no guide %j",
  async (name) => {
    expect(await readGuide(name)).toBeNull();
  },
);
