import type { ConfigRecord, ConfigStore } from "../types";
import type { Context } from "./client";
import type { ConfigDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { pageBy } from "./paging";
import { scopeFilter, visibleProject } from "./visibility";

const KNOWN_MAX = 2_000;

function toConfig({ _id, configId, ...rest }: ConfigDoc): ConfigRecord {
  return { id: configId, ...rest };
}

export function configStore(ctx: Context): ConfigStore {
  const configs = ctx.c.configs;
  /** Rows that are known to be there, newest last: they never change. */
  const known = new Map<string, Pick<ConfigDoc, "version" | "createdAt">>();
  const remember = (doc: ConfigDoc): ConfigRecord => {
    known.delete(doc._id);
    known.set(doc._id, { version: doc.version, createdAt: doc.createdAt });
    for (const oldest of known.keys()) {
      if (known.size <= KNOWN_MAX) break;
      known.delete(oldest);
    }
    return toConfig(doc);
  };
  return {
    async put(scope, { id, projectId, version, prompts, settings, files }) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc: ConfigDoc = {
        _id: `${projectId}:${id}`,
        configId: id,
        ownerId: scope.ownerId,
        projectId,
        version,
        prompts,
        settings,
        files,
        createdAt: Date.now(),
      };
      const there = known.get(doc._id);
      if (there) return toConfig({ ...doc, ...there });
      const before = await configs.findOne({ _id: doc._id });
      if (before) return remember(before);
      try {
        await configs.insertOne(doc);
        return remember(doc);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        return remember((await configs.findOne({ _id: doc._id })) ?? doc);
      }
    },

    async get(scope, projectId, id) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await configs.findOne({ _id: `${projectId}:${id}`, ...scopeFilter(scope) });
      return doc && toConfig(doc);
    },

    async list(scope, projectId, page) {
      if (!(await visibleProject(ctx, scope, projectId))) return { items: [], nextCursor: null };
      const filter = { $and: [scopeFilter(scope), { projectId }] };
      const found = await pageBy(configs, filter, "createdAt", page);
      return { items: found.items.map(toConfig), nextCursor: found.nextCursor };
    },
  };
}
