import type { Page } from "playwright";
import { STALLED } from "./texts.ts";
import type { World } from "./world.ts";

type Scene = {
  page: Page;
  world: World;
  /** The sidebar is a drawer at this width. */
  phone: boolean;
};
export type PageShot = {
  /** The file is `<name>-<width>-<theme>.png`. */
  name: string;
  /** Who is signed in; null: nobody. */
  as: keyof World["people"] | null;
  /** Leads to what the picture shows and waits until it is there. */
  open: (scene: Scene) => Promise<unknown>;
  /** Takes back what `open` did to the data. */
  after?: (scene: Scene) => Promise<unknown>;
  /** Only at these widths. */
  widths?: number[];
  /** Variables of a server of its own. */
  server?: Record<string, string>;
};

const dialog = (page: Page) => page.locator("[role=dialog], [role=alertdialog]").waitFor();
const menu = (page: Page) => page.getByRole("menu").waitFor();
const mod = "Control";

/** A page that an address alone leads to; `ready` is a text that stands on it. */
const at =
  (path: string | ((world: World) => string), ready: string): PageShot["open"] =>
  async ({ page, world }) => {
    await page.goto(typeof path === "string" ? path : path(world));
    await page.getByText(ready).filter({ visible: true }).first().waitFor();
  };
const inProject =
  (key: string, path: string): ((world: World) => string) =>
  ({ projects }) =>
    `/projects/${projects[key]}${path}`;
const chat = (project: string, key: string, ready: string): PageShot["open"] =>
  at(({ projects, chats }) => `/projects/${projects[project]}/chats/${chats[key]}`, ready);

/** What was opened with `before`, then something on it. */
const then =
  (before: PageShot["open"], act: (scene: Scene) => Promise<unknown>): PageShot["open"] =>
  async (scene) => {
    await before(scene);
    await act(scene);
  };

const projects = at("/projects", "Pick up where you left off");
const files = at(inProject("support", "/files"), "handbook.md");
const prompts = at(inProject("support", "/prompts"), "You draft replies");
const settings = at(inProject("support", "/settings"), "Maximum per reply");
const sourced = chat("support", "sourced", "She gets her money back");

export const PAGES: PageShot[] = [
  // Outside
  { name: "landing", as: null, open: at("/", "Assistants that know how you work") },
  { name: "sign-in", as: null, open: at("/sign-in", "Sign in") },
  {
    name: "sign-in-refused",
    as: null,
    open: then(at("/sign-in", "Sign in"), async ({ page }) => {
      await page.getByLabel("Email").fill("mara@fjord.example");
      await page.getByLabel("Password", { exact: true }).fill("not this one");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    }),
  },
  {
    name: "sign-up-invalid",
    as: null,
    open: then(at("/sign-up", "Create"), async ({ page }) => {
      await page.getByLabel("Email").fill("mara@fjord");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    }),
  },
  { name: "not-found", as: null, open: at("/nowhere", "There is nothing here") },

  // Projects
  { name: "projects", as: "mara", open: projects },
  {
    name: "projects-list",
    as: "mara",
    open: then(projects, ({ page }) => page.getByRole("button", { name: "List", exact: true }).click()),
  },
  { name: "projects-first", as: "newcomer", open: at("/projects", "Make your first assistant") },
  { name: "projects-200", as: "collector", open: at("/projects", "Pick up where you left off") },
  {
    name: "projects-none-found",
    as: "mara",
    open: then(projects, async ({ page }) => {
      await page.getByRole("searchbox", { name: "Search projects" }).fill("helicopter");
      await page.getByText("No project matches").waitFor();
    }),
  },
  {
    name: "project-menu",
    as: "mara",
    open: then(projects, async ({ page }) => {
      await page.getByRole("button", { name: "Options for Support desk" }).click();
      await menu(page);
    }),
  },
  {
    name: "project-new",
    as: "mara",
    open: then(projects, async ({ page }) => {
      await page.getByRole("main").getByRole("button", { name: "New project" }).click();
      await dialog(page);
    }),
  },
  {
    name: "project-delete",
    as: "mara",
    open: then(projects, async ({ page }) => {
      await page.getByRole("button", { name: /^Options for Quarterly/ }).click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await dialog(page);
    }),
  },

  // Shell
  {
    name: "drawer",
    as: "mara",
    widths: [375, 768],
    open: then(sourced, async ({ page }) => {
      await page.getByRole("button", { name: "Open menu" }).click();
      await dialog(page);
    }),
  },
  {
    name: "drawer-200",
    as: "collector",
    open: then(at("/projects", "Pick up where you left off"), async ({ page, phone }) => {
      await page
        .getByRole("link", { name: /week 70/ })
        .first()
        .click();
      await page.getByRole("log").waitFor();
      if (!phone) return;
      await page.getByRole("button", { name: "Open menu" }).click();
      await dialog(page);
    }),
  },
  {
    name: "palette",
    as: "mara",
    open: then(sourced, async ({ page }) => {
      await page.keyboard.press(`${mod}+k`);
      await dialog(page);
    }),
  },
  {
    name: "palette-search",
    as: "mara",
    open: then(sourced, async ({ page }) => {
      await page.keyboard.press(`${mod}+k`);
      await dialog(page);
      await page.getByRole("combobox", { name: "Search" }).fill("frame");
      await page
        .getByRole("option")
        .filter({ has: page.locator("mark") })
        .first()
        .waitFor();
    }),
  },
  {
    name: "shortcuts",
    as: "mara",
    open: then(projects, async ({ page }) => {
      await page.keyboard.press("?");
      await dialog(page);
    }),
  },
  {
    name: "user-menu",
    as: "mara",
    open: then(projects, async ({ page, phone }) => {
      if (phone) {
        await page.getByRole("button", { name: "Open menu" }).click();
        await dialog(page);
      }
      await page.getByRole("button", { name: "Mara Lindqvist" }).click();
      await menu(page);
    }),
  },

  // Chat
  { name: "chat-empty", as: "mara", open: at(inProject("support", ""), "Answers come from") },
  { name: "chat", as: "mara", open: sourced },
  {
    name: "chat-source",
    as: "mara",
    open: then(sourced, async ({ page }) => {
      await page
        .getByRole("button", { name: /source/i })
        .first()
        .click();
    }),
  },
  { name: "chat-code", as: "mara", open: chat("data", "code", "Two things stand out") },
  {
    name: "chat-code-top",
    as: "mara",
    open: then(chat("data", "code", "Two things stand out"), async ({ page }) => {
      await page.locator("pre .code-keyword").first().waitFor();
      await page.getByRole("log").evaluate((log) => log.scrollTo(0, -log.scrollHeight));
    }),
  },
  { name: "chat-maths", as: "mara", open: chat("data", "maths", "6.6 %") },
  { name: "chat-rtl", as: "mara", open: chat("arabic", "arabic", "Fjord Cycles") },
  { name: "chat-failed", as: "mara", open: chat("support", "failed", "What had arrived is kept") },
  { name: "chat-limit", as: "mara", open: chat("notes", "limited", "Limit reached") },
  {
    name: "chat-thinking",
    as: "mara",
    open: then(chat("notes", "thinking", "They hold the brake levers"), async ({ page }) => {
      await page.getByRole("button", { name: "Details" }).last().click();
    }),
  },
  { name: "chat-long-names", as: "mara", open: chat("long", "long", "the monthly rates differ") },
  {
    name: "chat-edit",
    as: "mara",
    open: then(sourced, async ({ page }) => {
      await page.getByRole("button", { name: "Edit message" }).click();
      await page.getByRole("textbox", { name: /edit/i }).waitFor();
    }),
  },
  {
    name: "chat-streaming",
    as: "mara",
    open: then(at(inProject("notes", ""), "Answers come from"), async ({ page }) => {
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
    open: then(chat("data", "code", "Two things stand out"), async ({ page, phone }) => {
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
    open: then(prompts, async ({ page }) => {
      await page.getByRole("button", { name: "Edit prompt 2" }).click();
      await page.getByRole("textbox", { name: "Prompt text" }).waitFor();
    }),
  },
  {
    name: "prompts-preview",
    as: "mara",
    open: then(prompts, async ({ page }) => {
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
    open: then(files, async ({ page }) => {
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
    open: then(at(inProject("support", "/files/ask"), "Ask the files"), async ({ page }) => {
      await page.getByLabel("Question or words").fill("What does cleaning cost?");
      await page.keyboard.press("Enter");
      await page.locator("mark").first().waitFor();
    }),
  },
  { name: "settings", as: "mara", open: settings },
  {
    name: "settings-invalid",
    as: "mara",
    open: then(settings, async ({ page }) => {
      await page.getByRole("textbox", { name: "Name" }).fill("");
      await page.getByRole("button", { name: "Save changes" }).click();
      await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    }),
  },
  {
    name: "settings-end",
    as: "mara",
    open: then(settings, async ({ page }) => {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    }),
  },

  // Account
  { name: "usage", as: "mara", open: at("/usage", "Usage") },
  { name: "account", as: "mara", open: at("/account", "Profile") },
  {
    name: "account-end",
    as: "mara",
    open: then(at("/account", "Profile"), async ({ page }) => {
      await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    }),
  },

  // Nothing configured
  {
    name: "demo-banner",
    as: "newcomer",
    open: at("/projects", "The demo model answers"),
    server: { OPENAI_BASE_URL: "", OPENAI_API_KEY: "" },
  },
];
