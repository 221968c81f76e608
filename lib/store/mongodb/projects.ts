import { ObjectId } from "mongodb";
import { AppError, notFound } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { fold } from "../fold";
import { slugsFor } from "../slug";
import type { ProjectRecord, ProjectStore, ProjectSummaryRecord } from "../types";
import type { Context } from "./client";
import type { ProjectDoc } from "./collections";
import { isDuplicateKey } from "./errors";
import { dropFile } from "./file-removal";
import { addFilesAhead } from "./files";
import { insertNumbered } from "./numbered";
import { literalPattern, pageBy } from "./paging";
import { removeProject } from "./removal";
import { hiddenOf, projectFilter, removedMeanwhile, sharedProjects, visibleProject } from "./visibility";

function toProject(doc: ProjectDoc): ProjectRecord {
  const { _id, slot: _slot, promptCount: _count, search: _search, ...rest } = doc;
  const { slug = _id, icon = null, color = null } = doc;
  return { id: _id, ...rest, slug, icon, color };
}

const searchText = (name: string, description: string) => fold(`${name}\n${description}`);

export function projectStore(ctx: Context): ProjectStore {
  const projects = ctx.c.projects;
  return {
    async create(
      scope,
      { name, description, icon = null, color = null, settings, prompts = [], files = [] },
      limit,
    ) {
      // A credential for one project makes no others.
      if (scope.projectId !== undefined) throw notFound("Project");
      const now = Date.now();
      const id = newId();
      // Nobody sees the files before there is a project to see them in: its insert is what makes all of it so.
      const added = await addFilesAhead(ctx, scope, id, files);
      const slug = await takeSlug(ctx, scope.ownerId, name, id);
      const undo = () =>
        Promise.all([
          ctx.c.slugs.deleteOne({ _id: slugId(scope.ownerId, slug) }),
          ...added.map((file) => dropFile(ctx, file)),
        ]);
      const doc = await insertNumbered(projects, { ownerId: scope.ownerId }, limit, {
        _id: id,
        ownerId: scope.ownerId,
        slug,
        name,
        description,
        icon,
        color,
        prompts,
        settings,
        version: 1,
        createdAt: now,
        updatedAt: now,
        activityAt: now,
        promptCount: prompts.length,
        search: searchText(name, description),
      }).catch(async (error) => {
        await undo();
        throw error;
      });
      if (await removedMeanwhile(ctx, [scope.ownerId])) {
        await projects.deleteOne({ _id: id });
        await undo();
        throw notFound("Account");
      }
      if (files.length > 0) {
        await ctx.c.looseBodies.deleteMany({ _id: { $in: files.map(({ bodyId }) => bodyId) }, fileId: null });
      }
      return toProject(doc);
    },

    async get(scope, id) {
      const doc = await visibleProject(ctx, scope, id);
      return doc && toProject(doc);
    },

    async getBySlug(scope, slug) {
      const taken = await ctx.c.slugs.findOne({ _id: slugId(scope.ownerId, slug) });
      const doc = taken && (await visibleProject(ctx, scope, taken.projectId));
      return doc && toProject(doc);
    },

    async list(scope, page) {
      const hidden = await hiddenOf(ctx, scope.ownerId);
      if (hidden.has(scope.ownerId)) return { items: [], nextCursor: null };
      const shared = page.shared && scope.projectId === undefined ? await sharedProjects(ctx, scope) : [];
      const filter = {
        $and: [
          shared.length > 0
            ? { $or: [projectFilter(scope), { _id: { $in: shared } }] }
            : projectFilter(scope),
          ...(hidden.size > 0 ? [{ _id: { $nin: [...hidden] } }] : []),
          ...(page.q ? [{ search: { $regex: literalPattern(fold(page.q)) } }] : []),
        ],
      };
      const found = await pageBy(projects, filter, "activityAt", page, {
        projection: { prompts: 0, search: 0 },
      });
      const ids = found.items.map((doc) => doc._id);
      const [files, chats] = await Promise.all([
        countByProject(ctx, "files", ids, new Set(), { chatId: null }),
        countByProject(ctx, "chats", ids, hidden, { ownerId: scope.userId, visitorId: null }),
      ]);
      const items = found.items.map((doc): ProjectSummaryRecord => {
        const { prompts: _prompts, ...rest } = toProject(doc);
        return {
          ...rest,
          promptCount: doc.promptCount,
          fileCount: files.get(doc._id) ?? 0,
          chatCount: chats.get(doc._id) ?? 0,
        };
      });
      return { items, nextCursor: found.nextCursor };
    },

    async update(scope, id, expectedVersion, patch) {
      const project = await visibleProject(ctx, scope, id);
      if (!project) return "missing";
      if (project.version !== expectedVersion) return "stale";
      const now = Date.now();
      const name = patch.name ?? project.name;
      const description = patch.description ?? project.description;
      const doc = await projects.findOneAndUpdate(
        { ...projectFilter(scope, id), version: expectedVersion },
        {
          $set: {
            name,
            description,
            search: searchText(name, description),
            ...(patch.icon !== undefined && { icon: patch.icon }),
            ...(patch.color !== undefined && { color: patch.color }),
            ...(patch.settings && { settings: patch.settings }),
            ...(patch.prompts && { prompts: patch.prompts, promptCount: patch.prompts.length }),
          },
          $inc: { version: 1 },
          $max: { updatedAt: now, activityAt: now },
        },
        { returnDocument: "after" },
      );
      if (doc) return toProject(doc);
      return (await visibleProject(ctx, scope, id)) ? "stale" : "missing";
    },

    async pins(scope) {
      const user = await ctx.c.users.findOne(
        { _id: new ObjectId(scope.userId) },
        { projection: { pins: 1 } },
      );
      return user?.pins ?? [];
    },

    async pin(scope, id, pinned, limit) {
      const _id = new ObjectId(scope.userId);
      if (pinned && !(await visibleProject(ctx, scope, id))) return;
      if (!pinned) return void (await ctx.c.users.updateOne({ _id }, { $pull: { pins: id } }));
      const free = { $or: [{ pins: id }, { [`pins.${limit - 1}`]: { $exists: false } }] };
      const add = () => ctx.c.users.updateOne({ _id, ...free }, { $addToSet: { pins: id } });
      if ((await add()).matchedCount > 0) return;
      // Those of deleted projects give way.
      const pins = (await ctx.c.users.findOne({ _id }, { projection: { pins: 1 } }))?.pins ?? [];
      const there = await projects.find({ _id: { $in: pins } }, { projection: { _id: 1 } }).toArray();
      const gone = pins.filter((pinnedId) => !there.some((project) => project._id === pinnedId));
      await ctx.c.users.updateOne({ _id }, { $pull: { pins: { $in: gone } } });
      if ((await add()).matchedCount === 0) throw new AppError("limit_reached");
    },

    async touch(scope, id, at) {
      await projects.updateOne(projectFilter(scope, id), { $max: { activityAt: at } });
    },

    remove: (scope, id) => removeProject(ctx, scope, id),
  };
}

const slugId = (ownerId: string, slug: string) => `${ownerId}:${slug}`;

/** A slug is its owner's first by an insert under its own id, then by the project that carries it. */
async function takeSlug(ctx: Context, ownerId: string, name: string, projectId: string): Promise<string> {
  for (const slug of slugsFor(name)) {
    try {
      await ctx.c.slugs.insertOne({ _id: slugId(ownerId, slug), projectId });
      return slug;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }
  throw new Error("There are slugs without end.");
}

async function countByProject(
  ctx: Context,
  collection: "files" | "chats",
  projectIds: string[],
  hidden: Set<string> = new Set(),
  whose: { ownerId?: string; visitorId?: null; chatId?: null } = {},
): Promise<Map<string, number>> {
  if (projectIds.length === 0) return new Map();
  const rows = await ctx.c[collection]
    .aggregate<{ _id: string; count: number }>([
      {
        $match: {
          projectId: { $in: projectIds },
          ...whose,
          ...(hidden.size > 0 && { _id: { $nin: [...hidden] } }),
        },
      },
      { $group: { _id: "$projectId", count: { $sum: 1 } } },
    ])
    .toArray();
  return new Map(rows.map((row) => [row._id, row.count]));
}
