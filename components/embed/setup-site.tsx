import { CopyButton } from "@/components/chat/copy-button";
import { Callout } from "@/components/ui/callout";
import { Section } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/input";
import { embedText as text } from "@/lib/text/embed";
import { directivesOf, originsOf, snippetOf } from "./embed-values";
import { SwitchRow } from "./switch-row";
import type { EmbedForm } from "./use-embed";

const site = text.site;

export function SetupSite({
  form: { values, errors, set, embed },
  origin,
}: {
  form: EmbedForm;
  /** Where this installation is reached. */
  origin: string;
}) {
  return (
    <Section title={site.title} description={site.text}>
      <SwitchRow label={site.enabled} on={values.enabled} onChange={(on) => set("enabled", on)} />
      <Field label={site.origins} hint={site.originsHint} error={errors.origins}>
        {(control) => (
          <Textarea
            {...control}
            dir="ltr"
            spellCheck={false}
            className="max-h-60 font-mono"
            placeholder="https://www.example.com"
            value={values.origins}
            onChange={(event) => set("origins", event.target.value)}
            onBlur={() => set("origins", originsOf(values).join("\n"))}
          />
        )}
      </Field>
      {values.enabled && originsOf(values).length === 0 ? (
        <Callout tone="warning">{site.originsNone}</Callout>
      ) : null}
      <Code label={site.snippet} code={snippetOf(origin, embed.projectId)} />
      <Code label={site.csp} code={directivesOf(origin)} />
    </Section>
  );
}

function Code({ label, code }: { label: string; code: string }) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-center justify-between gap-3">
        <p className="font-medium">{label}</p>
        <CopyButton text={() => code} label={`${text.site.copy}: ${label}`} />
      </div>
      <pre
        dir="ltr"
        className="overflow-x-auto whitespace-pre-wrap wrap-anywhere rounded-md border border-line bg-sunken p-3 font-mono text-sm"
      >
        {code}
      </pre>
    </div>
  );
}
