import { perProcess } from "@/lib/platform";
import type { Scope } from "@/lib/store";

/** `cancel` ends it and answers what is left of it. */
type Running = { userId: string; actor: string; cancel(): Promise<object> };

const running = () => perProcess("dialect-responses", () => new Map<string, Running>());
const actorOf = ({ actor }: Scope) => (actor.kind === "user" ? "" : actor.id);

/** Remembers a response while it is generated. @returns what forgets it */
export function trackResponse(id: string, scope: Scope, cancel: Running["cancel"]): () => void {
  running().set(id, { userId: scope.userId, actor: actorOf(scope), cancel });
  return () => running().delete(id);
}

/** Ends a response that this process generates. Null when there is none of the caller's. */
export async function cancelResponse(id: string, scope: Scope): Promise<object | null> {
  const found = running().get(id);
  if (!found || found.userId !== scope.userId || found.actor !== actorOf(scope)) return null;
  return found.cancel();
}
