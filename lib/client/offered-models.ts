import type { Model } from "@/lib/schemas";
import { ENVIRONMENT, splitModelName } from "@/lib/schemas/model-name";
import { api } from "./api";

type Offered = { models: Model[]; down: string[] };
export type Standing = "offered" | "gone" | "down";

/** How long one answer serves every part of a page. Milliseconds. */
const FRESH_MS = 10_000;
/** How old a provider's list may be for what is said of it here. Seconds. */
const MAX_AGE = 30;
let known: { at: number; answer: Promise<Offered> } | null = null;

function ask(anew: boolean): Promise<Offered> {
  if (!known || anew || Date.now() - known.at > FRESH_MS) {
    const asked = { at: Date.now(), answer: api<Offered>(`/api/models?maxAge=${anew ? 0 : MAX_AGE}`) };
    known = asked;
    asked.answer.catch(() => {
      if (known === asked) known = null;
    });
  }
  return known.answer;
}

/** Whether the provider offers a model now. Our own server being away is said elsewhere: then nothing is known against it. */
export async function standingOf(model: string, anew = false): Promise<Standing> {
  try {
    const { models, down } = await ask(anew);
    if (down.includes(splitModelName(model).slug ?? ENVIRONMENT)) return "down";
    return models.some(({ id }) => id === model) ? "offered" : "gone";
  } catch {
    return "offered";
  }
}
