import type { EmbedRecord, EmbedStore, OpenEmbed, VisitorRecord } from "../types";
import type { Context } from "./client";
import { embedCounts } from "./embed-counts";
import type { EmbedDoc, VisitorDoc } from "./embed-docs";
import { isDuplicateKey } from "./errors";
import { findUser, hiddenOf, visibleProject, wasRemoved } from "./visibility";

const toEmbed = ({ _id, settings, link, passwordHash, linkEpoch, updatedAt }: EmbedDoc): EmbedRecord => ({
  projectId: _id,
  settings,
  link: { ...link, hasPassword: passwordHash !== null },
  linkEpoch,
  updatedAt,
});

function toVisitor({ _id, tokenHash: _hash, ...rest }: VisitorDoc): VisitorRecord {
  return { id: _id, ...rest };
}

export function embedStore(ctx: Context): EmbedStore {
  const { embeds, embedSlugs, visitors, projects } = ctx.c;

  async function open(doc: EmbedDoc | null): Promise<OpenEmbed | null> {
    const only = { projection: { ownerId: 1, name: 1 } } as const;
    const project = doc && (await projects.findOne({ _id: doc._id }, only));
    if (!project) return null;
    const { ownerId, name: projectName } = project;
    const [user, hidden] = await Promise.all([findUser(ctx, ownerId), hiddenOf(ctx, ownerId)]);
    if (!user || user.disabled || hidden.has(ownerId) || hidden.has(doc._id)) return null;
    return { ...toEmbed(doc), ownerId, projectName, passwordHash: doc.passwordHash };
  }

  /** Whether the name is the project's now. One that it held before it lets go, after the embed says so. */
  async function takeSlug(slug: string, projectId: string): Promise<boolean> {
    try {
      await embedSlugs.insertOne({ _id: slug, projectId });
      return true;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return (await embedSlugs.findOne({ _id: slug }))?.projectId === projectId;
    }
  }

  return {
    ...embedCounts(ctx),

    async get(scope, projectId) {
      if (!(await visibleProject(ctx, scope, projectId))) return null;
      const doc = await embeds.findOne({ _id: projectId });
      return doc && toEmbed(doc);
    },

    async put(scope, projectId, { settings, link, passwordHash, linkEpoch }) {
      const project = await visibleProject(ctx, scope, projectId);
      if (!project) return null;
      if (link.slug !== null && !(await takeSlug(link.slug, projectId))) return "taken";
      const doc = await embeds.findOneAndUpdate(
        { _id: projectId },
        { $set: { settings, link, passwordHash, updatedAt: Date.now() }, $max: { linkEpoch } },
        { upsert: true, returnDocument: "after" },
      );
      const others = link.slug === null ? {} : { _id: { $ne: link.slug } };
      await embedSlugs.deleteMany({ projectId, ...others });
      if (await wasRemoved(ctx, [project.ownerId, projectId])) {
        await embeds.deleteOne({ _id: projectId });
        await embedSlugs.deleteMany({ projectId });
        return null;
      }
      return doc && toEmbed(doc);
    },

    async find(name) {
      const byId = await open(await embeds.findOne({ _id: name }));
      if (byId) return byId;
      const taken = await embedSlugs.findOne({ _id: name });
      const doc = taken && (await embeds.findOne({ _id: taken.projectId }));
      return doc?.link.slug === name ? open(doc) : null;
    },

    async addVisitor({ id, projectId, tokenHash, via, expiresAt }) {
      const embed = await open(await embeds.findOne({ _id: projectId }));
      if (!embed) return null;
      const doc: VisitorDoc = { _id: id, projectId, tokenHash, via, createdAt: Date.now(), expiresAt };
      await visitors.insertOne(doc);
      if (await wasRemoved(ctx, [embed.ownerId, projectId])) {
        await visitors.deleteOne({ _id: id });
        return null;
      }
      return toVisitor(doc);
    },

    async findVisitor(id, now) {
      const doc = await visitors.findOne({ _id: id, expiresAt: { $gt: now } });
      const embed = doc && (await open(await embeds.findOne({ _id: doc.projectId })));
      return embed ? { visitor: toVisitor(doc), tokenHash: doc.tokenHash, embed } : null;
    },

    async touchVisitor(id, expiresAt) {
      await visitors.updateOne({ _id: id, expiresAt: { $gt: 0 } }, { $max: { expiresAt } });
    },

    async endVisitors(scope, projectId, visitorId) {
      if (!(await visibleProject(ctx, scope, projectId))) return 0;
      const one = visitorId === undefined ? {} : { _id: visitorId };
      const filter = { projectId, expiresAt: { $gt: 0 }, ...one };
      return (await visitors.updateMany(filter, { $set: { expiresAt: 0 } })).modifiedCount;
    },

    async countVisitors(scope, projectId, now) {
      if (!(await visibleProject(ctx, scope, projectId))) return 0;
      return visitors.countDocuments({ projectId, expiresAt: { $gt: now } });
    },

    async visitorRatings(scope, projectId) {
      if (!(await visibleProject(ctx, scope, projectId))) return { up: 0, down: 0 };
      const rated = { projectId, ratedAt: { $gt: 0 }, visitorId: { $ne: null } };
      const count = (rating: "up" | "down") =>
        ctx.c.messages.countDocuments({ ...rated, "feedback.rating": rating });
      const [up, down] = await Promise.all([count("up"), count("down")]);
      return { up, down };
    },
  };
}
