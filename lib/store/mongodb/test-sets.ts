import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import type { CaseRecord, Scope, TestSetRecord, TestSetStore } from "../types";
import type { Context } from "./client";
import type { CaseDoc, TestSetDoc } from "./collections";
import { insertNumbered } from "./numbered";
import { removedMeanwhile, scopeFilter, visibleProject, wasRemoved } from "./visibility";

const toSet = ({ _id, slot: _slot, ...rest }: TestSetDoc): TestSetRecord => ({ id: _id, ...rest });
const toCase = ({ _id, ...rest }: CaseDoc): CaseRecord => ({ id: _id, ...rest });

export function testSetStore(ctx: Context): TestSetStore {
  const { testSets, cases, caseRevisions } = ctx.c;
  /** Sets and cases are reached by their own id: whose project they are in is looked at behind it. */
  const visible = async <D extends { projectId: string }>(scope: Scope, doc: D | null): Promise<D | null> =>
    doc && (await visibleProject(ctx, scope, doc.projectId)) ? doc : null;
  const findSet = async (scope: Scope, id: string) =>
    visible(scope, await testSets.findOne({ _id: id, ...scopeFilter(scope) }));
  const findCase = async (scope: Scope, id: string) =>
    visible(scope, await cases.findOne({ _id: id, ...scopeFilter(scope) }));
  const addRevision = ({ _id, revision, ownerId, projectId, content }: CaseDoc) => {
    const replacement = { caseId: _id, revision, ownerId, projectId, content };
    return caseRevisions.replaceOne({ _id: `${_id}:${revision}` }, replacement, { upsert: true });
  };

  return {
    async create(scope, projectId, { name, gate, nightly }, limit) {
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return null;
      const now = Date.now();
      const doc = await insertNumbered(testSets, { projectId }, limit, {
        _id: newId(now),
        ownerId: project.ownerId,
        projectId,
        name,
        gate,
        nightly,
        createdAt: now,
        updatedAt: now,
      });
      if (await removedMeanwhile(ctx, [project.ownerId, projectId])) {
        await testSets.deleteOne({ _id: doc._id });
        return null;
      }
      return toSet(doc);
    },

    async get(scope, id) {
      const doc = await findSet(scope, id);
      return doc && toSet(doc);
    },

    async locate(what, id) {
      const doc = what === "set" ? await testSets.findOne({ _id: id }) : await cases.findOne({ _id: id });
      return doc?.projectId ?? null;
    },

    async list(scope, projectId) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const filter = { $and: [scopeFilter(scope), { projectId }] };
      return (await testSets.find(filter).sort({ createdAt: 1, _id: 1 }).toArray()).map(toSet);
    },

    async update(scope, id, patch) {
      if (!(await findSet(scope, id))) return null;
      const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
      const doc = await testSets.findOneAndUpdate(
        { _id: id, ...scopeFilter(scope) },
        { $set: given, $max: { updatedAt: Date.now() } },
        { returnDocument: "after" },
      );
      return doc && toSet(doc);
    },

    async remove(scope, id) {
      if (!(await findSet(scope, id))) return false;
      const removed = await testSets.deleteOne({ _id: id, ...scopeFilter(scope) });
      await cases.deleteMany({ setId: id });
      return removed.deletedCount === 1;
    },

    async nightly(limit) {
      return (await testSets.find({ nightly: true }).sort({ _id: 1 }).limit(limit).toArray()).map(toSet);
    },

    async addCases(scope, setId, contents, limit) {
      const set = await findSet(scope, setId);
      if (!set) return null;
      if (contents.length === 0) return [];
      if ((await cases.countDocuments({ setId })) + contents.length > limit)
        throw new AppError("limit_reached");
      const now = Date.now();
      const { ownerId, projectId } = set;
      const common = { ownerId, projectId, setId, revision: 1, createdAt: now, updatedAt: now };
      const docs = contents.map((content): CaseDoc => ({ _id: newId(now), ...common, content }));
      for (const doc of docs) await addRevision(doc);
      await cases.insertMany(docs);
      const over = (await cases.countDocuments({ setId })) > limit;
      if (
        over ||
        !(await testSets.findOne({ _id: setId })) ||
        (await wasRemoved(ctx, [ownerId, projectId]))
      ) {
        const ids = docs.map(({ _id }) => _id);
        await cases.deleteMany({ _id: { $in: ids } });
        await caseRevisions.deleteMany({ caseId: { $in: ids } });
        if (over) throw new AppError("limit_reached");
        return null;
      }
      await testSets.updateOne({ _id: setId }, { $max: { updatedAt: now } });
      return docs.map(toCase);
    },

    async getCase(scope, id) {
      const doc = await findCase(scope, id);
      return doc && toCase(doc);
    },

    async listCases(scope, setId) {
      if (!(await findSet(scope, setId))) return [];
      return (await cases.find({ setId }).sort({ createdAt: 1, _id: 1 }).toArray()).map(toCase);
    },

    async projectCases(scope, projectId) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const filter = { $and: [scopeFilter(scope), { projectId }] };
      return (await cases.find(filter).sort({ createdAt: 1, _id: 1 }).toArray()).map(toCase);
    },

    async updateCase(scope, id, expectedRevision, content) {
      const seen = await findCase(scope, id);
      if (!seen) return null;
      if (seen.revision !== expectedRevision) return "stale";
      const now = Date.now();
      const next: CaseDoc = { ...seen, revision: seen.revision + 1, content, updatedAt: now };
      const moved = await cases.findOneAndUpdate(
        { _id: id, revision: expectedRevision },
        { $set: { revision: next.revision, content, updatedAt: now } },
        { returnDocument: "after" },
      );
      if (!moved) return (await findCase(scope, id)) ? "stale" : null;
      await addRevision(moved);
      await testSets.updateOne({ _id: seen.setId }, { $max: { updatedAt: now } });
      return toCase(moved);
    },

    async removeCase(scope, id) {
      if (!(await findCase(scope, id))) return false;
      return (await cases.deleteOne({ _id: id, ...scopeFilter(scope) })).deletedCount === 1;
    },

    async revisions(scope, projectId, refs) {
      if (!(await visibleProject(ctx, scope, projectId))) return [];
      const ids = refs.map(({ id, revision }) => `${id}:${revision}`);
      const filter = { $and: [scopeFilter(scope), { projectId, _id: { $in: ids } }] };
      const found = new Map((await caseRevisions.find(filter).toArray()).map((doc) => [doc._id, doc]));
      // The case itself stands in for a revision that a crash left out.
      const missing = refs.filter(({ id, revision }) => !found.has(`${id}:${revision}`)).map(({ id }) => id);
      const current =
        missing.length === 0
          ? []
          : await cases.find({ $and: [scopeFilter(scope), { projectId, _id: { $in: missing } }] }).toArray();
      return refs.flatMap(({ id, revision }) => {
        const content =
          found.get(`${id}:${revision}`)?.content ??
          current.find((doc) => doc._id === id && doc.revision === revision)?.content;
        return content ? [{ id, revision, content }] : [];
      });
    },
  };
}
