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

test("the title and its menu are in sight at every width", async ({ page, project }) => {
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("[[say]] A long answer");
  const crumbs = page.getByRole("navigation", { name: "Breadcrumbs" });
  const title = crumbs.getByRole("button");
  await title.click();
  await page.getByRole("menuitem", { name: "Rename" }).click();
  await crumbs
    .getByRole("textbox", { name: "Chat title" })
    .fill("Where to go in the north of Norway in late September with two small children");
  await page.keyboard.press("Enter");
  await expect(title).toContainText("Where to go");
  for (const width of [375, 768, 1024, 1280, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await expect
      .poll(async () => (await title.boundingBox())?.width ?? 0, { message: `${width}` })
      .toBeGreaterThan(100);
    const header = await page.getByRole("banner").boundingBox();
    expect(header?.height, `${width}`).toBeLessThan(80);
    await title.click();
    await expect(page.getByRole("menuitem", { name: "Rename" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
  }
  // Beside it the project is named in full, and a tab that shows its picture alone is still called by its name.
  await expect
    .poll(() =>
      crumbs
        .getByText("Travel planner")
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
    )
    .toBeLessThanOrEqual(0);
  const tabs = page.getByRole("navigation", { name: "Project", exact: true });
  expect(
    await tabs
      .locator("a > span")
      .evaluateAll((words) => words.map((word) => word.scrollWidth - word.clientWidth)),
  ).toEqual([0, 0, 0, 0, 0, 0]);
  await page.setViewportSize({ width: 1024, height: 800 });
  const prompts = tabs.getByRole("link", { name: "Prompts" });
  await prompts.hover();
  await expect(page.getByRole("tooltip")).toHaveText("Prompts");
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
