import { perProcess } from "@/lib/platform";
import type { Model } from "@/lib/schemas";
import { splitModelName } from "@/lib/schemas";
import { DEFAULT_CONTEXT_WINDOW, familyContextWindow } from "./context-window";

export const DEMO_MODEL = "demo";
export const SEED_MODEL = "gpt-3.5-turbo";

/** `vision`: whether it takes pictures, where the list says so. */
export type KnownModel = Pick<Model, "id" | "name" | "contextWindow"> & { vision?: boolean };
/** What a provider has listed. `down`: it did not answer at all. `of` tells whether it still is the same provider. */
export type ModelList = { of: string; models: KnownModel[]; at: number; failed: boolean; down: boolean };

const lists = () => perProcess<Map<string, ModelList>>("models", () => new Map());

/** @param slug of the connection; null: the environment's */
export const modelListOf = (slug: string | null): ModelList | undefined => lists().get(slug ?? "");

export function rememberModels(slug: string | null, list: ModelList): void {
  lists().set(slug ?? "", list);
}

/** A provider has just failed somebody: its list is asked for again by whoever wants it next. */
export function doubtModels(slug: string | null): void {
  const list = modelListOf(slug);
  if (list) rememberModels(slug, { ...list, at: 0 });
}

/** What a connection offers as far as its list is at hand (never waited for). */
export function offeredBy(slug: string | null, of?: string): KnownModel[] {
  const list = modelListOf(slug);
  return list && (of === undefined || list.of === of) ? list.models : [];
}

/** What the provider's list says of a model, if it is at hand (never waited for). */
export function listedModel(name: string): KnownModel | undefined {
  const { slug, id } = splitModelName(name);
  return offeredBy(slug).find((model) => model.id === id);
}

/** Tokens that fit the model: as the provider said if its list is at hand (never waited for), else by family. */
export function contextWindowOf(name: string): number {
  const { id } = splitModelName(name);
  return listedModel(name)?.contextWindow ?? familyContextWindow(id) ?? DEFAULT_CONTEXT_WINDOW;
}
