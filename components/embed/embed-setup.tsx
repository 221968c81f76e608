"use client";

import { Button } from "@/components/ui/button";
import { UnsavedChanges } from "@/components/ui/unsaved-changes";
import { embedText as text } from "@/lib/text/embed";
import { EmbedPreview } from "./embed-preview";
import { suggestionsOf } from "./embed-values";
import { SetupLimits } from "./setup-limits";
import { SetupLink } from "./setup-link";
import { SetupLook } from "./setup-look";
import { SetupSite } from "./setup-site";
import { SetupToday } from "./setup-today";
import { type Overview, useEmbed } from "./use-embed";

/** Sets the widget and the link up, and shows beside it what visitors will find. */
export function EmbedSetup({
  initial,
  project,
  origin,
}: {
  initial: Overview;
  project: { name: string; slug: string };
  origin: string;
}) {
  const form = useEmbed(initial, project.slug);
  const { values, dirty, pending } = form;
  const { title, greeting, colour, theme, position } = values;
  const face = {
    title: title.trim() || project.name,
    greeting,
    colour,
    theme,
    suggestions: suggestionsOf(values),
  };
  return (
    <>
      <form
        ref={form.form}
        noValidate
        aria-label={text.title}
        className="[&_:is(a,button,input,textarea)]:scroll-mb-24"
        onSubmit={(event) => {
          event.preventDefault();
          if (!pending) void form.save();
        }}
      >
        <UnsavedChanges dirty={dirty} />
        <SetupSite form={form} origin={origin} />
        <SetupLook {...form}>
          <EmbedPreview face={face} position={position} />
        </SetupLook>
        <SetupLink form={form} origin={origin} />
        <SetupLimits {...form} />
        <div className="sticky bottom-0 z-sticky -mx-4 flex justify-end gap-2 border-line border-t bg-canvas px-4 py-3 sm:mx-0 sm:px-0">
          <Button disabled={!dirty || pending} onClick={form.discard}>
            {text.discard}
          </Button>
          <Button type="submit" variant="primary" disabled={!dirty} pending={pending}>
            {text.save}
          </Button>
        </div>
      </form>
      <div className="pt-10">
        <SetupToday form={form} />
      </div>
    </>
  );
}
