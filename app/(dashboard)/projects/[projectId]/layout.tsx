import type { Metadata } from "next";
import type { ReactNode } from "react";
import { DropAnywhere } from "@/components/files/drop-anywhere";
import { ChatButtons, ChatTitle } from "@/components/shell/chat-header";
import { FollowProject } from "@/components/shell/follow-project";
import { Main } from "@/components/shell/main";
import { ProjectCrumbs } from "@/components/shell/page-crumb";
import { ProjectTabs } from "@/components/shell/project-tabs";
import { SeedProject } from "@/components/shell/seed-project";
import { Topbar } from "@/components/shell/topbar";
import { fileRules } from "@/lib/files";
import { pagesText } from "@/lib/text/pages";
import { pageProject } from "./page-project";

type Props = { params: Promise<{ projectId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await pageProject((await params).projectId);
  return { title: { default: name, template: `%s · ${name}` } };
}

export default async function ProjectLayout({ params, children }: Props & { children: ReactNode }) {
  const { id, name, icon, color, files, role, version } = await pageProject((await params).projectId);
  return (
    <>
      <SeedProject id={id} name={name} icon={icon} color={color} />
      <Topbar
        crumbs={[
          { label: pagesText.project.projects, href: "/projects" },
          { label: name, href: `/projects/${id}` },
        ]}
        tail={
          <>
            <ChatTitle projectId={id} />
            <ProjectCrumbs projectId={id} />
          </>
        }
      >
        <ChatButtons projectId={id} />
        <ProjectTabs projectId={id} role={role} />
      </Topbar>
      <Main>{children}</Main>
      <FollowProject projectId={id} version={version} role={role} />
      {role === "member" ? null : (
        <DropAnywhere projectId={id} rules={fileRules()} fileCount={files.length} />
      )}
    </>
  );
}
