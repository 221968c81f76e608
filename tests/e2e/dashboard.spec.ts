import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

test("85, 86: the first visit leads to a reply without reading anything", async ({ page, me }) => {
  expect(me.name).not.toBe("");
  await page.goto("/projects");
  await expect(page.getByRole("heading", { name: "Make your first assistant" })).toBeVisible();
  await page.getByRole("button", { name: /^Writing editor/ }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f]{24}$/);
  const chat = new ChatPage(page);
  await chat.ask("Please shorten this.");
  await expect(chat.lastReply).not.toBeEmpty();
});

test("45: a project is created in place, with inline validation and a starting point", async ({
  page,
  call,
  project,
}) => {
  await page.goto("/projects");
  await page.getByRole("button", { name: "New project" }).last().click();
  const dialog = page.getByRole("dialog", { name: "New project" });
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Name is required");
  await expect(dialog.getByLabel("Name")).toBeFocused();

  await dialog.getByText("Support desk").click();
  await expect(dialog.getByLabel("Name")).toHaveValue("Support desk");
  await dialog.getByLabel("Name").fill("Bicycle shop");
  await dialog.getByText("Patient tutor").click();
  await expect(dialog.getByLabel("Name")).toHaveValue("Bicycle shop");
  await dialog.getByText("Support desk").click();
  await dialog.getByRole("button", { name: "Create project" }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f]{24}$/);
  const id = page.url().split("/").at(-1);
  expect(id).not.toBe(project.id);
  const created = await call<{ project: { prompts: { role: string }[] } }>(`/api/projects/${id}`);
  expect(created.project.prompts.map(({ role }) => role)).toEqual(["system", "user", "assistant"]);
  await expect(page.getByRole("navigation", { name: "Projects and chats" })).toContainText("Bicycle shop");
});

test("53: deleting a project asks for its name", async ({ page, project }) => {
  await page.goto("/projects");
  await page.getByRole("button", { name: `Options for ${project.name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  const dialog = page.getByRole("alertdialog");
  const confirm = dialog.getByRole("button", { name: "Delete project" });
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("textbox").fill("Travel");
  await expect(confirm).toBeDisabled();
  await dialog.getByRole("textbox").fill(project.name);
  await confirm.click();
  await expect(page.getByRole("heading", { name: "Make your first assistant" })).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Projects and chats" })).toContainText("No projects yet");
});

test("projects are searched, sorted and shown as cards or a list, as last time", async ({ page, call }) => {
  for (const name of ["Apples 10", "apples 9", "Cherries"]) await call("/api/projects", { body: { name } });
  await page.goto("/projects");
  const names = page.getByRole("main").getByRole("heading", { level: 2 });
  await expect(names).toHaveText(["Cherries", "apples 9", "Apples 10"]);

  await page.getByRole("combobox", { name: "Sort by" }).click();
  await page.getByRole("option", { name: "Name" }).click();
  await expect(names).toHaveText(["apples 9", "Apples 10", "Cherries"]);
  // By the keyboard as well, also where its list has not been fetched.
  await page.reload();
  await page.getByRole("combobox", { name: "Sort by" }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: "Name" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("option", { name: "Newest" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(names).toHaveText(["Cherries", "apples 9", "Apples 10"]);
  await expect(page.getByRole("combobox", { name: "Sort by" })).toBeFocused();
  await page.getByRole("combobox", { name: "Sort by" }).click();
  await page.getByRole("option", { name: "Name" }).click();
  await page.getByRole("button", { name: "List", exact: true }).click();
  await page.reload();
  await expect(names).toHaveText(["apples 9", "Apples 10", "Cherries"]);
  await expect(page.getByRole("button", { name: "List", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );

  await page.getByRole("searchbox", { name: "Search projects" }).fill("APPLES");
  await expect(names).toHaveText(["apples 9", "Apples 10"]);
  await page.getByRole("searchbox", { name: "Search projects" }).fill("pears");
  await expect(page.getByText("No project matches “pears”")).toBeVisible();
});

test("200 projects stay quick to go through", async ({ page, call }) => {
  await Promise.all(
    Array.from({ length: 200 }, (_, i) => call("/api/projects", { body: { name: `Project ${i}` } })),
  );
  await page.goto("/projects");
  const cards = page.getByRole("main").getByRole("heading", { level: 2 });
  await expect(cards).toHaveCount(60);
  await page.getByRole("button", { name: "Show 60 more" }).click();
  await expect(cards).toHaveCount(120);
  await page.getByRole("searchbox", { name: "Search projects" }).fill("project 199");
  await expect(cards).toHaveText(["Project 199"]);
});
