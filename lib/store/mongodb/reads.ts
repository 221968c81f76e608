import { type Collection, type Filter, ObjectId } from "mongodb";
import type { ChatDoc, Collections, MemberDoc, ProjectDoc, SessionDoc, UserDoc } from "./collections";
import type { ProjectKeyDoc } from "./connection-docs";
import { gathered } from "./gather";

type Whose = Record<string, string | null>;

/** What nearly every request asks, each by one key; those of many requests are gathered. */
export type Reads = {
  /** The ids of what an owner has removed but is not gone yet. */
  removedOf: (ownerId: string) => Promise<string[]>;
  /** Whether an id was removed in the last hour, even if all of it is gone. */
  wasRemoved: (id: string) => Promise<boolean>;
  /** The projects that a person is on as a guest, or was. */
  membershipsOf: (userId: string) => Promise<MemberDoc[]>;
  membership: (id: string) => Promise<MemberDoc | null>;
  ownerOf: (projectId: string) => Promise<string | null>;
  /** An account by its id in hex. */
  user: (id: string) => Promise<UserDoc | null>;
  session: (id: string) => Promise<SessionDoc | null>;
  /** Whether a chat is giving a reply. */
  isRunning: (chatId: string) => Promise<boolean>;
  /** A project among those of its owner, a chat among those of its author. */
  project: (whose: Whose, id: string) => Promise<ProjectDoc | null>;
  chat: (whose: Whose, id: string) => Promise<ChatDoc | null>;
  keysOf: (projectId: string) => Promise<ProjectKeyDoc[]>;
  /** The webhooks of a project that want to hear of an event. */
  listeners: (projectId: string, event: string) => Promise<string[]>;
};

export function readsOf(c: Collections): Reads {
  return {
    removedOf: gathered(async (owners) => {
      const docs = await c.tombstones
        .find({ ownerId: oneOf(owners), done: false }, { projection: { ownerId: 1 } })
        .toArray();
      const found = Map.groupBy(docs, ({ ownerId }) => ownerId);
      return owners.map((ownerId) => (found.get(ownerId) ?? []).map(({ _id }) => _id));
    }),
    wasRemoved: gathered(async (ids) => {
      const docs = await c.tombstones.find({ _id: oneOf(ids) }, { projection: { _id: 1 } }).toArray();
      const found = new Set(docs.map(({ _id }) => _id));
      return ids.map((id) => found.has(id));
    }),
    membershipsOf: gathered(async (people) => {
      const found = Map.groupBy(
        await c.members.find({ userId: oneOf(people) }).toArray(),
        ({ userId }) => userId,
      );
      return people.map((userId) => found.get(userId) ?? []);
    }),
    membership: byId(c.members),
    ownerOf: gathered(async (ids) => {
      const docs = await c.projects.find({ _id: oneOf(ids) }, { projection: { ownerId: 1 } }).toArray();
      const found = new Map(docs.map(({ _id, ownerId }) => [_id, ownerId]));
      return ids.map((id) => found.get(id) ?? null);
    }),
    user: gathered(async (ids) => {
      const docs = await c.users.find({ _id: oneOf(ids.map((id) => new ObjectId(id))) }).toArray();
      const found = new Map(docs.map((doc) => [doc._id.toHexString(), doc]));
      return ids.map((id) => found.get(id.toLowerCase()) ?? null);
    }),
    session: byId(c.sessions),
    isRunning: gathered(async (chatIds) => {
      const docs = await c.runs.find({ slot: oneOf(chatIds) }, { projection: { slot: 1 } }).toArray();
      const found = new Set(docs.map(({ slot }) => slot));
      return chatIds.map((chatId) => found.has(chatId));
    }),
    project: among(c.projects),
    chat: among(c.chats),
    keysOf: gathered(async (projects) => {
      const docs = await c.projectKeys.find({ projectId: oneOf(projects) }).toArray();
      const found = Map.groupBy(docs, ({ projectId }) => projectId);
      return projects.map((projectId) => found.get(projectId) ?? []);
    }),
    listeners: listenersOf(c),
  };
}

function byId<D extends { _id: string }>(collection: Collection<D>): (id: string) => Promise<D | null> {
  return gathered(async (ids) => {
    const docs = await collection.find({ _id: oneOf(ids) } as Filter<D>).toArray();
    const found = new Map(docs.map((doc) => [doc._id as string, doc as D]));
    return ids.map((id) => found.get(id) ?? null);
  });
}

/** Documents by their ids, one query for each of those whose they are. */
function among<D extends { _id: string }>(collection: Collection<D>) {
  const read = gathered<{ whose: string; id: string }, D | null>(async (wanted) => {
    const found = new Map<string, D>();
    const queries = [...Map.groupBy(wanted, ({ whose }) => whose)].map(async ([whose, group]) => {
      const filter = { ...JSON.parse(whose), _id: oneOf(group.map(({ id }) => id)) } as Filter<D>;
      for (const doc of await collection.find(filter).toArray()) found.set(`${doc._id}${whose}`, doc as D);
    });
    await Promise.all(queries);
    return wanted.map(({ whose, id }) => found.get(`${id}${whose}`) ?? null);
  });
  return (whose: Whose, id: string) => read({ whose: JSON.stringify(whose), id });
}

function listenersOf({ webhooks }: Collections): Reads["listeners"] {
  const read = gathered<{ projectId: string; event: string }, string[]>(async (wanted) => {
    const docs = await webhooks
      .find(
        { projectId: oneOf(wanted.map(({ projectId }) => projectId)), enabled: true },
        { projection: { projectId: 1, events: 1 } },
      )
      .toArray();
    const found = Map.groupBy(docs, ({ projectId }) => projectId);
    return wanted.map(({ projectId, event }) =>
      (found.get(projectId) ?? []).flatMap(({ _id, events }) =>
        (events as string[]).includes(event) ? [_id] : [],
      ),
    );
  });
  return (projectId, event) => read({ projectId, event });
}

/** A single key is asked for plainly. */
function oneOf<K extends string | ObjectId>(keys: K[]): K | { $in: K[] } {
  const different = [...new Set(keys)];
  const [only] = different;
  return different.length === 1 && only !== undefined ? only : { $in: different };
}
