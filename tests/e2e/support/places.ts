import { expect, type Page } from "@playwright/test";
import type { Caller } from "./test";

/** What the places show: one of everything. */
export type World = {
  projectId: string;
  projectName: string;
  personName: string;
  chatId: string;
  replyId: string;
  fileId: string;
  sharePath: string;
};
export type Place = {
  name: string;
  signedOut?: true;
  /** Hangs on what is elsewhere, or away, in a small window: it is opened there once more. */
  anchored?: true;
  /** `drawer`: the sidebar is behind a button. */
  open: (page: Page, world: World, drawer: boolean) => Promise<unknown>;
};

const heading = (page: Page) => expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
const dialog = (page: Page) => expect(page.locator("[role=dialog], [role=alertdialog]").last()).toBeVisible();
const menu = (page: Page) => expect(page.getByRole("menu")).toBeVisible();
const optionsOfChat = (page: Page) =>
  page
    .getByRole("region", { name: "Chats" })
    .getByRole("button", { name: /^Options for/ })
    .first()
    .click();

/** A page that its address alone leads to. */
const at =
  (path: string | ((world: World) => string)): Place["open"] =>
  async (page, world) => {
    await page.goto(typeof path === "string" ? path : path(world));
    await heading(page);
  };
const inProject = (path: string) => at(({ projectId }) => `/projects/${projectId}${path}`);
const chat = at(({ projectId, chatId }) => `/projects/${projectId}/chats/${chatId}`);
/** A place, then something done there. */
const then =
  (before: Place["open"], act: Place["open"]): Place["open"] =>
  async (page, world, drawer) => {
    await before(page, world, drawer);
    await act(page, world, drawer);
  };
const sidebar = (act: Place["open"]): Place["open"] =>
  then(async (page, _, drawer) => {
    if (!drawer) return;
    await page.getByRole("button", { name: "Open menu" }).click();
    await dialog(page);
  }, act);
/** Keys are listened to as soon as the page has woken up. */
const press = (page: Page, key: string) =>
  expect(async () => {
    await page.keyboard.press(key);
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });

/** Every page, and what opens over it. A new page is one line. */
export const PLACES: Place[] = [
  { name: "landing", signedOut: true, open: at("/") },
  { name: "sign-in", signedOut: true, open: at("/sign-in") },
  { name: "sign-up", signedOut: true, open: at("/sign-up") },
  {
    name: "sign-up refused",
    signedOut: true,
    open: then(at("/sign-up"), async (page) => {
      await page.getByRole("button", { name: "Create account" }).click();
      await expect(page.getByText("Name is required")).toBeVisible();
    }),
  },
  { name: "shared chat", signedOut: true, open: at(({ sharePath }) => sharePath) },
  { name: "projects", open: at("/projects") },
  { name: "account", open: at("/account") },
  { name: "usage", open: at("/usage") },
  { name: "new chat", open: inProject("") },
  { name: "chat", open: chat },
  {
    name: "why this answer",
    open: at(({ projectId, chatId, replyId }) => `/projects/${projectId}/chats/${chatId}/why/${replyId}`),
  },
  { name: "prompts", open: inProject("/prompts") },
  { name: "versions", open: inProject("/versions") },
  { name: "files", open: inProject("/files") },
  { name: "file", open: at(({ projectId, fileId }) => `/projects/${projectId}/files/${fileId}`) },
  { name: "ask the files", open: inProject("/files/ask?q=lighthouse") },
  { name: "settings", open: inProject("/settings") },
  { name: "widget and link", open: inProject("/embed") },

  {
    name: "palette",
    open: then(at("/projects"), async (page) => {
      await press(page, "Control+k");
      await page.getByRole("combobox", { name: "Search" }).fill("lighthouse");
      await expect(
        page
          .getByRole("option")
          .filter({ has: page.locator("mark") })
          .first(),
      ).toBeVisible();
    }),
  },
  { name: "shortcuts", open: then(at("/projects"), (page) => press(page, "?")) },
  {
    name: "new project",
    open: then(at("/projects"), async (page) => {
      await page.getByRole("main").getByRole("button", { name: "New project" }).click();
      await dialog(page);
    }),
  },
  {
    name: "project menu",
    anchored: true,
    open: then(at("/projects"), async (page, { projectName }) => {
      await page.getByRole("button", { name: `Options for ${projectName}` }).click();
      await menu(page);
    }),
  },
  {
    name: "project removal",
    open: then(at("/projects"), async (page, { projectName }) => {
      await page.getByRole("button", { name: `Options for ${projectName}` }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await dialog(page);
    }),
  },
  {
    name: "own menu",
    anchored: true,
    open: then(
      at("/projects"),
      sidebar(async (page, { personName }) => {
        await page.getByRole("button", { name: personName }).click();
        await menu(page);
      }),
    ),
  },
  {
    name: "chat menu",
    anchored: true,
    open: then(
      chat,
      sidebar(async (page) => {
        await optionsOfChat(page);
        await menu(page);
      }),
    ),
  },
  {
    name: "sharing",
    anchored: true,
    open: then(
      chat,
      sidebar(async (page) => {
        await optionsOfChat(page);
        await page.getByRole("menuitem", { name: /^Share/ }).click();
        await expect(page.getByRole("dialog", { name: "Share this chat" })).toBeVisible();
        await expect(page.getByRole("button", { name: /Revoke/ })).toBeVisible();
      }),
    ),
  },
  {
    name: "edited message",
    open: then(chat, async (page) => {
      await page.getByRole("button", { name: "Edit message" }).click();
      await expect(page.getByText("Sending starts a new branch")).toBeVisible();
    }),
  },
  {
    name: "edited prompt",
    open: then(inProject("/prompts"), async (page) => {
      await page.getByRole("button", { name: "Edit prompt 1" }).click();
      await expect(page.getByRole("textbox", { name: "Prompt text" })).toBeVisible();
    }),
  },
  {
    name: "preview",
    open: then(inProject("/prompts"), async (page) => {
      await page.getByRole("button", { name: "Preview" }).click();
      await dialog(page);
    }),
  },
  {
    name: "file removal",
    open: then(inProject("/files"), async (page) => {
      await page.getByRole("button", { name: "Remove guide.md" }).click();
      await dialog(page);
    }),
  },
  {
    name: "refused settings",
    open: then(inProject("/settings"), async (page) => {
      await page.getByRole("textbox", { name: "Name" }).fill("");
      await page.getByRole("button", { name: "Save changes" }).click();
      await expect(page.getByText("Name is required")).toBeVisible();
    }),
  },
  {
    name: "account removal",
    open: then(at("/account"), async (page) => {
      await page.getByRole("button", { name: "Delete account" }).click();
      await dialog(page);
    }),
  },
  { name: "missing page", open: at("/projects/0123456789abcdef01234567") },
];

/** A project with a prompt, a file that was read, and a chat that is shared. */
export async function furnish(
  call: Caller,
  product: { url: string },
  me: { name: string; token: string },
  project: { id: string; name: string },
): Promise<World> {
  await call(`/api/projects/${project.id}/prompts`, { body: { content: "Be brief at the lighthouse." } });
  const form = new FormData();
  form.set("file", new File(["# Guide\n\nTurn left at the lighthouse."], "guide.md"));
  const uploaded = await fetch(`${product.url}/api/projects/${project.id}/files`, {
    method: "POST",
    headers: { Authorization: `Bearer ${me.token}` },
    body: form,
  });
  const fileId = ((await uploaded.json()) as { data: { file: { id: string } } }).data.file.id;
  await expect
    .poll(
      async () =>
        (await call<{ file: { status: string } }>(`/api/projects/${project.id}/files/${fileId}`)).file.status,
      { timeout: 60_000 },
    )
    .toBe("ready");
  const sent = await call<{ chatId: string; messageId: string }>(`/api/chat/${project.id}`, {
    body: {
      message:
        "[[say]] ## Answer\n\nLeft at the *lighthouse* [1].\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```ts\nconst a = 1;\n```",
    },
  });
  const { path } = await call<{ path: string }>(`/api/chats/${sent.chatId}/share`, { body: {} });
  return {
    projectId: project.id,
    projectName: project.name,
    personName: me.name,
    chatId: sent.chatId,
    replyId: sent.messageId,
    fileId,
    sharePath: path,
  };
}
