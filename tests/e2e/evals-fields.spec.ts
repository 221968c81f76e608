import type { Locator } from "@playwright/test";
import { expect, test } from "./support/test";

/** Marked, and said at the field itself. */
async function refused(field: Locator, message: string): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(message);
}

test("a set, a case and a release say at each field what is wrong with it, and lose nothing", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/status of 400/);
  const base = `/projects/${project.id}`;
  await call(`/api${base}/prompts`, { body: { content: "You know {{city}}." } });
  const { testSet } = await call<{ testSet: { id: string } }>(`/api${base}/test-sets`, {
    body: { name: "Basics", gate: { enabled: true } },
  });
  const set = `${base}/tests/${testSet.id}`;

  await page.goto(set);
  const setName = page.getByLabel("Name", { exact: true });
  await setName.fill("n".repeat(101));
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await refused(setName, "Name must be at most 100 characters");
  await expect(setName).toHaveValue("n".repeat(101));

  await page.goto(`${set}/cases/new`);
  const [question, city, name, reference, tags, criteria] = [
    "Question",
    "city",
    /^Name/,
    /^Reference/,
    /^Tags/,
    "The answer…",
  ].map((label) => page.getByLabel(label, { exact: true })) as [
    Locator,
    Locator,
    Locator,
    Locator,
    Locator,
    Locator,
  ];
  const save = page.getByRole("button", { name: "Save", exact: true });
  await city.fill("c".repeat(10_001));
  await name.fill("n".repeat(201));
  await reference.fill("r".repeat(100_001));
  await tags.fill("t".repeat(51));
  await save.click();
  await expect(question).toBeFocused();
  await refused(question, "Question is required");
  await refused(city, "A variable's value must be at most 10000 characters");
  await refused(name, "Name must be at most 200 characters");
  await refused(reference, "Reference answer must be at most 100000 characters");
  await refused(tags, "A tag must be at most 50 characters");
  await refused(criteria, "Criteria are required");
  await expect(name).toHaveValue("n".repeat(201));
  await question.fill("What is there to see?");
  await city.fill("Bergen");
  await name.fill("");
  await reference.fill("");
  await tags.fill("");
  await criteria.fill("names a sight");
  await save.click();
  await expect(page.getByRole("link", { name: "What is there to see?" })).toBeVisible();

  await page.goto(`${base}/releases`);
  await page.getByRole("button", { name: "Create release" }).click();
  const dialog = page.getByRole("dialog");
  const note = dialog.getByLabel(/^Note/);
  await note.fill("n".repeat(501));
  await dialog.getByRole("button", { name: "Create release" }).click();
  await refused(note, "Note must be at most 500 characters");
  await note.fill("First");
  await dialog.getByRole("button", { name: "Create release" }).click();
  await page.getByRole("button", { name: "Publish v1" }).click();
  const reason = dialog.getByLabel("Publish anyway, because");
  await reason.fill("r".repeat(1_001));
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await refused(reason, "The reason must be at most 1000 characters");
  await expect(reason).toHaveValue("r".repeat(1_001));
});
