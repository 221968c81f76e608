import { cutText, KNOWLEDGE_DEFAULTS, type Role, type Settings } from "@/lib/schemas";

/** What a version is a version of. */
export type ProjectState = {
  prompts: readonly { id: string; role: Role; content: string }[];
  settings: Settings;
};

export type PromptSide = { position: number; role: Role; content: string };
export type PromptChange = {
  id: string;
  /** Places from 1. Null: it was not there, or is there no more. */
  before: PromptSide | null;
  after: PromptSide | null;
  kind: "added" | "removed" | "changed" | "same";
  /** It passed others that are on both sides. */
  moved: boolean;
};
export type SettingChange = { field: string; label: string; before: string; after: string };
export type StateComparison = { prompts: PromptChange[]; settings: SettingChange[] };

/** Prompts are matched by id, so an edited or moved prompt is told from a new one. In the order of `after`, removed ones where they stood. */
export function compareStates(before: ProjectState, after: ProjectState): StateComparison {
  return { prompts: comparePrompts(before.prompts, after.prompts), settings: compareSettings(before, after) };
}

export const isSame = ({ prompts, settings }: StateComparison): boolean =>
  settings.length === 0 && prompts.every(({ kind, moved }) => kind === "same" && !moved);

type Prompts = ProjectState["prompts"];

function comparePrompts(before: Prompts, after: Prompts): PromptChange[] {
  const old = sides(before);
  const now = sides(after);
  const stayed = new Set(commonOrder(before, after));
  const changes = after.map(({ id }): PromptChange => {
    const [was, is] = [old.get(id) ?? null, now.get(id) ?? null];
    const same = was?.content === is?.content && was?.role === is?.role;
    const kind = !was ? "added" : same ? "same" : "changed";
    return { id, before: was, after: is, kind, moved: was !== null && !stayed.has(id) };
  });
  for (const { id } of before.filter(({ id }) => !now.has(id))) {
    const was = old.get(id) ?? null;
    const removed: PromptChange = { id, before: was, after: null, kind: "removed", moved: false };
    changes.splice(Math.min((was?.position ?? 1) - 1, changes.length), 0, removed);
  }
  return changes;
}

const sides = (prompts: Prompts) =>
  new Map<string, PromptSide>(
    prompts.map(({ id, role, content }, index) => [id, { position: index + 1, role, content }]),
  );

/** The longest run of prompts that kept their order; the others are those that moved. At most 50 a side. */
function commonOrder(before: Prompts, after: Prompts): string[] {
  let row: string[][] = after.map(() => []);
  for (const { id } of before) {
    let diagonal: string[] = [];
    let left: string[] = [];
    row = row.map((above, index) => {
      const best = after[index]?.id === id ? [...diagonal, id] : left.length > above.length ? left : above;
      diagonal = above;
      left = best;
      return best;
    });
  }
  return row.at(-1) ?? [];
}

const LABELS: Record<string, string> = {
  model: "Model",
  temperature: "Temperature",
  fallbackModel: "Second model",
  maxTokens: "Maximum per reply",
  "knowledge.enabled": "Use files",
  "knowledge.passages": "Passages",
  "knowledge.budget": "Tokens for passages",
  "knowledge.only": "Only from files",
  starters: "Starters",
};

function compareSettings(before: ProjectState, after: ProjectState): SettingChange[] {
  const [old, now] = [fieldsOf(before.settings), fieldsOf(after.settings)];
  return [...new Set([...Object.keys(LABELS), ...old.keys(), ...now.keys()])].flatMap((field) => {
    const [was, is] = [old.get(field) ?? "not set", now.get(field) ?? "not set"];
    return was === is ? [] : [{ field, label: LABELS[field] ?? field, before: was, after: is }];
  });
}

function fieldsOf({ knowledge, ...settings }: Settings): Map<string, string> {
  const fields = Object.entries<unknown>(settings).concat(
    Object.entries({ ...KNOWLEDGE_DEFAULTS, ...knowledge }).map(([key, value]) => [
      `knowledge.${key}`,
      value,
    ]),
  );
  return new Map(
    fields
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([key, value]) => [key, shown(value)]),
  );
}

const shown = (value: unknown): string =>
  typeof value === "boolean"
    ? value
      ? "on"
      : "off"
    : typeof value === "string"
      ? value
      : Array.isArray(value)
        ? value.join(" · ")
        : JSON.stringify(value);

/** One line for a list: what was done, not all of it. */
export function summaryOf({ prompts, settings }: StateComparison): string {
  const parts: string[] = [];
  const of = (kind: PromptChange["kind"]) => prompts.filter((prompt) => prompt.kind === kind);
  const [added, removed, changed] = [of("added"), of("removed"), of("changed")];
  if (added.length > 0) parts.push(`added ${named(added, "after")}`);
  if (changed.length > 0) parts.push(`changed ${named(changed, "after")}`);
  if (removed.length > 0) parts.push(`removed ${named(removed, "before")}`);
  const moved = prompts.filter((prompt) => prompt.moved);
  if (moved.length > 0) parts.push(moved.length === 1 ? "moved a prompt" : `moved ${moved.length} prompts`);
  parts.push(
    ...settings.map(
      ({ label, before, after }) => `${label.toLowerCase()} ${short(before)} → ${short(after)}`,
    ),
  );
  const text = parts.join(", ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function named(prompts: PromptChange[], side: "before" | "after"): string {
  if (prompts.length > 3) return `${prompts.length} prompts`;
  const places = prompts.map((prompt) => prompt[side]?.position).join(", ");
  return `${prompts.length === 1 ? "prompt" : "prompts"} ${places}`;
}

const short = (text: string): string => (text.length > 40 ? `${cutText(text, 39)}…` : text);
