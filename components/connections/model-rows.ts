import { plainNumber } from "@/components/ui/typed-number";
import { ApiError, messageOf } from "@/lib/client/api";
import type { ConnectionModel, ConnectionTest } from "@/lib/schemas";

/** One model as the form has it: texts where a person types. */
export type ModelRow = {
  id: string;
  listedName: string;
  /** Whether the provider lists it; one that it does not was added here, and can be taken out again. */
  listed: boolean;
  name: string;
  input: string;
  output: string;
  shown: boolean;
};

/** What the provider lists, with what has been said of it, and what was added to it. */
export function rowsOf(listed: ConnectionTest["models"], said: ConnectionModel[]): ModelRow[] {
  const known = new Map(said.map((model) => [model.id, model]));
  const names = new Map(listed.map(({ id, name }) => [id, name]));
  const ids = [...new Set([...said.map(({ id }) => id), ...listed.map(({ id }) => id)])];
  return ids.map((id) => {
    const { name = "", price, hidden = false } = known.get(id) ?? {};
    return {
      id,
      listedName: names.get(id) ?? id,
      listed: names.has(id),
      name,
      input: price ? String(price.prompt) : "",
      output: price ? String(price.completion) : "",
      shown: !hidden,
    };
  });
}

/** Only models of which something is said. @param kept ids that stay whatever is said of them */
export function modelsOf(rows: ModelRow[], kept: ReadonlySet<string>): ConnectionModel[] {
  return rows
    .filter(({ id, name, input, output, shown }) => name || input || output || !shown || kept.has(id))
    .map(({ id, name, input, output, shown }) => ({
      id,
      ...(name.trim() ? { name: name.trim() } : {}),
      ...(shown ? {} : { hidden: true }),
      ...(input.trim() || output.trim()
        ? { price: { prompt: plainNumber(input) ?? 0, completion: plainNumber(output) ?? 0 } }
        : {}),
    }));
}

/** A model of which something is refused. */
export type FaultyRow = { id: string; field: string; message: string };

/** The model that the API's refusal of `models` is about; null: it is about something else. */
export function faultyRow(error: unknown, models: ConnectionModel[]): FaultyRow | null {
  if (!(error instanceof ApiError)) return null;
  const [list, index = "-", field = ""] = error.errors[0]?.path.split(".") ?? [];
  const id = list === "models" ? models[Number(index)]?.id : undefined;
  return id === undefined ? null : { id, field, message: messageOf(error) };
}

/** What the API takes. */
const MOST = 1_000_000;
const isPrice = (text: string): boolean => {
  const price = plainNumber(text);
  return price !== null && price >= 0 && price <= MOST;
};

/** The first model whose prices are not both numbers, or both left out. */
export const badPrice = (rows: ModelRow[]): ModelRow | undefined =>
  rows.find(({ input, output }) => {
    const [a, b] = [input.trim(), output.trim()];
    if (a === "" && b === "") return false;
    return [a, b].some((price) => !isPrice(price));
  });
