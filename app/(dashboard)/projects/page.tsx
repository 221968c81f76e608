import type { Metadata } from "next";
import { cookies } from "next/headers";
import { requirePrincipal } from "@/app/page-principal";
import { StepsLeft } from "@/components/admin/steps-left";
import { ImportProject } from "@/components/projects/import-project";
import { NewProjectButton } from "@/components/projects/new-project-button";
import { ProjectBoard } from "@/components/projects/project-board";
import { isSort, type ProjectItem, SORT_COOKIE, VIEW_COOKIE } from "@/components/projects/project-item";
import { RecentChats } from "@/components/projects/recent-chats";
import { Page } from "@/components/shell/fill-page";
import { Main } from "@/components/shell/main";
import { Topbar } from "@/components/shell/topbar";
import { stepsLeft } from "@/lib/account";
import { scopeOf } from "@/lib/auth";
import { recentChats } from "@/lib/chats";
import { listProjects } from "@/lib/projects";
import { LIMITS, type ProjectSummary } from "@/lib/schemas";
import type { Scope } from "@/lib/store";
import { pagesText } from "@/lib/text/pages";

export const metadata: Metadata = { title: pagesText.projects.title };

const RECENT_CHATS = 4;

export default async function ProjectsPage() {
  const scope = scopeOf(await requirePrincipal());
  const [projects, left, recent, jar] = await Promise.all([
    allProjects(scope),
    stepsLeft(scope.userId),
    recentChats(scope, RECENT_CHATS),
    cookies(),
  ]);
  const sort = jar.get(SORT_COOKIE)?.value;
  return (
    <>
      <Topbar crumbs={[{ label: pagesText.projects.title }]} />
      <Main>
        <Page width="page" className="flex flex-col gap-8">
          <div className="flex min-h-control flex-wrap items-center justify-between gap-3">
            <h1 className="font-semibold text-xl">
              {projects.length === 0 ? pagesText.projects.welcome : pagesText.projects.title}
            </h1>
            <div className="flex gap-2">
              <ImportProject />
              {projects.length === 0 ? null : <NewProjectButton />}
            </div>
          </div>
          {left.length > 0 ? <StepsLeft count={left.length} /> : null}
          <RecentChats initial={recent} shown={RECENT_CHATS} />
          <ProjectBoard
            projects={projects}
            initialSort={isSort(sort) ? sort : "activity"}
            initialView={jar.get(VIEW_COOKIE)?.value === "list" ? "list" : "grid"}
          />
        </Page>
      </Main>
    </>
  );
}

/** Settings stay on the server: the page of a thousand projects is large enough. */
const toItem = ({ settings: _settings, ...rest }: ProjectSummary): ProjectItem => rest;

/** All of them (1,000 at most): searching and sorting then answer at once. */
async function allProjects(scope: Scope): Promise<ProjectItem[]> {
  const found: ProjectItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await listProjects(scope, { limit: LIMITS.pageMax, cursor, shared: true });
    found.push(...page.projects.map(toItem));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return found;
}
