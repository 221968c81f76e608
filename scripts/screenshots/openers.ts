import type { Page } from "playwright";
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

export const dialog = (page: Page) => page.locator("[role=dialog], [role=alertdialog]").waitFor();
export const menu = (page: Page) => page.getByRole("menu").waitFor();
export const mod = "Control";

/** A page that an address alone leads to; `ready` is a text that stands on it. */
export const at =
  (path: string | ((world: World) => string), ready: string): PageShot["open"] =>
  async ({ page, world }) => {
    await page.goto(typeof path === "string" ? path : path(world));
    await page.getByText(ready).filter({ visible: true }).first().waitFor();
  };
export const inProject =
  (key: string, path: string): ((world: World) => string) =>
  ({ projects }) =>
    `/projects/${projects[key]}${path}`;
export const chat = (project: string, key: string, ready: string): PageShot["open"] =>
  at(({ projects, chats }) => `/projects/${projects[project]}/chats/${chats[key]}`, ready);

/** What was opened with `before`, then something on it. */
export const after =
  (before: PageShot["open"], act: (scene: Scene) => Promise<unknown>): PageShot["open"] =>
  async (scene) => {
    await before(scene);
    await act(scene);
  };

export const projects = at("/projects", "Pick up where you left off");
export const files = at(inProject("support", "/files"), "handbook.md");
export const prompts = at(inProject("support", "/prompts"), "You draft replies");
export const settings = at(inProject("support", "/settings"), "Maximum per reply");
export const sourced = chat("support", "sourced", "She gets her money back");
