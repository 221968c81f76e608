import {
  after,
  at,
  chat,
  dialog,
  files,
  inProject,
  type PageShot,
  prompts,
  settings,
  sourced,
} from "./openers.ts";
import { STALLED } from "./texts.ts";

/** Pages of a project and of the account. */
export const INSIDE: PageShot[] = [
  { name: "chat-empty", as: "mara", open: at(inProject("support", ""), "Answers come from") },
  { name: "chat", as: "mara", open: sourced },
  {
    name: "chat-source",
    as: "mara",
    open: after(sourced, async ({ page }) => {
      const mark = page.getByRole("button", { name: /^Source 1/ }).first();
      const passage = page.getByRole("link", { name: "Open in the file" }).first();
      // A click is lost that comes before the page's scripts.
      for (let tries = 0; tries < 20 && !(await passage.isVisible()); tries++) {
        await mark.click();
        await passage.waitFor({ timeout: 1_000 }).catch(() => undefined);
      }
      await passage.waitFor();
    }),
  },
  { name: "chat-code", as: "mara", open: chat("data", "code", "Two things stand out") },
  {
    name: "chat-code-top",
    as: "mara",
    open: after(chat("data", "code", "Two things stand out"), async ({ page }) => {
      await page.locator("pre .code-keyword").first().waitFor();
      await page.getByRole("log").evaluate((log) => log.scrollTo(0, -log.scrollHeight));
    }),
  },
  { name: "chat-maths", as: "mara", open: chat("data", "maths", "6.6 %") },
  { name: "chat-rtl", as: "mara", open: chat("arabic", "arabic", "Fjord Cycles") },
  { name: "chat-failed", as: "mara", open: chat("support", "failed", "The partial reply was kept") },
  { name: "chat-limit", as: "mara", open: chat("notes", "limited", "Limit reached") },
  {
    name: "chat-thinking",
    as: "mara",
    open: after(chat("notes", "thinking", "They hold the brake levers"), async ({ page }) => {
      await page.getByRole("button", { name: "Details" }).last().click();
    }),
  },
  { name: "chat-long-names", as: "mara", open: chat("long", "long", "the monthly rates differ") },
  {
    name: "chat-edit",
    as: "mara",
    open: after(sourced, async ({ page }) => {
      await page.getByRole("button", { name: "Edit message" }).click();
      await page.getByRole("textbox", { name: /edit/i }).waitFor();
    }),
  },
  {
    name: "chat-streaming",
    as: "mara",
    open: after(at(inProject("notes", ""), "Answers come from"), async ({ page }) => {
      const field = page.getByRole("textbox", { name: "Message", exact: true });
      await field.fill(STALLED.ask);
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.getByText("at the side door").waitFor();
    }),
    after: async ({ page, world }) => {
      const id = /\/chats\/([0-9a-f]{24})/.exec(page.url())?.[1];
      if (id) await world.people.mara.api(`/api/chats/${id}`, { method: "DELETE" });
    },
  },
  {
    name: "why",
    as: "mara",
    open: async ({ page, world }) => {
      const { projects, chats, people } = world;
      const { messages } = await people.mara.api<{ messages: { id: string }[] }>(
        `/api/chats/${chats.sourced}/messages`,
      );
      await page.goto(`/projects/${projects.support}/chats/${chats.sourced}/why/${messages.at(-1)?.id}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
    },
  },

  {
    name: "chat-share",
    as: "mara",
    open: after(chat("data", "code", "Two things stand out"), async ({ page, phone }) => {
      if (phone) {
        await page.getByRole("button", { name: "Open menu" }).click();
        await dialog(page);
      }
      const row = page.getByRole("region", { name: "Chats" }).getByRole("listitem").first();
      await row.hover();
      await row.getByRole("button", { name: /^Options for/ }).click();
      await page.getByRole("menuitem", { name: /^Share/ }).click();
      await page.getByRole("button", { name: /Revoke/ }).waitFor();
    }),
  },
  { name: "shared", as: null, open: at(({ sharePath }) => sharePath, "Two things stand out") },

  // Prompts, versions, files, settings
  { name: "prompts", as: "mara", open: prompts },
  { name: "prompts-empty", as: "mara", open: at(inProject("notes", "/prompts"), "No prompts yet") },
  {
    name: "prompts-edit",
    as: "mara",
    open: after(prompts, async ({ page }) => {
      await page.getByRole("button", { name: "Edit prompt 2" }).click();
      await page.getByRole("textbox", { name: "Prompt text" }).waitFor();
    }),
  },
  {
    name: "prompts-preview",
    as: "mara",
    open: after(prompts, async ({ page }) => {
      await page.getByRole("button", { name: "Preview" }).click();
      await page.getByLabel("Your message").fill("What does cleaning cost?");
      await page.getByText("What does cleaning cost?").last().waitFor();
      await page.getByText("Passages from the files").waitFor();
    }),
  },
  { name: "versions", as: "mara", open: at(inProject("support", "/versions"), "Project created") },
  {
    name: "version",
    as: "mara",
    open: async ({ page, world: { people, projects } }) => {
      const { versions } = await people.mara.api<{ versions: { id: string }[] }>(
        `/api/projects/${projects.support}/versions`,
      );
      await page.goto(`/projects/${projects.support}/versions/${versions[1]?.id}?against=current`);
      await page.locator("ins").first().waitFor();
    },
  },
  {
    name: "chat-variables",
    as: "mara",
    open: async ({ page, world: { people, projects } }) => {
      await people.mara.api(`/api/projects/${projects.notes}/prompts`, {
        body: { content: "You write to {{customer}} in {{language=English}}, signed {{signature=Mara}}." },
      });
      await page.goto(`/projects/${projects.notes}`);
      await page.getByRole("textbox", { name: "customer" }).waitFor();
    },
    after: async ({ world: { people, projects } }) => {
      const path = `/api/projects/${projects.notes}`;
      const { project } = await people.mara.api<{ project: { prompts: { id: string }[] } }>(path);
      for (const { id } of project.prompts)
        await people.mara.api(`${path}/prompts/${id}`, { method: "DELETE" });
    },
  },
  { name: "files", as: "mara", open: files },
  { name: "files-empty", as: "mara", open: at(inProject("notes", "/files"), "No files yet") },
  {
    name: "files-remove",
    as: "mara",
    open: after(files, async ({ page }) => {
      await page.getByRole("button", { name: /^Remove Angebot/ }).click();
      await dialog(page);
    }),
  },
  {
    name: "file",
    as: "mara",
    open: at(({ projects, files }) => `/projects/${projects.support}/files/${files.handbook}`, "Refunds"),
  },
  {
    name: "file-failed",
    as: "mara",
    open: at(
      ({ projects, files }) => `/projects/${projects.support}/files/${files.broken}`,
      "scan-of-contract",
    ),
  },
  {
    name: "files-ask",
    as: "mara",
    open: after(at(inProject("support", "/files/ask"), "Search files"), async ({ page }) => {
      await page.getByLabel("Question or words").fill("What does cleaning cost?");
      await page.keyboard.press("Enter");
      await page.locator("mark").first().waitFor();
    }),
  },
  { name: "settings", as: "mara", open: settings },
  {
    name: "settings-invalid",
    as: "mara",
    open: after(settings, async ({ page }) => {
      await page.getByRole("textbox", { name: "Name" }).fill("");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    }),
  },
  {
    name: "settings-end",
    as: "mara",
    open: after(settings, async ({ page }) => {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    }),
  },

  // Account
  { name: "usage", as: "mara", open: at("/usage", "Usage") },
  { name: "account", as: "mara", open: at("/account", "Profile") },
  {
    name: "account-end",
    as: "mara",
    open: after(at("/account", "Profile"), async ({ page }) => {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    }),
  },

  // Nothing configured
  {
    name: "demo-banner",
    as: "newcomer",
    open: at("/projects", "You’re using the demo model"),
    server: { OPENAI_BASE_URL: "", OPENAI_API_KEY: "" },
  },
];
