"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Webhook } from "@/lib/schemas";
import { WEBHOOK_EVENTS, type WebhookEvent } from "@/lib/schemas/webhooks";
import { webhooksText as text } from "@/lib/text/webhooks";

export type Wrong = { errors: Record<string, string>; message: string | null };

/** Makes a webhook, or changes one. */
export function WebhookForm({
  before,
  save,
}: {
  /** Absent: a new one. */
  before?: Webhook;
  /** Says what is wrong, by field; null when it is done. */
  save: (body: { url: string; events: WebhookEvent[] }) => Promise<Wrong | null>;
}) {
  const [url, setUrl] = useState(before?.url ?? "");
  const [events, setEvents] = useState<WebhookEvent[]>(before?.events ?? ["reply.finished"]);
  const [wrong, setWrong] = useState<Wrong | null>(null);
  const [pending, setPending] = useState(false);

  async function submit(): Promise<void> {
    if (pending) return;
    setPending(true);
    const found = await save({ url, events });
    setPending(false);
    setWrong(found);
  }

  return (
    <form
      noValidate
      aria-label={text.form}
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {wrong?.message ? <Callout tone="danger">{wrong.message}</Callout> : null}
      <Field label={text.url} error={wrong?.errors.url} hint={text.urlHint}>
        {(control) => (
          <Input
            {...control}
            type="url"
            inputMode="url"
            dir="ltr"
            autoComplete="off"
            value={url}
            onChange={(event) => setUrl(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1.5 font-medium text-sm">{text.events}</legend>
        {WEBHOOK_EVENTS.map((value) => (
          <label key={value} className="flex min-h-6 cursor-pointer items-start gap-3 touch:min-h-11">
            <input
              type="checkbox"
              className="mt-0.5 size-4 shrink-0 accent-accent"
              checked={events.includes(value)}
              onChange={(event) =>
                setEvents(event.target.checked ? [...events, value] : events.filter((one) => one !== value))
              }
            />
            <span>
              <span className="font-medium">{text.event[value][0]}</span>
              <span className="block text-fg-subtle">{text.event[value][1]}</span>
            </span>
          </label>
        ))}
        {wrong?.errors.events ? (
          <p role="alert" className="text-danger-text text-sm">
            {wrong.errors.events}
          </p>
        ) : null}
      </fieldset>
      <DialogFooter>
        <Button type="submit" variant="primary" pending={pending}>
          {before ? text.save : text.add}
        </Button>
      </DialogFooter>
    </form>
  );
}
