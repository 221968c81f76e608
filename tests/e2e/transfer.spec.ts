import { readFile } from "node:fs/promises";
import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

type Listed = { projects: { id: string; name: string; promptCount: number; fileCount: number }[] };

test("a project is exported with its files and imported again", async ({
  page,
  call,
  project,
  me,
  product,
}) => {
  await call(`/api/projects/${project.id}/prompts`, { body: { content: "Answer in one word." } });
  const form = new FormData();
  form.set("file", new File(["Rome is old."], "rome.txt"));
  const headers = { Authorization: `Bearer ${me.token}` };
  const sent = await fetch(`${product.url}/api/projects/${project.id}/files`, {
    method: "POST",
    body: form,
    headers,
  });
  expect(sent.status).toBe(201);

  await page.goto("/projects");
  await page.getByRole("button", { name: `Options for ${project.name}` }).click();
  await page.getByRole("menuitem", { name: "Export" }).click();
  const dialog = page.getByRole("dialog", { name: `Export “${project.name}”` });
  await dialog.getByRole("switch", { name: "Include files" }).click();
  await expectAccessible(page);
  const saving = page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Export" }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe("Travel planner.json");
  const document = JSON.parse(await readFile(await saved.path(), "utf8"));
  expect(document).toMatchObject({ version: 1, files: [{ filename: "rome.txt" }] });
  await expect(dialog).toBeHidden();

  document.project.name = "Travel again";
  await page.getByLabel("Exported project").setInputFiles({
    name: "edited.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(document)),
  });
  await expect(page).toHaveURL(/\/projects\/[0-9a-f]{24}$/);
  await expect(page.getByText("Imported “Travel again”")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Projects and chats" })).toContainText("Travel again");
  const { projects } = await call<Listed>("/api/projects");
  expect(projects.find(({ name }) => name === "Travel again")).toMatchObject({
    promptCount: 1,
    fileCount: 1,
  });
});

test("a dropped file that is no export says what is wrong with it, and makes nothing", async ({
  page,
  call,
  project,
  noise,
}) => {
  noise.allow(/status of 400/);
  expect(project.id).toBeTruthy();
  await page.goto("/projects");
  await expect(page.getByRole("heading", { name: project.name })).toBeVisible();
  const drop = async (text: string) => {
    const transfer = await page.evaluateHandle((content) => {
      const data = new DataTransfer();
      data.items.add(new File([content], "wrong.json", { type: "application/json" }));
      return data;
    }, text);
    await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
    await expect(page.getByText("Drop to import a project")).toBeVisible();
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  };
  const format = { format: "chatbot-platform.project", version: 1 };
  await drop(JSON.stringify({ ...format, project: { name: "x".repeat(101), settings: { temperature: 9 } } }));
  const dialog = page.getByRole("dialog", { name: "Import a project" });
  const alert = dialog.getByRole("alert");
  await expect(alert).toContainText("This file can’t be imported. Nothing was created.");
  await expect(alert).toContainText("Name must be at most 100 characters (project.name)");
  await expect(alert).toContainText("Temperature must be at most 2 (project.settings.temperature)");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Close" }).first().click();
  await expect(dialog).toBeHidden();
  await drop("Dear diary");
  await expect(dialog.getByRole("alert")).toContainText("the file isn’t JSON");
  expect((await call<Listed>("/api/projects")).projects).toHaveLength(1);
});

test("a project is duplicated from its menu, and the copy is one click away", async ({
  page,
  call,
  project,
}) => {
  await call(`/api/projects/${project.id}/prompts`, { body: { content: "Be kind." } });
  await page.goto("/projects");
  await page.getByRole("button", { name: `Options for ${project.name}` }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(page.getByRole("heading", { name: "Travel planner (copy)" })).toBeVisible();
  await page.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f]{24}$/);
  expect(page.url()).not.toContain(project.id);
  await expect(page.getByRole("heading", { name: "Travel planner (copy)" })).toBeVisible();
});

test("a starting point brings a first message that is ready to send", async ({ page, me }) => {
  expect(me.name).not.toBe("");
  await page.goto("/projects");
  await page.getByRole("button", { name: /^Patient tutor/ }).click();
  await expect(page).toHaveURL(/\/projects\/[0-9a-f]{24}$/);
  const chat = new ChatPage(page);
  await expect(chat.field).toHaveValue(/compound interest/);
  await chat.field.press("Enter");
  await chat.idle();
  await expect(chat.mine).toContainText("compound interest");
  await expect(chat.lastReply).not.toBeEmpty();
});

test("the dashboard shows what happens in all projects while it happens", async ({ page, call, project }) => {
  await page.goto("/projects");
  await expect(page.getByRole("heading", { name: project.name })).toBeVisible();
  await expect(page.getByRole("region", { name: "Pick up where you left off" })).toBeHidden();
  const { project: other } = await call<{ project: { id: string } }>("/api/projects", {
    body: { name: "Garden" },
  });
  const send = (id: string, message: string) => call(`/api/chat/${id}`, { body: { message, stream: false } });
  await send(project.id, "First question");
  await send(other.id, "Second question");
  const links = page.getByRole("region", { name: "Pick up where you left off" }).getByRole("link");
  await expect(links).toHaveCount(2);
  await expect(links.first()).toContainText("Garden");
  await expect(links.last()).toContainText(project.name);
  await links.last().click();
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}/chats/`));
});
