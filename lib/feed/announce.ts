import { log } from "@/lib/log";
import type { LiveEvent } from "@/lib/schemas";
import { getStore } from "@/lib/store";
import { wake } from "./wake";

/**
 * Tells all open pages of a user, in this process at once and in others within two seconds. Never throws: news that
 * can't be stored are lost, and pages see the change when they load.
 */
export async function announce(ownerId: string, projectId: string | null, event: LiveEvent): Promise<void> {
  try {
    const store = await getStore();
    await store.feed.append({ ownerId, projectId, data: JSON.stringify(event) }, Date.now());
    wake(ownerId);
  } catch (err) {
    log().warn({ err, type: event.type }, "an event could not be announced");
  }
}
