import { AppError } from "@/lib/errors";
import { decodeCursor } from "../cursor";
import { pageOf } from "../paging";
import type { Page, PageRequest, PublicationRecord, ReleaseRecord, ReleaseStore, Scope } from "../types";
import type { Context } from "./client";
import type { PublicationDoc, ReleaseDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { removedMeanwhile, scopeFilter, visibleProject } from "./visibility";

const toRelease = ({ _id, ...release }: ReleaseDoc): ReleaseRecord => release;
const toPublication = ({ _id, ...publication }: PublicationDoc): PublicationRecord => publication;
const idOf = (projectId: string, number: number) => `${projectId}:${number}`;
const NOTHING = { items: [], nextCursor: null };

export function releaseStore(ctx: Context): ReleaseStore {
  const { releases, publications } = ctx.c;
  const newest = async (projectId: string) =>
    (await publications.find({ projectId }).sort({ seq: -1 }).limit(1).toArray())[0] ?? null;

  return {
    async create(scope, release, limit) {
      const { projectId } = release;
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return null;
      for (;;) {
        const [last] = await releases.find({ projectId }).sort({ number: -1 }).limit(1).toArray();
        const number = (last?.number ?? 0) + 1;
        if (number > limit) throw new AppError("limit_reached");
        const doc: ReleaseDoc = {
          _id: idOf(projectId, number),
          ownerId: project.ownerId,
          projectId,
          number,
          note: release.note,
          authorId: release.authorId,
          configId: release.configId,
          fingerprint: release.fingerprint,
          prompts: release.prompts,
          settings: release.settings,
          files: release.files,
          createdAt: Date.now(),
        };
        try {
          await releases.insertOne(doc);
        } catch (error) {
          if (isDuplicateKey(error)) continue;
          throw error;
        }
        if (await removedMeanwhile(ctx, [project.ownerId, projectId])) {
          await releases.deleteOne({ _id: doc._id });
          return null;
        }
        return toRelease(doc);
      }
    },

    async get(scope, projectId, number) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await releases.findOne({ _id: idOf(projectId, number), ...scopeFilter(scope) });
      return doc && toRelease(doc);
    },

    async list(scope, projectId, page) {
      if (!(await visibleProject(ctx, scope, projectId))) return NOTHING;
      return pageBelow(page, "number", toRelease, (below, limit) =>
        releases
          .find({ $and: [owned(scope, projectId), below === null ? {} : { number: { $lt: below } }] })
          .sort({ number: -1 })
          .limit(limit)
          .toArray(),
      );
    },

    async current(scope, projectId) {
      const [project, doc] = await Promise.all([visibleProject(ctx, scope, projectId), newest(projectId)]);
      return project && doc && toPublication(doc);
    },

    async live(scope, projectIds) {
      const found = await publications
        .aggregate<{ _id: string; release: number | null }>([
          { $match: { $and: [scopeFilter(scope), { projectId: { $in: projectIds } }] } },
          { $sort: { projectId: 1, seq: -1 } },
          { $group: { _id: "$projectId", release: { $first: "$release" } } },
        ])
        .toArray();
      return new Map(
        found.flatMap(({ _id, release }) => (release === null ? [] : [[_id, release] as const])),
      );
    },

    async publish(scope, publication) {
      const { projectId, seq } = publication;
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return "missing";
      if (((await newest(projectId))?.seq ?? 0) !== seq - 1) return "stale";
      const doc: PublicationDoc = {
        _id: idOf(projectId, seq),
        ownerId: project.ownerId,
        projectId,
        seq,
        kind: publication.kind,
        release: publication.release,
        previous: publication.previous,
        authorId: publication.authorId,
        reason: publication.reason,
        runId: publication.runId,
        createdAt: Date.now(),
      };
      try {
        await publications.insertOne(doc);
      } catch (error) {
        if (isDuplicateKey(error)) return "stale";
        throw error;
      }
      if (await removedMeanwhile(ctx, [project.ownerId, projectId])) {
        await publications.deleteOne({ _id: doc._id });
        return "missing";
      }
      return toPublication(doc);
    },

    async published(scope, projectId, numbers) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const wanted = { kind: "publish" as const, release: { $in: numbers } };
      const found = await publications.find({ $and: [owned(scope, projectId), wanted] }).toArray();
      return found.map(toPublication);
    },

    async publications(scope, projectId, page) {
      if (!(await visibleProject(ctx, scope, projectId))) return NOTHING;
      return pageBelow(page, "seq", toPublication, (below, limit) =>
        publications
          .find({ $and: [owned(scope, projectId), below === null ? {} : { seq: { $lt: below } }] })
          .sort({ seq: -1 })
          .limit(limit)
          .toArray(),
      );
    },
  };
}

const owned = (scope: Scope, projectId: string) => ({ $and: [scopeFilter(scope), { projectId }] });

async function pageBelow<D, R extends Record<K, number>, K extends keyof R & string>(
  { limit, cursor }: PageRequest,
  key: K,
  shape: (doc: D) => R,
  find: (below: number | null, limit: number) => Promise<D[]>,
): Promise<Page<R>> {
  const [below] = cursor === undefined ? [] : decodeCursor(cursor, ["number"]);
  const rows = await find(below === undefined ? null : Number(below), limit + 1);
  return pageOf(rows, limit, shape, (last) => [last[key]]);
}
