import type { ConnectionKindId, ConnectionModel } from "@/lib/schemas";
import type { Scope } from "./scope";

/** A provider that an administrator has set up. */
export type ConnectionRecord = {
  id: string;
  /** Unique in the installation, made of the first name and never changed. */
  slug: string;
  name: string;
  kind: ConnectionKindId;
  baseUrl: string;
  /** Encrypted; null: it has none. */
  sealedKey: string | null;
  allowPrivate: boolean;
  enabled: boolean;
  models: ConnectionModel[];
  createdAt: number;
  /** Rises with every change. */
  updatedAt: number;
};
export type NewConnection = Omit<ConnectionRecord, "slug" | "createdAt" | "updatedAt">;
export type ConnectionPatch = Partial<Omit<NewConnection, "id">>;

/** A key that a project has brought for a connection; its replies over it use that one. */
export type ProjectKeyRecord = { connectionId: string; sealedKey: string; updatedAt: number };

/** A key at rest, wherever it lies. */
export type SealedKey = { connectionId: string; projectId: string | null; sealedKey: string };

/** Providers belong to the installation; a project's own keys to the project. */
export interface ConnectionStore {
  /** Oldest first. */
  list(): Promise<ConnectionRecord[]>;
  /** @throws `limit_reached` when there are `limit`; racing calls never exceed it */
  create(input: NewConnection, limit: number): Promise<ConnectionRecord>;
  /** `ifKey`: only while the key at rest still is this one. Null: there is no such connection, or another key. */
  update(id: string, patch: ConnectionPatch, ifKey?: string): Promise<ConnectionRecord | null>;
  /** The projects' keys for it go with it. */
  remove(id: string): Promise<boolean>;

  projectKeys(scope: Scope, projectId: string): Promise<ProjectKeyRecord[]>;
  /** False when there is no such project. */
  putProjectKey(scope: Scope, projectId: string, connectionId: string, sealedKey: string): Promise<boolean>;
  removeProjectKey(scope: Scope, projectId: string, connectionId: string): Promise<boolean>;

  /** Every key at rest, for a change of the secret that seals them. */
  sealedKeys(): Promise<SealedKey[]>;
  /** Puts `sealedKey` in the place of the one that was read; false when another one is there by now. */
  reseal(from: SealedKey, sealedKey: string): Promise<boolean>;
}
