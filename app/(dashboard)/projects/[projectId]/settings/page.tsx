import { KeyRound, MessageCircle, Plug, Users, Webhook } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { requirePrincipal } from "@/app/page-principal";
import { OwnKeys } from "@/components/connections/own-keys";
import { DangerZone } from "@/components/settings/danger-zone";
import { SettingsForm } from "@/components/settings/settings-form";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { buttonClass } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { VersionsLink } from "@/components/versions/versions-link";
import { listOwnKeys } from "@/lib/ai";
import { projectScope } from "@/lib/auth";
import { newProjectModel } from "@/lib/projects";
import { SETTINGS_DEFAULTS } from "@/lib/schemas";
import { connectionsText } from "@/lib/text/connections";
import { embedText } from "@/lib/text/embed";
import { mcpText } from "@/lib/text/mcp";
import { pagesText } from "@/lib/text/pages";
import { webhooksText } from "@/lib/text/webhooks";
import { editorProject } from "../page-project";

export const metadata: Metadata = { title: pagesText.settings.title };

export default async function SettingsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const project = await editorProject((await params).projectId);
  return (
    <Page>
      <PageHead title={pagesText.settings.title} action={<VersionsLink projectId={project.id} />} />
      <SettingsForm
        key={project.id}
        project={{ ...project, prompts: [], files: [] }}
        defaults={{ model: await newProjectModel(), ...SETTINGS_DEFAULTS }}
      />
      <div className="pt-10">
        <Section title={pagesText.settings.api} description={pagesText.settings.apiHint}>
          <p className="text-fg-muted">
            {pagesText.settings.calledBy} <code className="font-mono text-fg">{project.slug}</code>
            {pagesText.settings.staysSame}
          </p>
          <div className="flex flex-wrap gap-2">
            <Link href={`/projects/${project.id}/keys`} prefetch={false} className={buttonClass()}>
              <KeyRound className="size-4" aria-hidden="true" />
              {pagesText.settings.keys}
            </Link>
            <Link href={`/projects/${project.id}/mcp`} prefetch={false} className={buttonClass()}>
              <Plug className="size-4" aria-hidden="true" />
              {mcpText.title}
            </Link>
            <Link href={`/projects/${project.id}/webhooks`} prefetch={false} className={buttonClass()}>
              <Webhook className="size-4" aria-hidden="true" />
              {webhooksText.fromSettings}
            </Link>
          </div>
        </Section>
        <Section title={embedText.title} description={embedText.intro}>
          <div>
            <Link href={`/projects/${project.id}/embed`} prefetch={false} className={buttonClass()}>
              <MessageCircle className="size-4" aria-hidden="true" />
              {embedText.title}
            </Link>
          </div>
        </Section>
        <Section title={pagesText.settings.people} description={pagesText.settings.peopleHint}>
          <div>
            <Link href={`/projects/${project.id}/people`} prefetch={false} className={buttonClass()}>
              <Users className="size-4" aria-hidden="true" />
              {pagesText.settings.members}
            </Link>
          </div>
        </Section>
        {project.role === "owner" ? (
          <Section title={connectionsText.ownKeys.title} description={connectionsText.ownKeys.intro}>
            <OwnKeys projectId={project.id} initial={await ownKeysOf(project.id)} />
          </Section>
        ) : null}
        {project.role === "owner" ? (
          <Section title={pagesText.settings.delete} description={pagesText.settings.deleteHint}>
            <DangerZone project={{ id: project.id, name: project.name }} />
          </Section>
        ) : null}
      </div>
    </Page>
  );
}

async function ownKeysOf(projectId: string) {
  const { userId } = await requirePrincipal();
  return listOwnKeys(await projectScope({ userId }, projectId), projectId);
}
