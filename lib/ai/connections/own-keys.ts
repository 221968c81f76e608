import { audit } from "@/lib/auth";
import { enabledConnections } from "@/lib/connections";
import { notFound } from "@/lib/errors";
import { ENVIRONMENT, type OwnKey } from "@/lib/schemas";
import { getStore, type ProjectKeyRecord, type Scope } from "@/lib/store";
import type { AuditAction } from "@/lib/text/audit";
import { isoTime } from "@/lib/time";
import { environmentName } from "../models";
import { environmentConfig } from "../provider-config";
import { sealKey } from "./keys";

type Payable = { id: string; name: string };

/** The connections that a project may have a key of its own for. */
async function payable(): Promise<Payable[]> {
  const environment = environmentConfig();
  const own = environment ? [{ id: ENVIRONMENT, name: environmentName(environment) }] : [];
  return [...own, ...(await enabledConnections()).map(({ id, name }) => ({ id, name }))];
}

const toOwnKey = ({ id, name }: Payable, key: ProjectKeyRecord | undefined): OwnKey => ({
  connectionId: id,
  connectionName: name,
  hasKey: key !== undefined,
  updatedAt: key ? isoTime(key.updatedAt) : null,
});

/** Every connection, with whether the project has a key of its own there. Never a key. */
export async function listOwnKeys(scope: Scope, projectId: string): Promise<OwnKey[]> {
  const { connections } = await getStore();
  const [known, keys] = await Promise.all([payable(), connections.projectKeys(scope, projectId)]);
  return known.map((one) =>
    toOwnKey(
      one,
      keys.find(({ connectionId }) => connectionId === one.id),
    ),
  );
}

async function requirePayable(connectionId: string): Promise<Payable> {
  const found = (await payable()).find(({ id }) => id === connectionId);
  if (!found) throw notFound("Connection");
  return found;
}

/** @throws not_found */
export async function putOwnKey(
  scope: Scope,
  address: string,
  projectId: string,
  connectionId: string,
  apiKey: string,
): Promise<OwnKey> {
  const found = await requirePayable(connectionId);
  const { connections } = await getStore();
  const sealed = await sealKey(apiKey, connectionId, projectId);
  if (!(await connections.putProjectKey(scope, projectId, connectionId, sealed))) throw notFound("Project");
  await note(scope, address, "provider-key.put", projectId, found);
  return toOwnKey(found, { connectionId, sealedKey: sealed, updatedAt: Date.now() });
}

/** @throws not_found, also when there was none */
export async function removeOwnKey(
  scope: Scope,
  address: string,
  projectId: string,
  connectionId: string,
): Promise<OwnKey> {
  const found = await requirePayable(connectionId);
  const { connections } = await getStore();
  if (!(await connections.removeProjectKey(scope, projectId, connectionId))) throw notFound("Key");
  await note(scope, address, "provider-key.delete", projectId, found);
  return toOwnKey(found, undefined);
}

const note = (scope: Scope, address: string, action: AuditAction, targetId: string, { name }: Payable) =>
  audit({ actorId: scope.userId, address, action, targetId, detail: { connection: name } });
