import type { Db, IndexDescription } from "mongodb";
import { type Collections, collectionsOf } from "./collections";
import { isDuplicateKey } from "./errors";
import { appointFirst } from "./installation";

/** Raise it with every change of the indexes below or of a document's form. */
export const SCHEMA_VERSION = 20;

const INDEXES: Partial<Record<keyof Collections, IndexDescription[]>> = {
  users: [{ key: { email: 1 }, unique: true }, { key: { createdAt: -1, _id: -1 } }, { key: { admin: 1 } }],
  passwordResets: [{ key: { userId: 1 } }, { key: { expiresAt: 1 } }],
  audit: [
    { key: { at: -1, _id: -1 } },
    { key: { action: 1, at: -1, _id: -1 } },
    { key: { actorId: 1, at: -1, _id: -1 } },
    { key: { targetId: 1, at: -1, _id: -1 } },
  ],
  faults: [{ key: { day: 1 } }],
  accounts: [{ key: { provider: 1, providerAccountId: 1 }, unique: true }, { key: { userId: 1 } }],
  authSessions: [{ key: { sessionToken: 1 }, unique: true }, { key: { userId: 1 } }, { key: { expires: 1 } }],
  verificationTokens: [{ key: { identifier: 1, token: 1 }, unique: true }, { key: { expires: 1 } }],
  sessions: [{ key: { userId: 1 } }, { key: { expiresAt: 1 } }],
  keys: [
    { key: { ownerId: 1, slot: 1 }, unique: true },
    { key: { "secrets.prefix": 1 } },
    { key: { origins: 1 } },
    { key: { ownerId: 1, createdAt: -1, _id: -1 } },
    { key: { projectId: 1 } },
  ],
  projects: [
    { key: { ownerId: 1, slot: 1 }, unique: true },
    { key: { ownerId: 1, activityAt: -1, _id: -1 } },
  ],
  answers: [
    { key: { ownerId: 1 } },
    { key: { projectId: 1 } },
    { key: { chatId: 1 } },
    { key: { expiresAt: 1 } },
  ],
  embedSlugs: [{ key: { projectId: 1 } }],
  embedLedgers: [{ key: { projectId: 1 } }, { key: { expiresAt: 1 } }],
  visitors: [{ key: { projectId: 1, expiresAt: 1 } }, { key: { expiresAt: 1 } }],
  keyUsage: [{ key: { ownerId: 1, day: 1 } }],
  slugs: [{ key: { projectId: 1 } }],
  members: [{ key: { userId: 1 } }, { key: { projectId: 1 } }],
  invitations: [
    { key: { tokenHash: 1 }, unique: true },
    { key: { projectId: 1 } },
    { key: { invitedBy: 1 } },
    { key: { acceptedBy: 1 } },
    { key: { email: 1 } },
    { key: { expiresAt: 1 } },
  ],
  webhooks: [
    { key: { projectId: 1, slot: 1 }, unique: true },
    { key: { projectId: 1, createdAt: 1, _id: 1 } },
  ],
  deliveries: [
    { key: { webhookId: 1, messageId: 1 }, unique: true },
    { key: { webhookId: 1, createdAt: -1, _id: -1 } },
    { key: { status: 1, dueAt: 1 } },
    { key: { projectId: 1 } },
  ],
  connections: [{ key: { slug: 1 }, unique: true }, { key: { createdAt: 1, _id: 1 } }],
  projectKeys: [{ key: { projectId: 1 } }, { key: { connectionId: 1 } }],
  files: [
    { key: { projectId: 1, slot: 1 }, unique: true },
    { key: { projectId: 1, chatId: 1, createdAt: -1, _id: -1 } },
    { key: { chatId: 1, createdAt: 1 } },
    { key: { bodyId: 1 } },
    { key: { ownerId: 1, sha256: 1, createdAt: -1, _id: -1 } },
    { key: { ownerId: 1, createdAt: -1, _id: -1 } },
    { key: { status: 1, createdAt: 1 } },
  ],
  jobs: [
    { key: { fileId: 1, kind: 1 }, unique: true },
    { key: { slot: 1 }, unique: true },
    { key: { dueAt: 1 } },
    { key: { projectId: 1 } },
  ],
  segments: [
    { key: { fileId: 1 } },
    { key: { projectId: 1 } },
    { key: { "vectors.model": 1 } },
    { key: { format: 1 } },
  ],
  segmentBlobs: [{ key: { segmentId: 1 } }, { key: { fileId: 1 } }],
  feedEvents: [{ key: { at: 1 } }],
  shares: [
    { key: { tokenHash: 1 }, unique: true },
    { key: { chatId: 1, createdAt: -1, _id: -1 } },
    { key: { projectId: 1 } },
    { key: { ownerId: 1 } },
  ],
  savedPrompts: [{ key: { ownerId: 1, slot: 1 }, unique: true }],
  searchTexts: [
    { key: { ownerId: 1, at: -1, _id: -1 } },
    { key: { chatId: 1 } },
    { key: { projectId: 1, at: -1, _id: -1 } },
  ],
  usage: [{ key: { ownerId: 1, day: 1 } }, { key: { day: 1 } }],
  looseBodies: [{ key: { since: 1 } }, { key: { ownerId: 1 } }, { key: { projectId: 1 } }],
  configs: [{ key: { projectId: 1, createdAt: -1, _id: -1 } }],
  versions: [{ key: { projectId: 1, number: -1 } }],
  releases: [{ key: { projectId: 1, number: -1 } }, { key: { "files.segmentId": 1 } }],
  publications: [{ key: { projectId: 1, seq: -1 } }],
  testSets: [{ key: { projectId: 1, slot: 1 }, unique: true }, { key: { nightly: 1 } }],
  cases: [{ key: { setId: 1, createdAt: 1, _id: 1 } }, { key: { projectId: 1, createdAt: 1, _id: 1 } }],
  caseRevisions: [{ key: { projectId: 1 } }, { key: { caseId: 1 } }],
  evalRuns: [{ key: { projectId: 1, createdAt: -1, _id: -1 } }, { key: { status: 1, createdAt: 1 } }],
  evalUnits: [
    { key: { slot: 1 }, unique: true },
    { key: { runId: 1, done: 1, n: 1 } },
    { key: { lease: 1 } },
  ],
  evalResults: [
    { key: { runId: 1, side: 1, caseId: 1, repeat: 1 }, unique: true },
    { key: { runId: 1, place: 1, _id: 1 } },
    { key: { runId: 1, place: 1, side: 1 } },
    { key: { projectId: 1, reviewedAt: -1 } },
  ],
  chats: [
    { key: { projectId: 1, sharedAt: -1, _id: -1 } },
    { key: { projectId: 1, activityAt: -1, _id: -1 } },
    { key: { ownerId: 1, activityAt: -1, _id: -1 } },
    { key: { activityAt: 1 } },
    { key: { visitorId: 1, activityAt: -1, _id: -1 } },
  ],
  messages: [{ key: { chatId: 1, depth: 1, _id: 1 } }, { key: { projectId: 1, ratedAt: -1, _id: -1 } }],
  runs: [
    { key: { slot: 1 }, unique: true },
    { key: { status: 1, leaseUntil: 1 } },
    { key: { ownerId: 1, status: 1 } },
    { key: { chatId: 1 } },
    { key: { projectId: 1 } },
    { key: { purgeAt: 1 } },
  ],
  idempotency: [{ key: { expiresAt: 1 } }, { key: { ownerId: 1 } }],
  rateLimits: [{ key: { resetAt: 1 } }],
  tombstones: [{ key: { ownerId: 1, kind: 1 } }, { key: { done: 1, at: 1 } }],
};

/**
 * Brings the database to {@link SCHEMA_VERSION}; several processes may do so at once.
 * @throws Error, before anything is touched, when a newer version of the application wrote it.
 */
export async function prepareSchema(db: Db): Promise<void> {
  const collections = collectionsOf(db);
  const found = (await collections.meta.findOne({ _id: "schema" }))?.version ?? 0;
  if (found > SCHEMA_VERSION) {
    throw new Error(
      `The database "${db.databaseName}" has schema version ${found}, but this version of the application knows only ` +
        `${SCHEMA_VERSION}. Nothing was changed. Run the newer version, or restore a backup made before the update.`,
    );
  }
  if (found === SCHEMA_VERSION) return;

  await Promise.all(
    (Object.entries(INDEXES) as [keyof Collections, IndexDescription[]][]).map(async ([name, indexes]) => {
      // One at a time: FerretDB fails on a command that names several indexes that are there already.
      for (const index of indexes) await collections[name].createIndexes([index]);
    }),
  );
  await appointFirst(collections);
  if (found > 0) await dateRatings(collections);
  // The version comes last: a process that dies before leaves the work to the next one, and it never goes down.
  try {
    await collections.meta.updateOne(
      { _id: "schema", version: { $lt: SCHEMA_VERSION } },
      { $set: { version: SCHEMA_VERSION } },
      { upsert: true },
    );
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Ratings from before their time was kept count as given when the reply was. */
async function dateRatings({ messages }: Collections): Promise<void> {
  const undated = { feedback: { $ne: null }, ratedAt: { $exists: false } };
  for await (const { _id, createdAt } of messages.find(undated, { projection: { createdAt: 1 } })) {
    await messages.updateOne({ _id }, { $set: { ratedAt: createdAt } });
  }
}
