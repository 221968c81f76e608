import { expect, test } from "vitest";
import { fieldOfPath, patchOf, valuesOf } from "@/components/settings/settings-values";
import type { Project } from "@/lib/schemas";

const project: Pick<Project, "name" | "description" | "icon" | "color" | "settings"> = {
  name: "Desk",
  description: "",
  icon: null,
  color: null,
  settings: { model: "demo", temperature: 0.7, maxTokens: 1_000, starters: ["First", "Second …"] },
};

test("starters are edited as lines, and empty lines are none", () => {
  const values = valuesOf(project);
  expect(values.starters).toBe("First\nSecond …");
  expect(patchOf({ ...values, starters: " One \n\nTwo\n" }, ["starters"])).toEqual({
    settings: { starters: ["One", "Two"] },
  });
  expect(patchOf({ ...values, starters: "" }, ["starters"])).toEqual({ settings: { starters: [] } });
});

test("a fault of one starter is the field's", () => {
  expect(fieldOfPath("settings.starters.3")).toBe("starters");
  expect(fieldOfPath("settings.knowledge.budget")).toBe("budget");
});
