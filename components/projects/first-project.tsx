"use client";

import { ArrowRight, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { runCommand } from "@/components/shell/commands";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import { toast } from "@/components/ui/toast";
import { messageOf } from "@/lib/client/api";
import { projectsText } from "@/lib/text/projects";
import { createProject } from "./create-project";
import { ProjectTile } from "./project-tile";
import { STARTING_POINTS, type StartingPoint } from "./starting-points";

const { first: text } = projectsText;

/** The first visit: one click leads to a chat that answers. */
export function FirstProject({
  onCreated,
  titled = true,
}: {
  onCreated?: () => Promise<void>;
  /** Not where the page has its title already. */
  titled?: boolean;
}) {
  const router = useRouter();
  const [chosen, setChosen] = useState<string | null>(null);

  async function begin(point: StartingPoint): Promise<void> {
    if (chosen) return;
    setChosen(point.id);
    try {
      const project = await createProject({ name: point.title, description: point.description }, point);
      await onCreated?.();
      router.push(`/projects/${project.id}`);
    } catch (error) {
      toast.error(messageOf(error));
      setChosen(null);
    }
  }

  return (
    <div className="flex flex-col gap-6">
      <div className="flex max-w-prose flex-col gap-1.5">
        {titled ? <h2 className="font-semibold text-lg">{text.title}</h2> : null}
        <p className="text-base text-fg-muted">{text.body}</p>
      </div>
      <ul className="grid gap-4 sm:grid-cols-2">
        {STARTING_POINTS.filter(({ id }) => id !== "empty").map((point) => (
          <li key={point.id}>
            <button
              type="button"
              aria-busy={chosen === point.id || undefined}
              onClick={() => void begin(point)}
              className="group flex h-full w-full items-center gap-4 rounded-lg border border-line bg-surface p-4 text-left shadow-card transition-colors hover:bg-hover"
            >
              <ProjectTile project={{ name: point.title, ...point.look }} size="lg" />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className="font-medium text-base">{point.title}</span>
                <span className="text-fg-muted">{point.summary}</span>
              </span>
              {chosen === point.id ? (
                <Spinner label={text.creating} />
              ) : (
                <ArrowRight className="size-4 shrink-0 text-fg-subtle" aria-hidden="true" />
              )}
            </button>
          </li>
        ))}
      </ul>
      <div>
        <Button onClick={() => runCommand("create-project")}>
          <Plus className="size-4" aria-hidden="true" />
          {text.empty}
        </Button>
      </div>
    </div>
  );
}
