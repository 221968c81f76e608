import { isAppError, notFound } from "@/lib/errors";
import { getStore, type Scope } from "@/lib/store";
import { type Principal, scopeOf, scopeOn, type VisitorPrincipal } from "./scope";

type Who = { userId: string } | Principal;

/**
 * What somebody may do on a project: their own, or one that they are a member of.
 * @throws not_found for everybody else, and for a credential that is for another project
 */
export async function projectScope(who: Who, projectId: string): Promise<Scope> {
  const only = "projectId" in who ? who.projectId : null;
  if (only !== null && only !== projectId) throw notFound("Project");
  const access = await (await getStore()).members.access(who.userId, projectId);
  if (!access) throw notFound("Project");
  return scopeOn(who, { id: projectId, ...access });
}

/** A visitor's scope, where the path calls their own assistant by its id or its link's name. @throws not_found */
export function visitorScope(principal: VisitorPrincipal, name: string | undefined): Scope {
  if (name !== principal.projectId && (name === undefined || name !== principal.slug))
    throw notFound("Assistant");
  return scopeOf(principal);
}

/** The scope on the project that a test set or a case belongs to. @throws not_found */
export async function testScope(who: Who, what: "set" | "case", id: string): Promise<Scope> {
  const missing = () => notFound(what === "set" ? "Test set" : "Case");
  const projectId = await (await getStore()).testSets.locate(what, id);
  if (projectId === null) throw missing();
  return projectScope(who, projectId).catch(() => {
    throw missing();
  });
}

/**
 * The scope on the project that one of their chats belongs to, while they may still see that project.
 * @throws not_found
 */
export async function chatScope(who: Who, chatId: string): Promise<Scope> {
  const chat = await (await getStore()).chats.get(scopeOf(who), chatId);
  if (!chat) throw notFound("Chat");
  return projectScope(who, chat.projectId).catch((error) => {
    throw isAppError(error, "not_found") ? notFound("Chat") : error;
  });
}
