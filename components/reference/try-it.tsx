"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input, Textarea } from "@/components/ui/input";
import { tryText as text } from "@/lib/text/reference";
import { readAnswer, requestFor, type Tried, triedOf } from "./try-request";

type Shown = { status: string; ms: number; text: string };
type State = "idle" | "sure" | "sending";
const inputId = (name: string) => `try-${name}`;

/** A request to this server out of the reference. Nothing that is typed here outlives the dialog. */
export function TryIt({ operationId, onClose }: { operationId: string; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState<Tried | null>(null);
  const [state, setState] = useState<State>("idle");
  const [withSecret, setWithSecret] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const abort = useRef<AbortController | null>(null);

  useEffect(() => {
    dialog.current?.showModal();
    triedOf(operationId).then(setTried, () => setWrong(text.notLoaded));
    return () => abort.current?.abort();
  }, [operationId]);

  function prepared(): Request | null {
    if (!tried || !form.current) return null;
    const data = new FormData(form.current);
    const word = (name: string) => String(data.get(name) ?? "");
    const file = data.get("file");
    const request = requestFor(tried, {
      values: Object.fromEntries(tried.parameters.map(({ name }) => [name, word(`p:${name}`)])),
      json: word("json"),
      file: file instanceof File && file.size > 0 ? file : null,
      secret: withSecret ? word("secret").trim() : "",
    });
    if (typeof request !== "string") return request;
    setWrong(request);
    return null;
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setWrong(null);
    const request = prepared();
    if (!request) return;
    if (request.method === "GET" || state === "sure") void send(request);
    else setState("sure");
  }

  async function send(request: Request): Promise<void> {
    setState("sending");
    setShown(null);
    const began = performance.now();
    const leaving = new AbortController();
    abort.current = leaving;
    try {
      const response = await fetch(request, { signal: leaving.signal });
      const status = `${response.status} ${response.statusText}`.trim();
      const show = (said: string) =>
        setShown({ status, ms: Math.round(performance.now() - began), text: said });
      show("");
      await readAnswer(response, show);
    } catch {
      if (!leaving.signal.aborted) setWrong(text.failed);
    }
    setState("idle");
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby="try-title"
      onClose={onClose}
      className="m-auto max-h-[90dvh] w-[min(44rem,94vw)] overflow-y-auto rounded-xl border border-line bg-surface p-5 text-fg backdrop:bg-black/40"
    >
      <form ref={form} noValidate className="flex flex-col gap-4" onSubmit={submit}>
        <h2 id="try-title" className="font-semibold text-lg">
          {text.title(tried?.summary ?? operationId)}
        </h2>
        {tried ? (
          <>
            <p className="break-all font-mono text-sm" dir="ltr">
              {tried.method} {tried.path}
            </p>
            <Who withSecret={withSecret} onChange={setWithSecret} />
            {tried.parameters.map(({ name, in: place, required }) => (
              <div key={name} className="flex flex-col gap-1">
                <label htmlFor={inputId(name)} className="font-medium text-sm">
                  <code>{name}</code>{" "}
                  <span className="font-normal text-fg-subtle">
                    {place}
                    {required ? `, ${text.required}` : ""}
                  </span>
                </label>
                <Input id={inputId(name)} name={`p:${name}`} dir="ltr" autoComplete="off" />
              </div>
            ))}
            {tried.json === null ? null : (
              <div className="flex flex-col gap-1">
                <label htmlFor="try-json" className="font-medium text-sm">
                  {text.body}
                </label>
                <Textarea
                  id="try-json"
                  name="json"
                  dir="ltr"
                  rows={8}
                  spellCheck={false}
                  defaultValue={tried.json}
                  className="font-mono text-xs"
                />
              </div>
            )}
            {tried.takesFile ? (
              <div className="flex flex-col gap-1">
                <label htmlFor="try-file" className="font-medium text-sm">
                  {text.file}
                </label>
                <input id="try-file" name="file" type="file" />
              </div>
            ) : null}
          </>
        ) : (
          <p className="text-fg-muted">{wrong ? "" : text.loading}</p>
        )}
        {wrong ? (
          <p role="alert" className="text-danger-text">
            {wrong}
          </p>
        ) : null}
        {state === "sure" ? <p role="alert">{text.sure(tried?.method ?? "")}</p> : null}
        <div className="flex flex-wrap gap-2">
          {state === "sending" ? (
            <Button type="button" onClick={() => abort.current?.abort()}>
              {text.stop}
            </Button>
          ) : (
            <Button type="submit" variant="primary" disabled={!tried}>
              {state === "sure" ? text.yes : text.send(tried?.method ?? "")}
            </Button>
          )}
          {state === "sure" ? (
            <Button type="button" onClick={() => setState("idle")}>
              {text.no}
            </Button>
          ) : null}
          <Button type="button" variant="ghost" className="ml-auto" onClick={() => dialog.current?.close()}>
            {text.close}
          </Button>
        </div>
        <div role="status" className="text-fg-muted text-sm">
          {state === "sending" && !shown ? text.sending : null}
          {shown ? `${text.answer}: ${shown.status} · ${text.took(shown.ms)}` : null}
        </div>
        {shown ? (
          <pre
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
            tabIndex={0}
            dir="ltr"
            className="max-h-80 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs"
          >
            {shown.text}
          </pre>
        ) : null}
      </form>
    </dialog>
  );
}

function Who({ withSecret, onChange }: { withSecret: boolean; onChange: (withSecret: boolean) => void }) {
  const choice = (value: boolean, label: string) => (
    <label className="flex min-h-6 items-center gap-2 touch:min-h-11">
      <input
        type="radio"
        name="as"
        className="accent-accent"
        checked={withSecret === value}
        onChange={() => onChange(value)}
      />
      {label}
    </label>
  );
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium text-sm">{text.as}</legend>
      {choice(false, text.session)}
      {choice(true, text.credential)}
      {withSecret ? (
        <div className="flex flex-col gap-1">
          <label htmlFor="try-secret" className="sr-only">
            {text.secret}
          </label>
          <Input
            id="try-secret"
            name="secret"
            type="password"
            dir="ltr"
            autoComplete="off"
            placeholder={text.secret}
            aria-describedby="try-secret-hint"
          />
          <p id="try-secret-hint" className="text-fg-subtle text-sm">
            {text.secretHint}
          </p>
        </div>
      ) : null}
    </fieldset>
  );
}
