import { enabledConnections } from "@/lib/connections";
import { env } from "@/lib/env";
import { AppError, errorMessage } from "@/lib/errors";
import { ENVIRONMENT, modelName, splitModelName } from "@/lib/schemas";
import type { ConnectionRecord } from "@/lib/store";
import { DEMO_MODEL, offeredBy, SEED_MODEL } from "../models-listed";
import { environmentConfig, type ProviderConfig, speaksAsOpenAI } from "../provider-config";
import type { Account } from "./account-type";
import { openKey } from "./keys";

/** Where a model's requests go. `model`: as the provider calls it; `slug`: the connection's, null: the environment's. */
export type ModelRoute = { config: ProviderConfig; model: string; slug: string | null };

/** A connection as the resolving of names sees it; `record` null: the environment's. */
type Found = { record: ConnectionRecord | null; model: string };

export async function configOf(record: ConnectionRecord, account?: Account): Promise<ProviderConfig> {
  const { id, baseUrl, kind, sealedKey, allowPrivate } = record;
  const own = (await account?.keyFor(id)) ?? null;
  const apiKey =
    own ?? (sealedKey === null ? null : await openKey({ connectionId: id, projectId: null, sealedKey }));
  return { baseUrl, apiKey, kind, isOpenAI: speaksAsOpenAI(baseUrl), guard: { allowPrivate } };
}

/**
 * The way to a model; null: the demo answers, for nothing is set up.
 * @throws `provider_failed` when its connection is gone or off
 */
export async function routeOf(wanted: string, account?: Account): Promise<ModelRoute | null> {
  const found = await find(wanted);
  if (found === "demo") return null;
  if (found === "gone") {
    const message = `${errorMessage("provider_failed")}: the model's provider is no longer set up here. Choose another model in the project's settings.`;
    throw new AppError("provider_failed", { message });
  }
  const { record, model } = found;
  if (record) return { config: await configOf(record, account), model, slug: record.slug };
  const config = environmentConfig();
  if (!config) return null;
  const own = (await account?.keyFor(ENVIRONMENT)) ?? null;
  return { config: own === null ? config : { ...config, apiKey: own }, model, slug: null };
}

async function find(wanted: string): Promise<Found | "demo" | "gone"> {
  const connections = await enabledConnections();
  const { slug, id } = splitModelName(wanted);
  if (slug !== null) {
    const record = connections.find((connection) => connection.slug === slug);
    if (record) return { record, model: id };
  }
  const inEnvironment = environmentConfig() !== null;
  if (!inEnvironment && connections.length === 0) return "demo";
  if (slug !== null) return "gone";
  if (id === DEMO_MODEL || (id === SEED_MODEL && !inEnvironment)) {
    const instead = await defaultModel();
    if (instead !== wanted) return find(instead);
  }
  return inEnvironment ? { record: null, model: id } : elsewhere(connections, id);
}

/** A plain id where the environment names no provider: whoever offers it, else the first. */
function elsewhere(connections: ConnectionRecord[], id: string): Found | "gone" {
  const offers = (record: ConnectionRecord) =>
    record.models.some((model) => model.id === id) || offeredBy(record.slug).some((model) => model.id === id);
  const record = connections.find(offers) ?? connections[0];
  return record ? { record, model: id } : "gone";
}

/** The full name of the model that answers when `wanted` is asked for: without a provider, always the demo. */
export async function effectiveModel(wanted: string): Promise<string> {
  const found = await find(wanted);
  if (found === "demo") return DEMO_MODEL;
  return found === "gone" ? wanted : modelName(found.record?.slug ?? null, found.model);
}

/** What the requests for a model go to, as a name for it: the demo, too, and what is gone. Without a secret. */
export async function providerOf(wanted: string): Promise<string> {
  const found = await find(wanted);
  if (typeof found === "string") return found;
  return found.record?.slug ?? ENVIRONMENT;
}

/** Whether any provider is set up; without one the demo model answers. */
export async function hasProvider(): Promise<boolean> {
  return environmentConfig() !== null || (await enabledConnections()).length > 0;
}

/** The model of a project that names none: one that a provider offers, where its list is at hand (never waited for). */
export async function defaultModel(): Promise<string> {
  const { OPENAI_DEFAULT_MODEL } = env();
  if (OPENAI_DEFAULT_MODEL) return OPENAI_DEFAULT_MODEL;
  const environment = environmentConfig();
  if (environment) {
    const offered = offeredBy(null, environment.baseUrl);
    return offered.some(({ id }) => id === SEED_MODEL) ? SEED_MODEL : (offered[0]?.id ?? SEED_MODEL);
  }
  const connections = await enabledConnections();
  for (const { slug, models } of connections) {
    const hidden = new Set(models.flatMap(({ id, hidden }) => (hidden ? [id] : [])));
    const [first] = [...models, ...offeredBy(slug)].filter(({ id }) => !hidden.has(id));
    if (first) return modelName(slug, first.id);
  }
  const [only] = connections;
  return only ? modelName(only.slug, SEED_MODEL) : DEMO_MODEL;
}
