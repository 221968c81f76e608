import { getProfile, getSecondFactor, listSavedPrompts, listSignIns } from "@/lib/account";
import { audit, scopeOn } from "@/lib/auth";
import { notFound } from "@/lib/errors";
import { downloadName } from "@/lib/files";
import { listInvitations, listKeys, listMembers } from "@/lib/people";
import { PRODUCT_NAME } from "@/lib/product";
import { stateOf } from "@/lib/projects";
import { type Key, LIMITS, type Member } from "@/lib/schemas";
import { allItems, getStore, type ProjectRecord, type Scope } from "@/lib/store";
import { isoTime } from "@/lib/time";
import { type ArchiveEntry, archiveOf } from "./archive";
import { chatEntries } from "./export-account-chats";
import { projectSettings } from "./export-account-settings";
import { documentOf, filesOf } from "./export-project";

const README = `Everything of yours in ${PRODUCT_NAME}.

profile.json          your account
sign-ins.json         the ways into it, two-step sign-in (without its secret), where you are signed in
keys.json             your API keys, without their secrets
usage.json            tokens per day (UTC), project and model
prompts.json          prompts of your own, for any project
projects/<name>/
  project.json        prompts and settings; can be imported again
  versions.json       what they were before, newest first
  people.json         who else is on it, and open invitations
  releases.json       what was released, newest first
  widget.json         how the widget and the link are set up
  webhooks.json       addresses that are told what happens, without their secrets
  provider-keys.json  connections that the project pays for itself, without the keys
  tests/              test sets as they can be imported again, and the runs of them
  files/              the files as they were uploaded
  chats/<title>.md    each chat to read
  chats/<title>.json  the same with all branches and details
memberships.json      projects of others that are shared with you
shared/<name>/chats/  your own chats in those

Times are UTC.
`;

/**
 * Everything of the caller's as a ZIP archive, made while it is read: pieces of one thing are in memory, whatever the size
 * of the account. The same data give the same archive.
 * @throws not_found for a credential that reaches one project only
 */
export async function exportAccount(scope: Scope): Promise<AsyncGenerator<Uint8Array, void, undefined>> {
  if (scope.projectId !== undefined) throw notFound("Account");
  await audit({ actorId: scope.userId, action: "export.account", targetId: scope.userId });
  return archiveOf(entries(scope));
}

async function* entries(scope: Scope): AsyncGenerator<ArchiveEntry, void, undefined> {
  const profile = await getProfile(scope);
  const modified = Date.parse(profile.updatedAt);
  yield { name: "README.txt", modified, content: once(README) };
  yield { name: "profile.json", modified, content: once(json(profile)) };
  yield { name: "sign-ins.json", modified, content: once(json(await waysIn(scope))) };
  const { usage } = await getStore();
  const used = await usage.list(scope, { from: "2000-01-01", to: "2199-12-31" });
  yield { name: "usage.json", modified, content: once(json(used)) };
  yield { name: "keys.json", modified, content: once(json(await allKeys(scope))) };
  yield { name: "prompts.json", modified, content: once(json((await listSavedPrompts(scope)).prompts)) };
  for (const id of await projectIds(scope)) yield* projectEntries(scope, id);
  yield* sharedEntries(scope, modified);
}

/** What the person is a member of, and their own chats there; the project itself is its owner's. */
async function* sharedEntries(scope: Scope, modified: number): AsyncGenerator<ArchiveEntry, void, undefined> {
  const store = await getStore();
  const memberships = await store.members.shared(scope);
  if (memberships.length === 0) return;
  const listed: { project: string; role: string; joinedAt: string }[] = [];
  for (const membership of memberships) {
    const on = scopeOn({ userId: scope.userId }, { id: membership.projectId, ...membership });
    const project = await store.projects.get(on, membership.projectId);
    if (!project) continue;
    const { role, createdAt } = membership;
    listed.push({ project: project.name, role, joinedAt: isoTime(createdAt) });
    yield* chatEntries(on, project.id, `shared/${folderOf(project)}/chats`);
  }
  yield { name: "memberships.json", modified, content: once(json(listed)) };
}

async function* projectEntries(scope: Scope, id: string): AsyncGenerator<ArchiveEntry, void, undefined> {
  const store = await getStore();
  const project = await store.projects.get(scope, id);
  // Deleted meanwhile.
  if (!project) return;
  const folder = `projects/${folderOf(project)}`;
  const modified = project.updatedAt;
  yield { name: `${folder}/project.json`, modified, content: once(json(documentOf(project))) };
  const members = await allMembers(scope, id);
  const invitations = await listInvitations(scope, id);
  if (members.length > 1 || invitations.length > 0) {
    yield { name: `${folder}/people.json`, modified, content: once(json({ members, invitations })) };
  }
  yield { name: `${folder}/versions.json`, modified, content: versions(scope, project) };
  yield* projectSettings(scope, id, folder, modified);
  const names = new Set<string>();
  for (const file of await filesOf(scope, id)) {
    const content = await store.files.readBody(scope, file.bodyId);
    if (!content) continue;
    const name = names.has(file.filename.toLowerCase())
      ? `${file.id.slice(-6)} ${file.filename}`
      : file.filename;
    names.add(name.toLowerCase());
    yield { name: `${folder}/files/${name}`, modified: file.createdAt, content };
  }
  yield* chatEntries(scope, id, `${folder}/chats`);
}

const folderOf = ({ id, name }: ProjectRecord) => `${downloadName(name, "project")} (${id.slice(-6)})`;

/** A JSON list, one version at a time. */
async function* versions(scope: Scope, project: ProjectRecord): AsyncGenerator<Uint8Array, void, undefined> {
  const store = await getStore();
  let first = true;
  yield Buffer.from("[");
  const all = allItems((cursor) => store.versions.list(scope, project.id, { limit: 20, cursor }));
  for await (const version of all) {
    const state = await stateOf(scope, version);
    const { number, summary, restoredFrom, createdAt } = version;
    const entry = {
      number,
      summary,
      ...(restoredFrom === null ? {} : { restoredFrom }),
      createdAt: isoTime(createdAt),
      ...(state
        ? {
            settings: state.settings,
            prompts: state.prompts.map(({ role, content }) => ({ role, content })),
          }
        : {}),
    };
    yield Buffer.from(`${first ? "" : ","}\n${JSON.stringify(entry)}`);
    first = false;
  }
  yield Buffer.from("\n]\n");
}

/** How the person gets in; nothing that would let somebody else. */
async function waysIn(scope: Scope) {
  const { sessions } = await getStore();
  const [{ password, links }, secondFactor, open] = await Promise.all([
    listSignIns(scope),
    getSecondFactor(scope),
    sessions.list(scope.userId, Date.now()),
  ]);
  return {
    password,
    providers: links.map(({ name, linkedAt }) => ({ name, linkedAt })),
    secondFactor,
    sessions: open.map(({ kind, userAgent, createdAt, lastSeenAt }) => ({
      kind,
      userAgent,
      createdAt: isoTime(createdAt),
      lastSeenAt: isoTime(lastSeenAt),
    })),
  };
}

async function allMembers(scope: Scope, projectId: string): Promise<Member[]> {
  const members: Member[] = [];
  let cursor: string | undefined;
  do {
    const page = await listMembers(scope, projectId, { limit: LIMITS.pageMax, cursor });
    members.push(...page.members);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return members;
}

async function allKeys(scope: Scope): Promise<Key[]> {
  const keys: Key[] = [];
  let cursor: string | undefined;
  do {
    const page = await listKeys(scope, { limit: LIMITS.pageMax, cursor });
    keys.push(...page.keys);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return keys;
}

/** All of them at once: the order of the list changes while people work. */
async function projectIds(scope: Scope): Promise<string[]> {
  const { projects } = await getStore();
  const ids: string[] = [];
  const all = allItems((cursor) => projects.list(scope, { limit: LIMITS.pageMax, cursor }));
  for await (const { id } of all) ids.push(id);
  return ids.sort();
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

async function* once(text: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield Buffer.from(text);
}
