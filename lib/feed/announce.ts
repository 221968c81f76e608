import { log } from "@/lib/log";
import type { LiveEvent } from "@/lib/schemas";
import { getStore, type Scope } from "@/lib/store";
import { wake } from "./wake";

/**
 * Tells all open pages of a user, in this process at once and in others within two seconds. Never throws: news that
 * can't be stored are lost, and pages see the change when they load.
 */
export async function announce(userId: string, projectId: string | null, event: LiveEvent): Promise<void> {
  try {
    const store = await getStore();
    await store.feed.append({ ownerId: userId, projectId, data: JSON.stringify(event) }, Date.now());
    wake(userId);
  } catch (err) {
    log().warn({ err, type: event.type }, "an event could not be announced");
  }
}

/** Tells everybody who is on a project, its keeper included. Never throws. */
export async function announceToProject(scope: Scope, projectId: string, event: LiveEvent): Promise<void> {
  const people = await peopleOf(scope, projectId);
  await Promise.all(people.map((userId) => announce(userId, projectId, event)));
}

/** Who is on a project now: asked before it is removed, for they are to be told of it. */
export async function peopleOf(scope: Scope, projectId: string): Promise<string[]> {
  try {
    const members = await (await getStore()).members.list(scope, projectId);
    return [scope.ownerId, ...members.map(({ userId }) => userId)];
  } catch (err) {
    log().warn({ err }, "who is on a project could not be read");
    return [scope.ownerId];
  }
}
