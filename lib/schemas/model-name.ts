/**
 * A model is named by its connection and the provider's own id, `<slug>::<id>`; without a connection it is one of the
 * environment's. No provider's ids have two colons in a row (Ollama's have one, OpenRouter's a stroke, Cloudflare's an @).
 */
const BETWEEN = "::";

/** Stands for what the variables of the environment say, where an id is asked for. */
export const ENVIRONMENT = "environment";

export const modelName = (slug: string | null, id: string): string =>
  slug === null ? id : `${slug}${BETWEEN}${id}`;

/** `slug` null: a plain id. */
export function splitModelName(name: string): { slug: string | null; id: string } {
  const at = name.indexOf(BETWEEN);
  if (at <= 0) return { slug: null, id: name };
  return { slug: name.slice(0, at), id: name.slice(at + BETWEEN.length) };
}

/** The model's own id, its connection left to where there is room for it. */
export const shortModelName = (name: string): string => splitModelName(name).id;

/** What people read: the name that an administrator gave, else the model's own id. */
export const modelTitle = (given: Readonly<Record<string, string>>, name: string): string =>
  given[name] ?? shortModelName(name);
