import { audit, hashLinkToken, newLinkToken, scopeOn } from "@/lib/auth";
import { AppError, notFound } from "@/lib/errors";
import { announce, announceToProject } from "@/lib/feed";
import { mailConfigured, oneLine, publicUrl, sendMail } from "@/lib/mail";
import { readAfterCommit } from "@/lib/platform";
import {
  type Invitation,
  type InviteInput,
  type OpenInvitation,
  PEOPLE_LIMITS,
  type ProjectRole,
} from "@/lib/schemas";
import { getStore, type InvitationRecord, type Scope } from "@/lib/store";
import { mailText } from "@/lib/text/mail";
import { isoTime } from "@/lib/time";

const DAY_MS = 86_400_000;
/** How long the one who accepted may do so again: a double click, an answer that was lost. Milliseconds. */
const AGAIN_MS = 60_000;

async function toInvitation(record: InvitationRecord): Promise<Invitation> {
  const { id, email, role, invitedBy, createdAt, expiresAt } = record;
  const who = async () => (await getStore()).users.get(invitedBy);
  // Also shown right after it was made: its secret is told only then.
  const by = await readAfterCommit("inviter", who, null);
  return {
    id,
    email,
    role,
    invitedBy: { id: invitedBy, name: by?.name ?? "" },
    createdAt: isoTime(createdAt),
    expiresAt: isoTime(expiresAt),
  };
}

/**
 * A link that makes whoever accepts it first a member. `path` holds the secret, which is shown this once.
 * @throws not_found, `limit_reached`
 */
export async function invite(
  scope: Scope,
  projectId: string,
  input: InviteInput,
): Promise<{ invitation: Invitation; path: string; mailed: boolean }> {
  const token = newLinkToken();
  const expiresAt = input.expiresAt
    ? Date.parse(input.expiresAt)
    : Date.now() + PEOPLE_LIMITS.invitationDays * DAY_MS;
  const { invitations } = await getStore();
  const record = await invitations.create(
    scope,
    projectId,
    { email: input.email ?? null, role: input.role, tokenHash: hashLinkToken(token), expiresAt },
    PEOPLE_LIMITS.invitationsPerProject,
  );
  if (!record) throw notFound("Project");
  const detail = { role: input.role, ...(input.email ? { email: input.email } : {}) };
  await audit({ actorId: scope.userId, action: "invitation.create", targetId: projectId, detail });
  const path = `/invitations/${token}`;
  const mailed = await readAfterCommit("mail", () => mailInvitation(scope, record, path), false);
  return { invitation: await toInvitation(record), path, mailed };
}

/** Whether the link goes out by mail: it is for an address, and mails are sent. */
async function mailInvitation(scope: Scope, record: InvitationRecord, path: string): Promise<boolean> {
  if (record.email === null || !mailConfigured()) return false;
  const { users, projects } = await getStore();
  const [by, project] = await Promise.all([users.get(scope.userId), projects.get(scope, record.projectId)]);
  const words = mailText.invitation(oneLine(by?.name ?? ""), oneLine(project?.name ?? ""), record.role);
  sendMail(record.email, "invitation", words, publicUrl(path));
  return true;
}

/** Those that can still be accepted, newest first; never a secret. */
export async function listInvitations(scope: Scope, projectId: string): Promise<Invitation[]> {
  const { invitations } = await getStore();
  return Promise.all((await invitations.list(scope, projectId, Date.now())).map(toInvitation));
}

/** The link stops working at once. @throws not_found */
export async function withdrawInvitation(scope: Scope, projectId: string, id: string): Promise<void> {
  const { invitations } = await getStore();
  if (!(await invitations.remove(scope, projectId, id))) throw notFound("Invitation");
}

/** What a link is for. Reading it changes nothing: mail scanners and previews do. @throws not_found */
export async function openInvitation(token: string): Promise<OpenInvitation> {
  const { record, project } = await find(token);
  if (record.acceptedBy !== null) throw notFound("Invitation");
  const by = await (await getStore()).users.get(record.invitedBy);
  return {
    project: { name: project.name },
    role: record.role,
    invitedBy: { name: by?.name ?? "" },
    email: record.email,
    expiresAt: isoTime(record.expiresAt),
  };
}

async function find(token: string) {
  const store = await getStore();
  const record = await store.invitations.findByToken(hashLinkToken(token), Date.now());
  if (!record) throw notFound("Invitation");
  const { ownerId, projectId } = record;
  const keeper = scopeOn({ userId: ownerId }, { id: projectId, ownerId, role: "owner" });
  const project = await store.projects.get(keeper, projectId);
  if (!project) throw notFound("Invitation");
  return { record, keeper, project };
}

/**
 * Makes the caller a member, once: a second click gets the same answer, another person 404. Who is on the project already
 * keeps their role, and the link.
 * @throws not_found, `forbidden` when it is for another e-mail, `limit_reached` when the project is full
 */
export async function acceptInvitation(
  scope: Scope,
  token: string,
): Promise<{ id: string; name: string; role: ProjectRole }> {
  const { record, keeper, project } = await find(token);
  const { id, name, icon, color } = project;
  const store = await getStore();
  const present = await store.members.access(scope.userId, id);
  if (present) return { id, name, role: present.role };
  const user = await store.users.get(scope.userId);
  if (record.email !== null && user?.email !== record.email) {
    throw new AppError("forbidden", { message: "This invitation is for another email address" });
  }
  const now = Date.now();
  // Who was removed since can't come back by the same link.
  const used = record.acceptedAt !== null && now - record.acceptedAt > AGAIN_MS;
  if (used || !(await store.invitations.accept(record.id, scope.userId, now))) throw notFound("Invitation");
  const { userId } = scope;
  const joined = { userId, role: record.role };
  const member = await store.members.put(keeper, id, joined, PEOPLE_LIMITS.membersPerProject);
  if (!member) throw notFound("Invitation");
  const detail = { projectId: id, role: member.role };
  await audit({ actorId: userId, action: "member.add", targetId: userId, detail });
  await announce(userId, id, { type: "project", project: { id, name, icon, color } });
  await announceToProject(keeper, id, { type: "people", projectId: id });
  return { id, name, role: member.role };
}
