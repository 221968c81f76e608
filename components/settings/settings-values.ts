import { typedNumber } from "@/components/ui/typed-number";
import type { Project } from "@/lib/schemas";
import { KNOWLEDGE_DEFAULTS } from "@/lib/schemas/knowledge-settings";
import { projectsText } from "@/lib/text/projects";
import { settingsText } from "@/lib/text/settings";

/** The form's values, as text where a person types. */
export type SettingsValues = {
  name: string;
  description: string;
  /** Empty: none. */
  icon: string;
  color: string;
  model: string;
  /** One a line; empty: the general ones. */
  starters: string;
  /** Empty: none. */
  fallbackModel: string;
  temperature: string;
  maxTokens: string;
  /** `on` or `off`, like the switches. */
  enabled: string;
  passages: string;
  budget: string;
  only: string;
};
export type SettingsField = keyof SettingsValues;

export const FIELD_NAMES: Record<SettingsField, string> = {
  name: settingsText.fields.name,
  description: settingsText.fields.description,
  icon: projectsText.icon,
  color: projectsText.color,
  model: settingsText.fields.model,
  starters: projectsText.starters,
  fallbackModel: settingsText.fields.second,
  temperature: settingsText.fields.temperature,
  maxTokens: settingsText.fields.maximum,
  enabled: settingsText.fields.useFiles,
  passages: settingsText.fields.passages,
  budget: settingsText.fields.budget,
  only: settingsText.fields.only,
};
const FIELDS = Object.keys(FIELD_NAMES) as SettingsField[];
const IN_KNOWLEDGE: readonly SettingsField[] = ["enabled", "passages", "budget", "only"];
const IN_SETTINGS: readonly SettingsField[] = [
  "model",
  "fallbackModel",
  "temperature",
  "maxTokens",
  "starters",
];

export function valuesOf({
  name,
  description,
  icon,
  color,
  settings,
}: Pick<Project, "name" | "description" | "icon" | "color" | "settings">): SettingsValues {
  const { enabled, passages, budget, only } = settings.knowledge ?? KNOWLEDGE_DEFAULTS;
  return {
    name,
    description,
    icon: icon ?? "",
    color: color ?? "",
    model: settings.model,
    starters: settings.starters?.join("\n") ?? "",
    fallbackModel: settings.fallbackModel ?? "",
    temperature: String(settings.temperature),
    maxTokens: String(settings.maxTokens),
    enabled: onOff(enabled),
    passages: String(passages),
    budget: String(budget),
    only: onOff(only),
  };
}

const onOff = (value: boolean) => (value ? "on" : "off");

export function changedFields(from: SettingsValues, to: SettingsValues): SettingsField[] {
  return FIELDS.filter((field) => from[field] !== to[field]);
}

/** Only the named fields, shaped for the API; text that is no number stays text, for the schema to refuse. */
export function patchOf(values: SettingsValues, fields: readonly SettingsField[]): Record<string, unknown> {
  const all: Record<SettingsField, unknown> = {
    ...values,
    icon: values.icon.trim() || null,
    color: values.color || null,
    starters: values.starters
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
    fallbackModel: values.fallbackModel || null,
    temperature: typedNumber(values.temperature) ?? "",
    maxTokens: typedNumber(values.maxTokens) ?? "",
    enabled: values.enabled === "on",
    passages: typedNumber(values.passages) ?? "",
    budget: typedNumber(values.budget) ?? "",
    only: values.only === "on",
  };
  const pick = (wanted: readonly SettingsField[]) =>
    Object.fromEntries(wanted.filter((field) => fields.includes(field)).map((field) => [field, all[field]]));
  // One value to the API: its parts go together.
  const knowledge = fields.some((field) => IN_KNOWLEDGE.includes(field))
    ? { knowledge: Object.fromEntries(IN_KNOWLEDGE.map((field) => [field, all[field]])) }
    : {};
  const settings = { ...pick(IN_SETTINGS), ...knowledge };
  return {
    ...pick(["name", "description", "icon", "color"]),
    ...(Object.keys(settings).length > 0 ? { settings } : {}),
  };
}

/** `settings.temperature` → `temperature`, `settings.starters.2` → `starters`. */
export const fieldOfPath = (path: string): string =>
  path.replace(/^settings\.(knowledge\.)?/, "").replace(/^starters\.\d+$/, "starters");
