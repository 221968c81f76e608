import { ExternalLink } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { embedText as text } from "@/lib/text/embed";
import type { EmbedForm } from "./use-embed";

const link = text.link;
const MODES = (["off", "public", "password"] as const).map((value) => ({ value, label: link.modes[value] }));

export function SetupLink({
  form: { values, errors, set, embed, dirty },
  origin,
}: {
  form: EmbedForm;
  origin: string;
}) {
  const open = embed.link.mode !== "off" && embed.link.slug !== null && !dirty;
  return (
    <Section title={link.title} description={link.text}>
      <Field label={link.mode}>
        {(control) => (
          <Select
            {...control}
            value={values.mode}
            options={MODES}
            onValueChange={(mode) => set("mode", mode)}
          />
        )}
      </Field>
      {values.mode === "off" ? null : (
        <Field label={link.slug} hint={link.slugHint} error={errors.slug}>
          {(control) => (
            <div className="flex flex-wrap items-center gap-2">
              <span className="break-all font-mono text-fg-muted">{origin}/chat/</span>
              <Input
                {...control}
                dir="ltr"
                spellCheck={false}
                autoComplete="off"
                className="min-w-40 flex-1 font-mono"
                value={values.slug}
                onChange={(event) => set("slug", event.target.value)}
              />
            </div>
          )}
        </Field>
      )}
      {values.mode === "password" ? (
        <Field
          label={link.password}
          hint={embed.link.hasPassword ? link.passwordKept : link.passwordHint}
          error={errors.password}
          optional={embed.link.hasPassword}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="new-password"
              value={values.password}
              onChange={(event) => set("password", event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {open ? (
        <div>
          <a href={`/chat/${embed.link.slug}`} target="_blank" rel="noreferrer" className={buttonClass()}>
            <ExternalLink className="size-4" aria-hidden="true" />
            {link.open}
          </a>
        </div>
      ) : null}
    </Section>
  );
}
