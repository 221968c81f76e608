import path from "node:path";
import type { Store } from "../types";
import { answerStore } from "./answers";
import { authAdapter } from "./auth-adapter";
import { BodyFiles } from "./bodies";
import { chatStore } from "./chats";
import { configStore } from "./configs";
import { connectionStore } from "./connections";
import { Database } from "./database";
import { embedStore } from "./embeds";
import { evalRunStore } from "./eval-runs";
import { feedStore } from "./feed";
import { feedbackStore } from "./feedback";
import { fileStore } from "./files";
import { idempotencyStore } from "./idempotency";
import { installationStore } from "./installation";
import { invitationStore } from "./invitations";
import { jobStore } from "./jobs";
import { keyStore } from "./keys";
import { memberStore } from "./members";
import { messageStore } from "./messages";
import { projectStore } from "./projects";
import { quotaStore } from "./quotas";
import { rateLimitStore } from "./rate-limits";
import { releaseStore } from "./releases";
import { Removal } from "./removal";
import { runStore } from "./runs";
import { savedPromptStore } from "./saved-prompts";
import { searchStore } from "./search";
import { secondFactorStore } from "./second-factors";
import { segmentStore } from "./segments";
import { sessionStore } from "./sessions";
import { shareStore } from "./shares";
import { sweep } from "./sweep";
import { testSetStore } from "./test-sets";
import { usageStore } from "./usage";
import { userStore } from "./users";
import { versionStore } from "./versions";
import { webhookStore } from "./webhooks";

/** In whole milliseconds. */
const CLOCK = "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) AS ms";

/**
 * The embedded engine: `chatbot.sqlite` and `files/` under `dataDir`, which is made when it is missing.
 * Several processes may open the same folder.
 * @throws Error when the database was made by a newer version; `store_unavailable` when it cannot be opened.
 */
export async function openSqliteStore({ dataDir }: { dataDir: string }): Promise<Store> {
  const folder = path.resolve(dataDir);
  const database = await Database.open(path.join(folder, "chatbot.sqlite"));
  const bodies = new BodyFiles(folder);
  const removal = new Removal(database, bodies);
  return {
    kind: "sqlite",
    users: userStore(database, removal),
    sessions: sessionStore(database),
    secondFactors: secondFactorStore(database),
    answers: answerStore(database),
    keys: keyStore(database),
    projects: projectStore(database, removal),
    members: memberStore(database),
    invitations: invitationStore(database),
    installation: installationStore(database),
    quotas: quotaStore(database),
    connections: connectionStore(database),
    files: fileStore(database, bodies, removal),
    jobs: jobStore(database),
    segments: segmentStore(database),
    configs: configStore(database),
    versions: versionStore(database),
    releases: releaseStore(database),
    testSets: testSetStore(database),
    evalRuns: evalRunStore(database),
    chats: chatStore(database, removal),
    messages: messageStore(database),
    runs: runStore(database),
    idempotency: idempotencyStore(database),
    rateLimits: rateLimitStore(database),
    savedPrompts: savedPromptStore(database),
    search: searchStore(database),
    feed: feedStore(database),
    feedback: feedbackStore(database),
    shares: shareStore(database),
    embeds: embedStore(database),
    usage: usageStore(database),
    webhooks: webhookStore(database),
    authAdapter: () => authAdapter(database, removal),
    ping: () => database.ping(),
    backup: (file) => database.backup(file),
    clock: () => database.read((sql) => sql.get<{ ms: number }>(CLOCK)?.ms ?? Date.now()),
    sweep: (now) => sweep(database, removal, bodies, now),
    close: async () => database.close(),
  };
}
