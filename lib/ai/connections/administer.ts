import { audit } from "@/lib/auth";
import { allConnections, forgetConnections } from "@/lib/connections";
import { AppError, invalid, isAppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import {
  type ChangeConnectionInput,
  CONNECTION_LIMITS,
  type Connection,
  type CreateConnectionInput,
  ENVIRONMENT,
} from "@/lib/schemas";
import { type ConnectionRecord, getStore } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { environmentName } from "../models";
import { environmentConfig } from "../provider-config";
import { sealKey } from "./keys";

/** Who does it, and from which address. */
export type By = { actorId: string; address: string };

const toConnection = ({ sealedKey, createdAt, updatedAt, ...record }: ConnectionRecord): Connection => ({
  ...record,
  hasKey: sealedKey !== null,
  readOnly: false,
  createdAt: isoTime(createdAt),
  updatedAt: isoTime(updatedAt),
});

/** The environment's first, then those of the page, oldest first. Never a key. */
export async function listConnections(): Promise<Connection[]> {
  return [...environmentConnection(), ...(await allConnections()).map(toConnection)];
}

function environmentConnection(): Connection[] {
  const config = environmentConfig();
  if (!config) return [];
  const { kind, baseUrl, apiKey } = config;
  return [
    {
      id: ENVIRONMENT,
      slug: ENVIRONMENT,
      name: environmentName(config),
      kind,
      baseUrl: withoutSecrets(baseUrl),
      hasKey: apiKey !== null,
      models: [],
      allowPrivate: true,
      enabled: true,
      readOnly: true,
      createdAt: null,
      updatedAt: null,
    },
  ];
}

/** An operator's address may carry a name and password. */
function withoutSecrets(address: string): string {
  const url = new URL(address);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** @throws `limit_reached` */
export async function createConnection(by: By, input: CreateConnectionInput): Promise<Connection> {
  const { apiKey, ...given } = input;
  const id = newId();
  const sealedKey = apiKey ? await sealKey(apiKey, id, null) : null;
  const { connections } = await getStore();
  const record = await connections
    .create({ id, sealedKey, ...given }, CONNECTION_LIMITS.perInstallation)
    .catch((error) => {
      if (!isAppError(error, "limit_reached")) throw error;
      const message = `There are ${CONNECTION_LIMITS.perInstallation} connections, which is the limit; delete one first`;
      throw new AppError("limit_reached", { message });
    });
  forgetConnections();
  const { name, kind, baseUrl } = record;
  await audit({ ...by, action: "connection.create", targetId: id, detail: { name, kind, baseUrl } });
  return toConnection(record);
}

/**
 * What is named changes. A key does not follow to another host, or whoever changes the address could have it sent anywhere.
 * @throws not_found, `validation_failed` on `apiKey`
 */
export async function changeConnection(
  by: By,
  id: string,
  input: ChangeConnectionInput,
): Promise<Connection> {
  const { connections } = await getStore();
  const found = await requireConnection(id);
  const { apiKey, ...patch } = input;
  const moves = patch.baseUrl !== undefined && originOf(patch.baseUrl) !== originOf(found.baseUrl);
  if (moves && found.sealedKey !== null && apiKey === undefined) {
    throw invalid("apiKey", "The address is another host’s: enter the key again, or remove it");
  }
  const sealed = apiKey === undefined ? {} : { sealedKey: apiKey ? await sealKey(apiKey, id, null) : null };
  // A key that somebody else has put there meanwhile does not move either.
  const seen = moves && found.sealedKey !== null ? found.sealedKey : undefined;
  const record = await connections.update(id, { ...patch, ...sealed }, seen);
  if (!record) throw notFound("Connection");
  forgetConnections();
  const changed = Object.keys(input).join(", ");
  const { name, baseUrl } = record;
  await audit({ ...by, action: "connection.change", targetId: id, detail: { name, baseUrl, changed } });
  return toConnection(record);
}

const originOf = (address: string) => new URL(address).origin;

/** Models that are named by it can't be asked any more. @throws not_found */
export async function deleteConnection(by: By, id: string): Promise<void> {
  const { name } = await requireConnection(id);
  if (!(await (await getStore()).connections.remove(id))) throw notFound("Connection");
  forgetConnections();
  await audit({ ...by, action: "connection.delete", targetId: id, detail: { name } });
}

/** @throws not_found, also for the environment's, which can't be changed here */
export async function requireConnection(id: string): Promise<ConnectionRecord> {
  const { connections } = await getStore();
  const record = (await connections.list()).find((connection) => connection.id === id);
  if (!record) throw notFound("Connection");
  return record;
}
