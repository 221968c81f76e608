"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { formatNumber } from "@/components/ui/format";
import { Textarea } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import { VariableField } from "@/components/variables/variable-field";
import { promptsText } from "@/lib/text/prompts";
import { PreviewMessages } from "./preview-messages";
import { TokenMeter } from "./token-meter";
import { usePreview } from "./use-preview";

/** Exactly what the model would receive, made by the server with the code that sends. */
export default function PreviewDialog({
  projectId,
  open,
  onOpenChange,
}: {
  projectId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const [message, setMessage] = useState("");
  const [values, setValues] = useState<Record<string, string>>({});
  const { preview, failure, loading } = usePreview(projectId, open, message, values);
  const missing = preview?.variables.filter(({ value }) => value === null).map(({ name }) => name) ?? [];
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent size="lg" title={promptsText.preview.open} description={promptsText.preview.description}>
        <div className="flex flex-col gap-4">
          {preview && preview.variables.length > 0 ? (
            <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
              {preview.variables.map((variable) => (
                <VariableField
                  key={variable.name}
                  name={variable.name}
                  required={variable.default === null}
                  value={values[variable.name] ?? variable.default ?? ""}
                  onChange={(value) => setValues((now) => ({ ...now, [variable.name]: value }))}
                />
              ))}
            </div>
          ) : null}
          <Field label={promptsText.preview.message} optional>
            {(control) => (
              <Textarea
                {...control}
                className="max-h-40"
                placeholder={promptsText.preview.placeholder}
                value={message}
                onChange={(event) => setMessage(event.target.value)}
              />
            )}
          </Field>
        </div>
        {failure ? <Callout tone="danger">{failure}</Callout> : null}
        {missing.length > 0 ? (
          <Callout tone="warning" title={promptsText.preview.missing}>
            {promptsText.preview.missingNames(missing.join(", "))}
          </Callout>
        ) : null}
        {preview ? (
          <section
            aria-label={promptsText.preview.received}
            aria-busy={loading}
            className="flex flex-col gap-4"
          >
            <TokenMeter
              tokens={preview.promptTokens}
              limit={preview.contextWindow}
              model={preview.model}
              what={promptsText.preview.inRequest}
            />
            <p className="text-fg-muted">
              {promptsText.preview.answer(preview.temperature, formatNumber(preview.maxTokens))}
            </p>
            <PreviewMessages preview={preview} />
          </section>
        ) : failure ? null : (
          <Skeleton className="h-40 w-full" />
        )}
      </DialogContent>
    </Dialog>
  );
}
