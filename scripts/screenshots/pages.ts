import { INSIDE } from "./inside-pages.ts";
import { after, at, dialog, menu, mod, type PageShot, projects, sourced } from "./openers.ts";

export const PAGES: PageShot[] = [
  // Outside
  { name: "landing", as: null, open: at("/", "Assistants that know how you work") },
  { name: "sign-in", as: null, open: at("/sign-in", "Sign in") },
  {
    name: "sign-in-refused",
    as: null,
    open: after(at("/sign-in", "Sign in"), async ({ page }) => {
      await page.getByLabel("Email").fill("mara@fjord.example");
      await page.getByLabel("Password", { exact: true }).fill("not this one");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    }),
  },
  {
    name: "sign-up-invalid",
    as: null,
    open: after(at("/sign-up", "Create"), async ({ page }) => {
      await page.getByLabel("Email").fill("mara@fjord");
      await page.getByRole("button", { name: "Create account" }).click();
      await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    }),
  },
  { name: "not-found", as: null, open: at("/nowhere", "Page not found") },

  // Projects
  { name: "projects", as: "mara", open: projects },
  {
    name: "projects-list",
    as: "mara",
    open: after(projects, ({ page }) => page.getByRole("button", { name: "List", exact: true }).click()),
  },
  { name: "projects-first", as: "newcomer", open: at("/projects", "Make your first assistant") },
  { name: "projects-200", as: "collector", open: at("/projects", "Pick up where you left off") },
  {
    name: "projects-none-found",
    as: "mara",
    open: after(projects, async ({ page }) => {
      await page.getByRole("searchbox", { name: "Search projects" }).fill("helicopter");
      await page.getByText("No project matches").waitFor();
    }),
  },
  {
    name: "project-menu",
    as: "mara",
    open: after(projects, async ({ page }) => {
      await page.getByRole("button", { name: "Options for Support desk" }).click();
      await menu(page);
    }),
  },
  {
    name: "project-new",
    as: "mara",
    open: after(projects, async ({ page }) => {
      await page.getByRole("main").getByRole("button", { name: "New project" }).click();
      await dialog(page);
    }),
  },
  {
    name: "project-delete",
    as: "mara",
    open: after(projects, async ({ page }) => {
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
    open: after(sourced, async ({ page }) => {
      await page.getByRole("button", { name: "Open menu" }).click();
      await dialog(page);
    }),
  },
  {
    name: "drawer-200",
    as: "collector",
    open: after(at("/projects", "Pick up where you left off"), async ({ page, phone }) => {
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
    open: after(sourced, async ({ page }) => {
      await page.keyboard.press(`${mod}+k`);
      await dialog(page);
    }),
  },
  {
    name: "palette-search",
    as: "mara",
    open: after(sourced, async ({ page }) => {
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
    open: after(projects, async ({ page }) => {
      await page.keyboard.press("?");
      await dialog(page);
    }),
  },
  {
    name: "user-menu",
    as: "mara",
    open: after(projects, async ({ page, phone }) => {
      if (phone) {
        await page.getByRole("button", { name: "Open menu" }).click();
        await dialog(page);
      }
      await page.getByRole("button", { name: "Mara Lindqvist" }).click();
      await menu(page);
    }),
  },

  // Chat
  ...INSIDE,
];
