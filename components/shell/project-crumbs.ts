import { placesText as text } from "@/lib/text/places";

export type Step = { label: string; href: string };
type Section = keyof typeof text.sections;

/** Pages that are reached from another one's tab. */
const UNDER: Partial<Record<Section, Section>> = {
  versions: "prompts",
  releases: "tests",
  feedback: "tests",
  keys: "settings",
  mcp: "settings",
  webhooks: "settings",
  embed: "settings",
};

/**
 * The way from a project (`base`) to one of its pages, as far as the address tells: what a single file or test set is called, its page
 * adds (`PageCrumb`). Empty for a chat, which has its title there.
 */
export function crumbsOf(base: string, pathname: string): Step[] {
  const [name = "", first, second, third] = pathname.slice(base.length).split("/").filter(Boolean);
  if (name === "chats" && first !== undefined) {
    return second === "why" ? [{ label: text.why, href: pathname }] : [];
  }
  if (!isSection(name)) return [];
  const step = (section: Section): Step => ({ label: text.sections[section], href: `${base}/${section}` });
  const above = UNDER[name];
  const steps = above ? [step(above), step(name)] : [step(name)];
  const more = (label: string, href: string) => steps.push({ label, href });
  if (name === "files" && first === "ask") more(text.askFiles, pathname);
  if (name === "tests" && first === "suggestions") more(text.suggestions, pathname);
  if (name === "tests" && second === "cases") more(text.testSet, `${base}/tests/${first}`);
  if (name === "tests" && third === "new") more(text.newCase, pathname);
  return steps;
}

function isSection(name: string): name is Section {
  return Object.hasOwn(text.sections, name);
}
