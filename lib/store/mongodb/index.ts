import { AppError } from "@/lib/errors";
import { inTime } from "@/lib/platform";
import { remembered } from "../read-once";
import type { Store } from "../types";
import { answerStore } from "./answers";
import { authAdapter } from "./auth-adapter";
import { chatStore } from "./chats";
import { type Context, createContext } from "./client";
import { configStore } from "./configs";
import { connectionStore } from "./connections";
import { embedStore } from "./embeds";
import { guarded, prompt, toAppError } from "./errors";
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
import { countLook, runStore } from "./runs";
import { savedPromptStore } from "./saved-prompts";
import { prepareSchema } from "./schema";
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

const PING_MS = 1_900;

/**
 * The engine for MongoDB (Atlas, a replica set or a single server). Nothing here needs a transaction.
 * @throws `store_unavailable` when no server answers; Error when a newer version of the application wrote the data.
 */
export async function openMongoStore({ uri }: { uri: string }): Promise<Store> {
  const ctx = createContext(uri);
  try {
    await prepareSchema(ctx.db);
  } catch (error) {
    await ctx.client.close();
    throw toAppError(error);
  }
  return {
    kind: "mongodb",
    users: prompt(userStore(ctx), ["remove"]),
    sessions: prompt(sessionStore(ctx)),
    secondFactors: prompt(secondFactorStore(ctx)),
    answers: prompt(answerStore(ctx)),
    keys: prompt(keyStore(ctx)),
    projects: prompt(remembered("projects", projectStore(ctx), ["get"]), ["create", "remove"]),
    members: prompt(memberStore(ctx)),
    invitations: prompt(invitationStore(ctx)),
    installation: prompt(installationStore(ctx)),
    quotas: prompt(quotaStore(ctx)),
    connections: prompt(connectionStore(ctx)),
    files: prompt(remembered("files", fileStore(ctx), ["list"]), [
      "putBody",
      "discardBody",
      "create",
      "remove",
    ]),
    jobs: guarded(jobStore(ctx)),
    segments: prompt(segmentStore(ctx), ["put", "publish", "setVectors", "forget", "kept"]),
    configs: prompt(configStore(ctx)),
    versions: prompt(versionStore(ctx)),
    releases: prompt(remembered("releases", releaseStore(ctx), ["current"]), ["create"]),
    testSets: prompt(testSetStore(ctx), ["addCases", "remove"]),
    evalRuns: guarded(evalRunStore(ctx)),
    chats: prompt(remembered("chats", chatStore(ctx), ["get"]), ["remove", "expire"]),
    messages: prompt(messageStore(ctx)),
    runs: prompt(remembered("runs", runStore(ctx), ["active"]), ["flush", "leases"]),
    idempotency: prompt(idempotencyStore(ctx)),
    rateLimits: prompt(rateLimitStore(ctx)),
    savedPrompts: guarded(savedPromptStore(ctx)),
    search: guarded(searchStore(ctx)),
    feed: prompt(feedStore(ctx)),
    feedback: prompt(feedbackStore(ctx)),
    shares: prompt(shareStore(ctx)),
    embeds: prompt(embedStore(ctx)),
    usage: prompt(usageStore(ctx)),
    webhooks: prompt(webhookStore(ctx)),
    authAdapter: () => authAdapter(ctx),
    ...guarded({
      ping: () => inTime(countLook(ctx), PING_MS, () => new AppError("store_unavailable")).then(() => {}),
      clock: () => inTime(clockOf(ctx), PING_MS, () => new AppError("store_unavailable")),
      sweep: (now: number) => sweep(ctx, now),
      close: () => ctx.client.close(),
    }),
  };
}

/** The server that takes the writes says what time it is. */
async function clockOf({ db }: Context): Promise<number> {
  const { localTime } = await db.admin().command({ hello: 1 }, { readPreference: "primary" });
  return localTime instanceof Date ? localTime.getTime() : Date.now();
}
