import { enabledConnections } from "@/lib/connections";
import { perProcess } from "@/lib/platform";
import { CONNECTION_KINDS, ENVIRONMENT, type Model, modelName } from "@/lib/schemas";
import type { ConnectionRecord } from "@/lib/store";
import { configOf, defaultModel } from "./connections/route";
import { DEFAULT_CONTEXT_WINDOW, familyContextWindow } from "./context-window";
import { canChat, tryFetchModels } from "./fetch-models";
import { DEMO_MODEL, type KnownModel, type ModelList, modelListOf, rememberModels } from "./models-listed";
import { environmentConfig, type ProviderConfig } from "./provider-config";

/**
 * How long a list is served without asking again, how long a failed request is left alone, and how long either is whoever
 * asks. Milliseconds.
 */
const FRESH_MS = 5 * 60_000;
const FAILED_MS = 30_000;
const SPARED_MS = 2_000;

/**
 * What the providers offer, cached, each connection's models together; the demo model where none is set up. A provider that
 * does not list its models leaves those that are named, or the default one.
 * @param maxAgeMs a list that is older is asked for again
 */
export async function listModels(maxAgeMs = FRESH_MS): Promise<Model[]> {
  const environment = environmentConfig();
  const connections = await enabledConnections();
  if (!environment && connections.length === 0) {
    return [{ id: DEMO_MODEL, name: "Demo", contextWindow: DEFAULT_CONTEXT_WINDOW, connection: null }];
  }
  const lists = await Promise.all([
    environment ? environmentModels(environment, maxAgeMs) : [],
    ...connections.map((connection) => connectionModels(connection, maxAgeMs)),
  ]);
  return lists.flat();
}

/**
 * The names that administrators gave, by full name; what is called by its id is left out. Without an environment's provider
 * a plain id means the first connection that has it.
 */
export async function givenNames(): Promise<Record<string, string>> {
  const plain = environmentConfig() === null;
  const named = (await enabledConnections()).flatMap(({ slug, models }) =>
    models.flatMap(({ id, name }) => (name ? [{ slug, id, name }] : [])),
  );
  return Object.fromEntries([
    ...(plain ? named.toReversed().map(({ id, name }) => [id, name] as const) : []),
    ...named.map(({ slug, id, name }) => [modelName(slug, id), name] as const),
  ]);
}

/**
 * The connections, by slug, that did not answer when they were last asked for their lists; `reachable`: whether any did, true
 * where none was asked.
 */
export async function providersDown(): Promise<{ down: string[]; reachable: boolean }> {
  const environment = environmentConfig();
  const asked = [
    ...(environment ? [{ name: ENVIRONMENT, slug: null, of: environment.baseUrl }] : []),
    ...(await enabledConnections()).map((record) => {
      return { name: record.slug, slug: record.slug, of: listOf(record) };
    }),
  ];
  const known = asked.flatMap(({ name, slug, of }) => {
    const list = modelListOf(slug);
    return list?.of === of ? [{ name, down: list.down }] : [];
  });
  const down = known.flatMap((one) => (one.down ? [one.name] : []));
  return { down, reachable: known.length === 0 || down.length < known.length };
}

async function environmentModels(config: ProviderConfig, maxAgeMs: number): Promise<Model[]> {
  const known = await offered(null, config.baseUrl, maxAgeMs, async () => config);
  const models = known.length > 0 ? known : [named(await defaultModel())];
  const connection = { id: ENVIRONMENT, name: environmentName(config) };
  return models.map(({ id, name, contextWindow }) => ({ id, name, contextWindow, connection }));
}

/** What people read where the environment's connection is named. */
export function environmentName({ kind, baseUrl }: ProviderConfig): string {
  return kind === "custom" ? new URL(baseUrl).host : CONNECTION_KINDS[kind].name;
}

async function connectionModels(record: ConnectionRecord, maxAgeMs: number): Promise<Model[]> {
  const { id, slug, name } = record;
  const listed = await offered(slug, listOf(record), maxAgeMs, () => configOf(record));
  const said = new Map(record.models.map((model) => [model.id, model]));
  const added = record.models.filter((model) => !listed.some((known) => known.id === model.id));
  return [...listed, ...added.map((model) => named(model.id))]
    .filter((model) => !said.get(model.id)?.hidden)
    .map((model) => ({
      id: modelName(slug, model.id),
      name: said.get(model.id)?.name || model.name,
      contextWindow: model.contextWindow,
      connection: { id, name },
    }));
}

/** What a connection has just listed to somebody who asked: a new project finds its model there without waiting. */
export function noteModels(record: ConnectionRecord, listed: KnownModel[]): void {
  const models = listed.filter(canChat);
  rememberModels(record.slug, { of: listOf(record), models, at: Date.now(), failed: false, down: false });
}

/** What a list was taken from: another address or key has another. */
const listOf = ({ id, updatedAt }: ConnectionRecord) => `${id} ${updatedAt}`;

const asking = () => perProcess<Map<string, Promise<KnownModel[]>>>("models-asking", () => new Map());

/** @param of what the list was taken from: another address or key has another list */
async function offered(
  slug: string | null,
  of: string,
  maxAgeMs: number,
  config: () => Promise<ProviderConfig>,
): Promise<KnownModel[]> {
  const list = modelListOf(slug);
  const same = list?.of === of ? list : undefined;
  const age = same ? Date.now() - same.at : Number.POSITIVE_INFINITY;
  const limit = Math.max(SPARED_MS, Math.min(same?.failed ? FAILED_MS : FRESH_MS, maxAgeMs));
  if (same && age < limit) return same.models;
  // Whoever asks meanwhile waits for the same answer.
  const key = `${slug ?? ""} ${of}`;
  const under = asking().get(key) ?? askFor(slug, of, config, same).finally(() => asking().delete(key));
  asking().set(key, under);
  return under;
}

async function askFor(
  slug: string | null,
  of: string,
  config: () => Promise<ProviderConfig>,
  before: ModelList | undefined,
): Promise<KnownModel[]> {
  const fetched = await config()
    .then((way) => tryFetchModels(way, slug))
    .catch(() => ({ models: null, down: false }));
  const models = fetched.models?.filter(canChat) ?? before?.models ?? [];
  rememberModels(slug, { of, models, at: Date.now(), failed: fetched.models === null, down: fetched.down });
  return models;
}

const named = (id: string): KnownModel => ({ id, name: id, contextWindow: familyContextWindow(id) });
