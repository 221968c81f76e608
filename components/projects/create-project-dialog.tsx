"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { OverlayProps } from "@/components/shell/overlay-props";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import { projectsText } from "@/lib/text/projects";
import { createProject } from "./create-project";
import { StartingPointPicker } from "./starting-point-picker";
import { STARTING_POINTS } from "./starting-points";

const { create: text } = projectsText;

export default function CreateProjectDialog({ open, onOpenChange }: OverlayProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent title={projectsText.new} description={text.description}>
        <CreateProjectForm onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

function CreateProjectForm({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const [start, setStart] = useState("empty");
  const [named, setNamed] = useState(false);
  const { input, set, setValues, errors, failure, pending, formProps } = useForm({
    initial: { name: "", description: "" },
    schema: async () => (await import("@/lib/schemas/project")).createProjectSchema,
    submit: async ({ name, description }) => {
      const project = await createProject(
        { name, description },
        STARTING_POINTS.find(({ id }) => id === start),
      );
      onDone();
      router.push(`/projects/${project.id}`);
    },
  });

  /** A starting point proposes name and description until the person has written their own. */
  function choose(id: string): void {
    setStart(id);
    const point = STARTING_POINTS.find((candidate) => candidate.id === id);
    if (point && !named) {
      setValues({ name: point.id === "empty" ? "" : point.title, description: point.description });
    }
  }

  return (
    <form {...formProps} className="flex flex-col gap-5">
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <Field label={text.name} error={errors.name}>
        {(control) => (
          <Input
            {...control}
            {...input("name")}
            autoComplete="off"
            placeholder={text.example}
            onChange={(event) => {
              setNamed(true);
              set("name", event.target.value);
            }}
          />
        )}
      </Field>
      <StartingPointPicker value={start} onChange={choose} />
      <Field label={text.about} optional error={errors.description}>
        {(control) => <Textarea {...control} {...input("description")} className="max-h-40" />}
      </Field>
      <DialogFooter>
        <DialogClose asChild>
          <Button>{projectsText.cancel}</Button>
        </DialogClose>
        <Button type="submit" variant="primary" pending={pending}>
          {text.create}
        </Button>
      </DialogFooter>
    </form>
  );
}
