import { ChatPage } from "./support/chat-page";
import { expect, test } from "./support/test";

test("the open chat is renamed, pinned, archived and restored from its header", async ({ page, project }) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("[[say]] Hello");
  const crumbs = page.getByRole("navigation", { name: "Breadcrumbs" });
  const title = crumbs.getByRole("button");
  const sidebar = page.getByRole("region", { name: "Chats" });

  await title.click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await crumbs.getByRole("textbox", { name: "Chat title" }).fill("Greetings");
  await page.keyboard.press("Enter");
  await expect(title).toHaveText("Greetings");

  await title.click();
  await page.getByRole("menuitem", { name: "Pin" }).click();
  await expect(sidebar.getByRole("list", { name: "Pinned" }).getByText("Greetings")).toBeVisible();

  await title.click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}$`));
  await expect(sidebar.getByText("Greetings")).toBeHidden();

  await page.goto(`/projects/${project.id}/chats?archived`);
  await page.getByRole("checkbox", { name: "Select Greetings" }).check();
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("No archived chats")).toBeVisible();
  await expect(sidebar.getByText("Greetings")).toBeVisible();
});

test("a phone has one row above a chat, with its title, a new chat and sharing", async ({
  page,
  project,
}) => {
  await page.setViewportSize({ width: 375, height: 740 });
  const chat = new ChatPage(page);
  await page.goto(`/projects/${project.id}`);
  await chat.ask("[[say]] Hello");
  const header = page.getByRole("banner");
  await expect(header.getByRole("link", { name: "New chat" })).toBeVisible();
  expect((await header.boundingBox())?.height).toBeLessThan(60);
  await header.getByRole("button", { name: "Share this chat" }).click();
  await expect(page.getByRole("dialog", { name: "Share this chat" })).toBeVisible();
});

test("the whole conversation is one page for the printer", async ({ page, project }) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("[[say]] First **answer**");
  await chat.ask("[[say]] Second answer");
  const id = new URL(page.url()).pathname.split("/").at(-1);
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "");
  });
  await page.goto(`/print/${id}`);
  await expect(page.locator("html[data-printed]")).toBeAttached();
  await expect(page.getByRole("article")).toHaveCount(4);
  await expect(page.getByText("First answer")).toBeVisible();
});

test("a chat answers with the model chosen for it, in the next messages and after a reload", async ({
  page,
  project,
  provider,
}) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  const asked = (text: string) =>
    provider.chats().find((request) => JSON.stringify(request.body).includes(text))?.body as {
      model: string;
    };
  await page.getByRole("button", { name: "Model: gpt-4o-mini" }).click();
  await page.getByPlaceholder("Search models, or type a name").fill("scripted-own");
  await page.getByRole("option", { name: /scripted-own/ }).click();
  await chat.ask("the first question");
  expect(asked("the first question").model).toBe("scripted-own");
  await page.reload();
  await page.getByRole("button", { name: "Model: scripted-own" }).click();
  await page.getByRole("option", { name: /this project’s model/ }).click();
  await chat.ask("the second question");
  expect(asked("the second question").model).toBe("gpt-4o-mini");
});
