import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { VersionRecord, VersionStore } from "../types";
import type { Context } from "./client";
import type { VersionDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { removedMeanwhile, scopeFilter, visibleProject } from "./visibility";

const toVersion = ({ _id, ...version }: VersionDoc): VersionRecord => version;
const idOf = (projectId: string, number: number) => `${projectId}:${number}`;

export function versionStore(ctx: Context): VersionStore {
  const versions = ctx.c.versions;
  return {
    async put(scope, version) {
      if (!(await visibleProject(ctx, scope, version.projectId))) return null;
      const doc: VersionDoc = {
        _id: idOf(version.projectId, version.number),
        ownerId: scope.ownerId,
        projectId: version.projectId,
        number: version.number,
        configId: version.configId,
        authorId: version.authorId,
        restoredFrom: version.restoredFrom,
        createdAt: version.createdAt,
        summary: version.summary,
        prompts: version.prompts,
      };
      try {
        await versions.insertOne(doc);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const present = await versions.findOne({ _id: doc._id, ...scopeFilter(scope) });
        return present && toVersion(present);
      }
      if (await removedMeanwhile(ctx, [scope.ownerId, version.projectId])) {
        await versions.deleteOne({ _id: doc._id });
        return null;
      }
      return toVersion(doc);
    },

    async get(scope, projectId, number) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await versions.findOne({ _id: idOf(projectId, number), ...scopeFilter(scope) });
      return doc && toVersion(doc);
    },

    async list(scope, projectId, { limit, cursor }) {
      const [below] = cursor === undefined ? [] : decodeCursor(cursor, ["number"]);
      if (!(await visibleProject(ctx, scope, projectId))) return { items: [], nextCursor: null };
      const rows = await versions
        .find({
          $and: [
            scopeFilter(scope),
            { projectId },
            ...(below === undefined ? [] : [{ number: { $lt: Number(below) } }]),
          ],
        })
        .sort({ number: -1 })
        .limit(limit + 1)
        .toArray();
      return pageOf(rows, limit, toVersion, (last) => [last.number]);
    },
  };
}
