import { AppError } from "@/lib/errors";
import { slugsFor } from "../slug";
import type { ConnectionRecord, ConnectionStore, SealedKey } from "../types";
import type { Context } from "./client";
import type { ConnectionDoc, ProjectKeyDoc } from "./connection-docs";
import { isDuplicateKey } from "./errors";
import { visibleProject, wasRemoved } from "./visibility";

const toConnection = ({ _id, ...rest }: ConnectionDoc): ConnectionRecord => ({ id: _id, ...rest });
const keyId = (projectId: string, connectionId: string) => `${projectId}:${connectionId}`;

export function connectionStore(ctx: Context): ConnectionStore {
  const { connections, projectKeys } = ctx.c;

  const insert = async (doc: Omit<ConnectionDoc, "slug">): Promise<ConnectionDoc> => {
    for (const slug of slugsFor(doc.name, "connection")) {
      try {
        await connections.insertOne({ ...doc, slug });
        return { ...doc, slug };
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    }
    throw new AppError("limit_reached");
  };

  return {
    async list() {
      return (await connections.find().sort({ createdAt: 1, _id: 1 }).toArray()).map(toConnection);
    },

    async create({ id, ...input }, limit) {
      const now = Date.now();
      const count = () => connections.countDocuments({}, { hint: { _id: 1 } });
      if ((await count()) >= limit) throw new AppError("limit_reached");
      const doc = await insert({ _id: id, ...input, createdAt: now, updatedAt: now });
      // Looked at again after writing: of racing calls never more than the limit stay.
      if ((await count()) > limit) {
        await connections.deleteOne({ _id: id });
        throw new AppError("limit_reached");
      }
      return toConnection(doc);
    },

    async update(id, patch, ifKey) {
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      // Two changes within a millisecond must differ as well.
      const updatedAt = { $max: [Date.now(), { $add: ["$updatedAt", 1] }] };
      const set = Object.fromEntries(
        Object.entries(given).map(([field, value]) => [field, { $literal: value }]),
      );
      const doc = await connections.findOneAndUpdate(
        { _id: id, ...(ifKey === undefined ? {} : { sealedKey: ifKey }) },
        [{ $set: { ...set, updatedAt } }],
        { returnDocument: "after" },
      );
      return doc && toConnection(doc);
    },

    async remove(id) {
      const { deletedCount } = await connections.deleteOne({ _id: id });
      await projectKeys.deleteMany({ connectionId: id });
      return deletedCount === 1;
    },

    async projectKeys(scope, projectId) {
      const [project, docs] = await Promise.all([
        visibleProject(ctx, scope, projectId),
        ctx.reads.keysOf(projectId),
      ]);
      if (!project) return [];
      return docs.map(({ connectionId, sealedKey, updatedAt }) => ({ connectionId, sealedKey, updatedAt }));
    },

    async putProjectKey(scope, projectId, connectionId, sealedKey) {
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return false;
      const doc: ProjectKeyDoc = {
        _id: keyId(projectId, connectionId),
        projectId,
        connectionId,
        sealedKey,
        updatedAt: Date.now(),
      };
      await projectKeys.replaceOne({ _id: doc._id }, doc, { upsert: true });
      if (!(await wasRemoved(ctx, [project.ownerId, projectId]))) return true;
      await projectKeys.deleteOne({ _id: doc._id });
      return false;
    },

    async removeProjectKey(scope, projectId, connectionId) {
      if (!(await visibleProject(ctx, scope, projectId))) return false;
      const { deletedCount } = await projectKeys.deleteOne({ _id: keyId(projectId, connectionId) });
      return deletedCount === 1;
    },

    async sealedKeys() {
      const [installation, projects] = await Promise.all([
        connections.find().sort({ createdAt: 1, _id: 1 }).toArray(),
        projectKeys.find({ _id: { $gt: "" } }).toArray(),
      ]);
      return [
        ...installation.flatMap(({ _id, sealedKey }): SealedKey[] =>
          sealedKey === null ? [] : [{ connectionId: _id, projectId: null, sealedKey }],
        ),
        ...projects.map(({ connectionId, projectId, sealedKey }) => ({ connectionId, projectId, sealedKey })),
      ];
    },

    async reseal({ connectionId, projectId, sealedKey: from }, sealedKey) {
      const change = { $set: { sealedKey } };
      const { matchedCount } =
        projectId === null
          ? await connections.updateOne({ _id: connectionId, sealedKey: from }, change)
          : await projectKeys.updateOne({ _id: keyId(projectId, connectionId), sealedKey: from }, change);
      return matchedCount === 1;
    },
  };
}
