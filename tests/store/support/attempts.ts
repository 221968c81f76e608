import { newId } from "@/lib/ids";
import type { FileRecord, Scope, Store } from "@/lib/store/types";
import { aPersonal, PERSONAL_ATTEMPTS, PERSONAL_WITHOUT, seenOfPersonal } from "./attempts-personal";
import { aWebhook, seenOfWebhook, WEBHOOK_ATTEMPTS, WEBHOOK_WITHOUT } from "./attempts-webhooks";
import { WORK_WITHOUT } from "./attempts-without";
import { type Attempts, aWork, seenOfWork, WORK_ATTEMPTS } from "./attempts-work";
import { aFile, aProject, aScope, aTurn, begin, bytes, contentOf, exchange, settings } from "./factories";

export type Victim = Awaited<ReturnType<typeof aVictim>>;

const page = { limit: 10 };
const EVER = { from: "2000-01-01", to: "2100-01-01" };

/** Somebody with one of everything. */
export async function aVictim(store: Store) {
  const scope = await aScope(store);
  const project = await aProject(store, scope, "Private");
  const file = await aFile(store, scope, project.id, { content: "secret" });
  const config = { id: "hash", projectId: project.id, version: 1, prompts: [], settings, files: [] };
  await store.configs.put(scope, config);
  const version = {
    projectId: project.id,
    number: 1,
    configId: config.id,
    prompts: [],
    authorId: scope.ownerId,
    summary: "secret",
    restoredFrom: null,
    createdAt: 1,
  };
  await store.versions.put(scope, version);
  const turn = await begin(store, scope, { projectId: project.id, question: "secret" });
  await store.runs.flush([
    {
      runId: turn.runId,
      lease: turn.lease,
      leaseUntil: Date.now() + 600_000,
      events: [{ seq: 1, data: "[1]" }],
    },
  ]);
  const done = await exchange(store, scope, { projectId: project.id, question: "secret", answer: "secret" });
  const sharing = {
    chatId: turn.chatId,
    leafId: turn.replyId,
    tokenHash: newId(),
    title: "x",
    lengths: {},
    max: 99,
  };
  const shareId = (await store.shares.create(scope, sharing))?.id ?? "";
  await store.feed.append({ ownerId: scope.ownerId, projectId: project.id, data: "secret" }, Date.now());
  const segmentId = await aSegment(store, scope, file);
  const loose = await store.files.putBody(scope, bytes("loose"), 100);
  const claim = {
    key: "key",
    bodyHash: "h",
    runId: newId(),
    chatId: turn.chatId,
    messageId: newId(),
    createdAt: 1,
  };
  await store.idempotency.claim(scope, claim, 1, 1e12);
  const work = await aWork(store, scope, project.id, turn.chatId);
  const hook = await aWebhook(store, scope, project.id);
  const personal = await aPersonal(store, scope, project.id, turn.chatId);
  return {
    scope,
    project,
    file,
    config,
    version,
    turn,
    loose,
    claim,
    segmentId,
    shareId,
    done,
    hook,
    personal,
    work,
  };
}

/** What reading the file gave. */
async function aSegment(store: Store, scope: Scope, file: FileRecord): Promise<string> {
  const now = Date.now();
  await store.jobs.enqueue(scope, file.projectId, file.id, "read", now);
  const job = await store.jobs.claim({ lease: "reader", leaseUntil: now + 60_000, now });
  if (job?.fileId !== file.id) throw new Error("Another file's job was claimed.");
  const held = { jobId: job.id, lease: "reader" };
  const id = newId();
  await store.segments.put(held, id, [{ kind: "text", n: 0, data: Buffer.from("secret") }]);
  const size = { format: 1, passages: 1, totalLength: 6, buckets: 1 };
  await store.segments.publish(held, { id, fileId: file.id, ...size, vectors: null }, null);
  await store.jobs.release(held, null);
  return id;
}

/** Everything of theirs, as they see it. */
export async function seenBy(store: Store, victim: Victim): Promise<unknown> {
  const { scope, project, file, turn, loose, claim } = victim;
  const { now: _, ...again } = { ...claim, runId: newId(), now: 0 };
  return {
    projects: await store.projects.list(scope, page),
    project: await store.projects.get(scope, project.id),
    files: await store.files.list(scope, project.id, page),
    body: await contentOf(await store.files.readBody(scope, file.bodyId)),
    loose: await contentOf(await store.files.readBody(scope, loose.bodyId)),
    configs: await store.configs.list(scope, project.id, page),
    versions: await store.versions.list(scope, project.id, page),
    chats: await store.chats.list(scope, project.id, page),
    segments: await store.segments.list(scope, project.id),
    jobs: await store.jobs.nextDue(),
    shares: await store.shares.list(scope, turn.chatId),
    feed: await store.feed.after(scope, 0, 10),
    usage: await store.usage.list(scope, EVER),
    found: await store.search.query(scope, "secret", page),
    messages: await store.messages.branch(scope, turn.chatId, turn.replyId, page),
    tail: await store.runs.tail(scope, turn.runId, 0, 10),
    claim: await store.idempotency.claim(scope, again, 2, 1e12),
    work: await seenOfWork(store, victim.work),
    hook: await seenOfWebhook(store, victim.hook),
    personal: await seenOfPersonal(store, victim.personal),
  };
}

const EMPTY = { items: [], nextCursor: null };

/** Every method that takes a scope, aimed at somebody else's things, with the only answer it may give. */
export const ATTEMPTS: Attempts<Victim> = {
  ...WORK_ATTEMPTS,
  ...WEBHOOK_ATTEMPTS,
  ...PERSONAL_ATTEMPTS,
  "projects.get": [(s, scope, v) => s.projects.get(scope, v.project.id), null],
  "projects.list": [(s, scope) => s.projects.list(scope, { ...page, q: "Private" }), EMPTY],
  "projects.update": [
    (s, scope, v) => s.projects.update(scope, v.project.id, v.project.version, { name: "Mine" }),
    "missing",
  ],
  "projects.touch": [(s, scope, v) => s.projects.touch(scope, v.project.id, Date.now() + 1e9), undefined],
  "projects.remove": [(s, scope, v) => s.projects.remove(scope, v.project.id), false],
  "files.readBody": [(s, scope, v) => s.files.readBody(scope, v.file.bodyId), null],
  "files.discardBody": [(s, scope, v) => s.files.discardBody(scope, v.loose.bodyId), undefined],
  "files.create": [
    (s, scope, v) => {
      const meta = { filename: "x", mimeType: "x", providerFileId: null, status: "uploaded" as const };
      return s.files.create(scope, v.project.id, { ...v.loose, ...meta }, 100);
    },
    null,
  ],
  "files.get": [(s, scope, v) => s.files.get(scope, v.project.id, v.file.id), null],
  "files.list": [(s, scope, v) => s.files.list(scope, v.project.id, page), EMPTY],
  "files.update": [
    (s, scope, v) => s.files.update(scope, v.project.id, v.file.id, { status: "failed" }),
    null,
  ],
  "files.keep": [(s, scope, v) => s.files.keep(scope, v.project.id, v.file.id, 100), null],
  "files.remove": [(s, scope, v) => s.files.remove(scope, v.project.id, v.file.id), null],
  "jobs.enqueue": [
    (s, scope, v) => s.jobs.enqueue(scope, v.project.id, v.file.id, "embed", Date.now()),
    false,
  ],
  "segments.list": [(s, scope, v) => s.segments.list(scope, v.project.id), []],
  "segments.blobs": [
    (s, scope, v) => s.segments.blobs(scope, v.project.id, [{ segmentId: v.segmentId, kind: "text", n: 0 }]),
    [],
  ],
  "segments.kept": [
    async (s, scope, v) => [...(await s.segments.kept(scope, v.project.id, [v.segmentId]))],
    [],
  ],
  "segments.forget": [(s, scope, v) => s.segments.forget(scope, v.project.id, v.file.id), undefined],
  "projects.getBySlug": [(s, scope, v) => s.projects.getBySlug(scope, v.project.id), null],
  "segments.duplicate": [(s, scope, v) => s.segments.duplicate(scope, v.file.sha256, newId()), null],
  "configs.put": [(s, scope, v) => s.configs.put(scope, { ...v.config, id: "other" }), null],
  "configs.get": [(s, scope, v) => s.configs.get(scope, v.project.id, v.config.id), null],
  "configs.list": [(s, scope, v) => s.configs.list(scope, v.project.id, page), EMPTY],
  "versions.put": [(s, scope, v) => s.versions.put(scope, { ...v.version, number: 2 }), null],
  "versions.get": [(s, scope, v) => s.versions.get(scope, v.version.projectId, 1), null],
  "versions.list": [(s, scope, v) => s.versions.list(scope, v.version.projectId, page), EMPTY],
  "chats.get": [(s, scope, v) => s.chats.get(scope, v.turn.chatId), null],
  "chats.list": [(s, scope, v) => s.chats.list(scope, v.project.id, page), EMPTY],
  "chats.update": [
    (s, scope, v) =>
      s.chats.update(scope, v.turn.chatId, {
        title: "Mine",
        activeLeafId: v.turn.userId,
        variables: { a: "b" },
      }),
    null,
  ],
  "chats.remove": [(s, scope, v) => s.chats.remove(scope, v.turn.chatId), false],
  "messages.get": [(s, scope, v) => s.messages.get(scope, v.turn.chatId, v.turn.replyId), null],
  "chats.recent": [(s, scope) => s.chats.recent(scope, 10), []],
  "messages.list": [(s, scope, v) => s.messages.list(scope, v.turn.chatId, page), EMPTY],
  "messages.branch": [(s, scope, v) => s.messages.branch(scope, v.turn.chatId, v.turn.replyId, page), EMPTY],
  "messages.along": [
    (s, scope, v) => s.messages.along(scope, v.turn.chatId, v.turn.replyId, v.turn.userId, 1),
    null,
  ],
  "messages.leafBelow": [(s, scope, v) => s.messages.leafBelow(scope, v.turn.chatId, v.turn.userId), null],
  "messages.setFeedback": [
    (s, scope, v) => s.messages.setFeedback(scope, v.turn.chatId, v.turn.replyId, { rating: "up" }),
    null,
  ],
  "runs.begin": [
    (s, scope, v) => {
      const { chatId, replyId } = v.turn;
      return s.runs.begin(scope, aTurn({ projectId: v.project.id, chatId, parentId: replyId }));
    },
    "missing",
  ],
  "runs.get": [(s, scope, v) => s.runs.get(scope, v.turn.runId), null],
  "runs.active": [(s, scope, v) => s.runs.active(scope, v.turn.chatId), null],
  "runs.tail": [(s, scope, v) => s.runs.tail(scope, v.turn.runId, 0, 10), null],
  "runs.requestStop": [(s, scope, v) => s.runs.requestStop(scope, v.turn.chatId, Date.now()), null],
  "runs.listActive": [(s, scope, v) => s.runs.listActive(scope, v.project.id), []],
  "search.query": [(s, scope) => s.search.query(scope, "secret", page), EMPTY],
  "search.contents": [(s, scope) => s.search.contents(scope, "notes", 10), { files: [], prompts: [] }],
  "feed.after": [async (s, scope) => (await s.feed.after(scope, 0, 10)).events, []],
  "shares.create": [
    (s, scope, v) => {
      const { chatId, replyId: leafId } = v.turn;
      return s.shares.create(scope, { chatId, leafId, tokenHash: newId(), title: "x", lengths: {}, max: 99 });
    },
    null,
  ],
  "shares.list": [(s, scope, v) => s.shares.list(scope, v.turn.chatId), []],
  "shares.revoke": [(s, scope, v) => s.shares.revoke(scope, v.turn.chatId, v.shareId), false],
  "usage.list": [(s, scope) => s.usage.list(scope, EVER), []],
  "idempotency.release": [(s, scope, v) => s.idempotency.release(scope, "key", v.claim.runId), undefined],
};

/** No scope, or nothing of another's to aim at; the last ones are tested with what they belong to. */
export const WITHOUT = [
  ...WORK_WITHOUT,
  ...WEBHOOK_WITHOUT,
  ...PERSONAL_WITHOUT,
  "users.*",
  "sessions.*",
  "installation.*",
  // See scopes.test.ts.
  "members.*",
  "rateLimits.*",
  "jobs.claim",
  "jobs.renew",
  "jobs.release",
  "jobs.nextDue",
  "jobs.adopt",
  "jobs.adoptUnembedded",
  "jobs.adoptOutdated",
  "segments.put",
  "segments.publish",
  "segments.setVectors",
  "runs.flush",
  "runs.leases",
  "messages.ahead",
  "files.bytesOf",
  "usage.add",
  "runs.takeOver",
  "runs.messageOf",
  "runs.eventsOf",
  "projects.create",
  "files.putBody",
  "idempotency.claim",
  "feed.append",
  "feed.latest",
  "shares.findByToken",
];

/** They name nothing: the caller's own are what they give. */
export const NO_IDS = [
  "projects.list",
  "search.query",
  "search.contents",
  "feed.after",
  "usage.list",
  "chats.recent",
];
