import { perProcess } from "@/lib/platform";
import type { Scope } from "@/lib/store";

type Running = { userId: string; actor: string; cancel(): void };

const running = () => perProcess("dialect-responses", () => new Map<string, Running>());
const actorOf = ({ actor }: Scope) => (actor.kind === "user" ? "" : actor.id);

/** Remembers a response while it is generated. @returns what forgets it */
export function trackResponse(id: string, scope: Scope, cancel: () => void): () => void {
  running().set(id, { userId: scope.userId, actor: actorOf(scope), cancel });
  return () => running().delete(id);
}

/** Ends a response that this process generates. False when there is none of the caller's. */
export function cancelResponse(id: string, scope: Scope): boolean {
  const found = running().get(id);
  if (!found || found.userId !== scope.userId || found.actor !== actorOf(scope)) return false;
  found.cancel();
  return true;
}
