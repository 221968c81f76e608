import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentPath, requirePrincipal } from "@/app/page-principal";
import { DemoBanner } from "@/components/shell/demo-banner";
import { Overlays } from "@/components/shell/overlays";
import { ShellFrame } from "@/components/shell/shell-frame";
import { ShellProvider } from "@/components/shell/shell-provider";
import { Sidebar } from "@/components/shell/sidebar";
import { SkipLink } from "@/components/shell/skip-link";
import { type ChatList, SIDEBAR_COOKIE, SIDEBAR_PROJECTS } from "@/components/shell/store";
import { UserMenu } from "@/components/shell/user-menu";
import { getAccount } from "@/lib/account";
import { givenNames, hasProvider } from "@/lib/ai";
import { projectScope, scopeOf } from "@/lib/auth";
import { listChats } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import { listProjects } from "@/lib/projects";
import { LIMITS } from "@/lib/schemas";
import type { Scope } from "@/lib/store";

const SIDEBAR_CHATS = 30;

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const principal = await requirePrincipal();
  const scope = scopeOf(principal);
  const [profile, { projects, nextCursor }, chats, jar, provided, modelNames] = await Promise.all([
    getAccount(scope),
    listProjects(scope, { limit: SIDEBAR_PROJECTS, shared: true }),
    chatsOfOpenProject(scope),
    cookies(),
    hasProvider(),
    givenNames(),
  ]);
  const sidebar = (
    <Sidebar>
      <UserMenu name={profile.name} email={profile.email} admin={profile.admin} />
    </Sidebar>
  );
  return (
    <ShellProvider
      userId={principal.userId}
      initial={{
        projects: projects.map(({ id, name, icon, color, pinned }) => ({ id, name, icon, color, pinned })),
        moreProjects: nextCursor !== null,
        chats,
        sidebarOpen: jar.get(SIDEBAR_COOKIE)?.value !== "closed",
        demo: !provided,
        admin: profile.admin,
        modelNames,
      }}
    >
      <SkipLink />
      <ShellFrame sidebar={sidebar}>
        {provided ? null : <DemoBanner admin={profile.admin} />}
        {children}
      </ShellFrame>
      <Overlays sidebar={sidebar} />
    </ShellProvider>
  );
}

/** The layout outlives its pages and gets no parameters; for the first paint the address says which project is open. */
async function chatsOfOpenProject(scope: Scope): Promise<Record<string, ChatList>> {
  const [, projectId] = /^\/projects\/([^/?]+)/.exec(await currentPath()) ?? [];
  if (!projectId) return {};
  try {
    const on = await projectScope({ userId: scope.userId }, projectId);
    const [recent, pinned] = await Promise.all([
      listChats(on, projectId, { limit: SIDEBAR_CHATS, archived: false }),
      listChats(on, projectId, { limit: LIMITS.pageMax, archived: false, pinned: true }),
    ]);
    const listed = new Set(recent.chats.map(({ id }) => id));
    const older = pinned.chats.filter(({ id }) => !listed.has(id));
    return { [projectId]: { items: [...recent.chats, ...older], nextCursor: recent.nextCursor } };
  } catch (error) {
    // The page itself says that there is no such project.
    if (isAppError(error, "not_found")) return {};
    throw error;
  }
}
