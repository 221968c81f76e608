import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/fixtures";
import { type Caller, expect, holdBack, openSession, test } from "./support/test";

type Prompt = { id: string; role: string; content: string };

async function addPrompts(call: Caller, projectId: string, contents: string[]): Promise<void> {
  for (const content of contents) await call(`/api/projects/${projectId}/prompts`, { body: { content } });
}
async function storedPrompts(call: Caller, projectId: string): Promise<Prompt[]> {
  return (await call<{ project: { prompts: Prompt[] } }>(`/api/projects/${projectId}`)).project.prompts;
}
const contents = async (call: Caller, projectId: string) =>
  (await storedPrompts(call, projectId)).map(({ content }) => content);
const shown = (page: Page) => page.getByRole("main").locator("ol > li p[dir=auto]");

test("85: the first prompt is written, changed and deleted, and deleting can be undone", async ({
  page,
  call,
  project,
}) => {
  await page.goto(`/projects/${project.id}/prompts`);
  await page.getByRole("button", { name: "Write the first prompt" }).click();
  const field = page.getByRole("textbox", { name: "Prompt text" });
  await expect(field).toBeFocused();
  await page.getByRole("button", { name: "Add prompt" }).first().click();
  await expect(page.getByRole("alert").filter({ hasText: "Write something first" })).toBeVisible();
  await field.fill("Answer in French.");
  await field.press("Control+Enter");
  await expect(shown(page)).toHaveText(["Answer in French."]);

  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  await page.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: /^User/ }).click();
  await field.fill("Bonjour !");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Edit prompt 1" })).toBeFocused();
  expect(await storedPrompts(call, project.id)).toMatchObject([{ role: "user", content: "Bonjour !" }]);

  await addPrompts(call, project.id, ["Second"]);
  await page.reload();
  await page.getByRole("button", { name: "Delete prompt 1" }).click();
  await expect(shown(page)).toHaveText(["Second"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(shown(page)).toHaveText(["Bonjour !", "Second"]);
  expect(await contents(call, project.id)).toEqual(["Bonjour !", "Second"]);
});

test("50: every prompt shows its tokens, and what a prompt may hold", async ({ page, call, project }) => {
  await addPrompts(call, project.id, ["One two three four five"]);
  await page.goto(`/projects/${project.id}/prompts`);
  await expect(page.getByText(/^about \d+ tokens$/)).toBeVisible();
  await expect(
    page.getByText(/About \d+ tokens with every message. gpt-4o-mini takes up to [\d,]+\./),
  ).toBeVisible();
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  const field = page.getByRole("textbox", { name: "Prompt text" });
  // A character beyond the basic plane is one, as on the server.
  await field.fill("å🙂".repeat(10));
  await expect(page.getByText("20 of 100,000 characters")).toBeVisible();
  await field.fill("x".repeat(100_001));
  await expect(page.getByText("100,001 of 100,000 characters")).toBeVisible();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "1 character too many" })).toBeVisible();
});

test("prompts are reordered by keys and by dragging", async ({ page, call, project }) => {
  await addPrompts(call, project.id, ["Alpha", "Beta", "Gamma"]);
  await page.goto(`/projects/${project.id}/prompts`);
  const handle = page.getByRole("button", { name: /^Move prompt 1: drag/ });
  await handle.press("ArrowDown");
  await expect(shown(page)).toHaveText(["Beta", "Alpha", "Gamma"]);
  await expect(page.getByText("Moved to position 2 of 3")).toBeAttached();
  await expect.poll(() => contents(call, project.id)).toEqual(["Beta", "Alpha", "Gamma"]);

  const from = await page.getByRole("button", { name: /^Move prompt 3: drag/ }).boundingBox();
  const to = await shown(page).first().boundingBox();
  if (!from || !to) throw new Error("nothing to drag");
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x, (from.y + to.y) / 2, { steps: 8 });
  await page.mouse.move(from.x, to.y - 30, { steps: 8 });
  await page.mouse.up();
  await expect(shown(page)).toHaveText(["Gamma", "Beta", "Alpha"]);
  await expect.poll(() => contents(call, project.id)).toEqual(["Gamma", "Beta", "Alpha"]);
});

test("46: unsaved changes are guarded against links, the palette and Back", async ({
  page,
  call,
  project,
}) => {
  await addPrompts(call, project.id, ["Original"]);
  await page.goto(`/projects/${project.id}/files`);
  await page.getByRole("link", { name: "Prompts" }).click();
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  const field = page.getByRole("textbox", { name: "Prompt text" });
  await field.fill("Changed");
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });

  await page.getByRole("link", { name: "Settings" }).click();
  await question.getByRole("button", { name: "Stay" }).click();
  await expect(field).toHaveValue("Changed");

  // Not page.goBack(), which waits for the navigation that must not happen.
  await page.evaluate(() => history.back());
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Stay" }).click();
  await expect(field).toHaveValue("Changed");

  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "All projects" }).click();
  await expect(question).toBeVisible();
  await question.getByRole("button", { name: "Stay" }).click();

  await page.evaluate(() => history.back());
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/files$/);
  await expect(question).toBeHidden();
  await page.getByRole("link", { name: "Prompts" }).click();
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  await field.fill("Changed again");

  await page.getByRole("link", { name: "Settings" }).click();
  await question.getByRole("button", { name: "Leave" }).click();
  await expect(page).toHaveURL(/\/settings$/);
  expect(await contents(call, project.id)).toEqual(["Original"]);
});

test("49: a prompt that was changed elsewhere is shown beside one's own", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/status of 409/);
  await addPrompts(call, project.id, ["First", "Second"]);
  const [first, second] = await storedPrompts(call, project.id);
  await page.goto(`/projects/${project.id}/prompts`);
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  const field = page.getByRole("textbox", { name: "Prompt text" });

  // Another prompt changed: nothing to decide, both changes stay.
  await call(`/api/projects/${project.id}/prompts/${second?.id}`, {
    method: "PUT",
    body: { content: "Second, theirs" },
  });
  await field.fill("First, mine");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name: "Edit prompt 1" })).toBeFocused();
  expect(await contents(call, project.id)).toEqual(["First, mine", "Second, theirs"]);

  // The same one changed: the person decides.
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  await call(`/api/projects/${project.id}/prompts/${first?.id}`, {
    method: "PUT",
    body: { content: "First, theirs" },
  });
  await field.fill("First, mine again");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("This prompt was changed elsewhere")).toBeVisible();
  await expect(page.getByText("First, theirs")).toBeVisible();
  await expect(field).toHaveValue("First, mine again");
  await page.getByRole("button", { name: "Replace with mine" }).click();
  await expect(page.getByRole("button", { name: "Edit prompt 1" })).toBeFocused();
  expect((await contents(call, project.id))[0]).toBe("First, mine again");
});

test("47, 48: what can't be saved is said beside the field or in words, and nothing is lost", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/status of 500/);
  await addPrompts(call, project.id, ["Original"]);
  await page.goto(`/projects/${project.id}/prompts`);
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  const field = page.getByRole("textbox", { name: "Prompt text" });
  const save = page.getByRole("button", { name: "Save", exact: true });
  await field.fill(" ");
  await save.click();
  await expect(page.getByRole("alert").filter({ hasText: "An empty prompt can’t be saved" })).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");

  const release = await holdBack(page, "**/prompts/*", async (route) => {
    await route.fulfill({
      status: 500,
      json: { success: false, message: "Something went wrong!", code: "internal" },
    });
  });
  await field.fill("Mine");
  await save.click();
  await expect(save).toHaveAttribute("aria-busy", "true");
  release();
  await expect(page.getByRole("alert").filter({ hasText: "Not saved." })).toBeVisible();
  await expect(field).toHaveValue("Mine");
  await page.unroute("**/prompts/*");
  await save.click();
  await expect(shown(page)).toHaveText(["Mine"]);
  expect(await contents(call, project.id)).toEqual(["Mine"]);
});

test("49: two browsers that edit one prompt: the later one decides, a removed prompt comes back, an old order does not", async ({
  page,
  call,
  project,
  me,
  browser,
  product,
  noise,
}) => {
  noise.allow(/status of (400|404|409)/);
  await addPrompts(call, project.id, ["First", "Second"]);
  const elsewhere = await browser.newContext();
  await openSession(elsewhere, product.url, me);
  const theirs = await elsewhere.newPage();
  const address = `/projects/${project.id}/prompts`;
  await Promise.all([page.goto(address), theirs.goto(product.url + address)]);

  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  await theirs.getByRole("button", { name: "Edit prompt 1" }).click();
  const field = page.getByRole("textbox", { name: "Prompt text" });
  await theirs.getByRole("textbox", { name: "Prompt text" }).fill("First, theirs");
  await theirs.getByRole("button", { name: "Save", exact: true }).click();
  await expect(shown(theirs).first()).toHaveText("First, theirs");
  await field.fill("First, mine");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "This prompt was changed elsewhere" }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Use theirs" }).click();
  await expect(shown(page)).toHaveText(["First, theirs", "Second"]);

  await page.getByRole("button", { name: "Edit prompt 2" }).click();
  await field.fill("Second, mine");
  await theirs.getByRole("button", { name: "Delete prompt 2" }).click();
  await expect.poll(() => contents(call, project.id)).toEqual(["First, theirs"]);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("This prompt was deleted elsewhere")).toBeVisible();
  await page.getByRole("button", { name: "Add mine again" }).click();
  await expect(shown(page)).toHaveText(["First, theirs", "Second, mine"]);

  // While the order is on its way another one comes.
  await page.route(`**/api/projects/${project.id}/prompts`, async (route) => {
    await addPrompts(call, project.id, ["Third, theirs"]);
    await route.continue();
  });
  await page.getByRole("button", { name: /^Move prompt 1: drag/ }).press("ArrowDown");
  await expect(page.getByText("the prompts were changed elsewhere", { exact: false })).toBeVisible();
  await expect(shown(page)).toHaveText(["First, theirs", "Second, mine", "Third, theirs"]);
  await elsewhere.close();
});

test("70: the prompt editor is accessible, with a prompt open and in both themes", async ({
  page,
  call,
  project,
}) => {
  await addPrompts(call, project.id, ["For {{name=Ada}}.", "Second"]);
  await page.goto(`/projects/${project.id}/prompts`);
  await page.getByRole("button", { name: "Edit prompt 2" }).click();
  await expectAccessible(page);
});
