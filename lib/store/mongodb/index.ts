import { AppError } from "@/lib/errors";
import type { Store } from "../types";
import { answerStore } from "./answers";
import { authAdapter } from "./auth-adapter";
import { chatStore } from "./chats";
import { createContext } from "./client";
import { configStore } from "./configs";
import { guarded, toAppError } from "./errors";
import { evalRunStore } from "./eval-runs";
import { feedStore } from "./feed";
import { fileStore } from "./files";
import { idempotencyStore } from "./idempotency";
import { jobStore } from "./jobs";
import { keyStore } from "./keys";
import { memberStore } from "./members";
import { messageStore } from "./messages";
import { projectStore } from "./projects";
import { rateLimitStore } from "./rate-limits";
import { releaseStore } from "./releases";
import { runStore } from "./runs";
import { prepareSchema } from "./schema";
import { searchStore } from "./search";
import { segmentStore } from "./segments";
import { sessionStore } from "./sessions";
import { shareStore } from "./shares";
import { sweep } from "./sweep";
import { testSetStore } from "./test-sets";
import { usageStore } from "./usage";
import { userStore } from "./users";
import { versionStore } from "./versions";

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
    users: guarded(userStore(ctx)),
    sessions: guarded(sessionStore(ctx)),
    answers: guarded(answerStore(ctx)),
    keys: guarded(keyStore(ctx)),
    projects: guarded(projectStore(ctx)),
    members: guarded(memberStore(ctx)),
    files: guarded(fileStore(ctx)),
    jobs: guarded(jobStore(ctx)),
    segments: guarded(segmentStore(ctx)),
    configs: guarded(configStore(ctx)),
    versions: guarded(versionStore(ctx)),
    releases: guarded(releaseStore(ctx)),
    testSets: guarded(testSetStore(ctx)),
    evalRuns: guarded(evalRunStore(ctx)),
    chats: guarded(chatStore(ctx)),
    messages: guarded(messageStore(ctx)),
    runs: guarded(runStore(ctx)),
    idempotency: guarded(idempotencyStore(ctx)),
    rateLimits: guarded(rateLimitStore(ctx)),
    search: guarded(searchStore(ctx)),
    feed: guarded(feedStore(ctx)),
    shares: guarded(shareStore(ctx)),
    usage: guarded(usageStore(ctx)),
    authAdapter: () => authAdapter(ctx),
    ...guarded({
      async ping() {
        let timer: NodeJS.Timeout | undefined;
        const late = new Promise<never>((_, reject) => {
          timer = setTimeout(() => reject(new AppError("store_unavailable")), PING_MS);
        });
        try {
          await Promise.race([ctx.db.command({ ping: 1 }), late]);
        } finally {
          clearTimeout(timer);
        }
      },
      sweep: (now: number) => sweep(ctx, now),
      close: () => ctx.client.close(),
    }),
  };
}
