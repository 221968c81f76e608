"use client";

import { Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { PageHead } from "@/components/shell/page-head";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button, buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { Case, TestSet } from "@/lib/schemas";
import { testsText } from "@/lib/text/tests";
import { checkSummary } from "./check-words";
import { ImportCases } from "./import-cases";
import { StartRun } from "./start-run";

export function SetView({ projectId, set, cases }: { projectId: string; set: TestSet; cases: Case[] }) {
  const router = useRouter();
  const [name, setName] = useState(set.name);
  const [wrongName, setWrongName] = useState<string | null>(null);
  const [removing, setRemoving] = useState(false);
  const base = `/projects/${projectId}/tests/${set.id}`;

  async function patch(body: object): Promise<void> {
    setWrongName(null);
    try {
      await api(`/api/test-sets/${set.id}`, { method: "PATCH", body });
      router.refresh();
    } catch (error) {
      if ("name" in body) setWrongName(messageOf(error));
      else toast.error(messageOf(error));
    }
  }

  async function remove(): Promise<void> {
    try {
      await api(`/api/test-sets/${set.id}`, { method: "DELETE" });
      router.push(`/projects/${projectId}/tests`);
      router.refresh();
    } catch (error) {
      toast.error(messageOf(error));
    }
  }

  return (
    <>
      <PageHead
        title={set.name}
        action={<StartRun projectId={projectId} set={{ ...set, cases: cases.length }} />}
      />
      <section aria-labelledby="cases" className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 id="cases" className="font-medium text-base">
            {testsText.set.cases}
          </h2>
          <div className="flex flex-wrap gap-2">
            <ImportCases setId={set.id} />
            <Link href={`${base}/cases/new`} prefetch={false} className={buttonClass()}>
              <Plus className="size-4" aria-hidden="true" />
              {testsText.set.addCase}
            </Link>
          </div>
        </div>
        <Card className="overflow-hidden">
          {cases.length === 0 ? (
            <EmptyState title={testsText.set.none}>{testsText.set.noneHint}</EmptyState>
          ) : (
            <ol aria-label={testsText.set.cases} className="divide-y divide-line">
              {cases.map((item) => (
                <li key={item.id}>
                  <Link
                    href={`${base}/cases/${item.id}`}
                    prefetch={false}
                    className="flex min-h-14 flex-col gap-1 px-4 py-3 transition-colors hover:bg-hover"
                  >
                    <span className="break-words font-medium" dir="auto">
                      {item.name}
                    </span>
                    <span className="flex flex-wrap gap-1.5">
                      {item.checks.length === 0 ? (
                        <Badge tone="warning">{testsText.set.noChecks}</Badge>
                      ) : null}
                      {item.checks.slice(0, 4).map((check, index) => {
                        const key = `${index}`;
                        return (
                          <Badge
                            key={key}
                            tone={check.required ? "neutral" : "accent"}
                            className="max-w-full"
                          >
                            <span className="truncate" dir="auto">
                              {checkSummary(check)}
                            </span>
                          </Badge>
                        );
                      })}
                      {item.checks.length > 4 ? <Badge>+{item.checks.length - 4}</Badge> : null}
                    </span>
                  </Link>
                </li>
              ))}
            </ol>
          )}
        </Card>
        {cases.length > 0 ? (
          <p className="text-fg-muted text-sm">
            {testsText.set.exportAs}{" "}
            {(["json", "promptfoo", "csv"] as const).map((format, index) => (
              <span key={format}>
                {index > 0 ? ", " : ""}
                <a
                  href={`/api/test-sets/${set.id}/export?format=${format}`}
                  className="underline underline-offset-2"
                >
                  {format === "promptfoo" ? "promptfoo" : format.toUpperCase()}
                </a>
              </span>
            ))}
            {testsText.set.exportNote}
          </p>
        ) : null}
      </section>
      <section aria-labelledby="rules" className="mt-10 flex flex-col gap-5 border-line border-t pt-8">
        <h2 id="rules" className="font-medium text-base">
          {testsText.set.settings}
        </h2>
        <form
          className="flex max-w-form items-start gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            void patch({ name });
          }}
        >
          <Field label={testsText.set.name} error={wrongName ?? undefined} className="flex-1">
            {(control) => (
              <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <Button type="submit" className="mt-6.5" disabled={name.trim() === "" || name === set.name}>
            {testsText.set.save}
          </Button>
        </form>
        <Toggle
          label={testsText.set.gate}
          hint={testsText.set.gateHint}
          checked={set.gate?.enabled ?? false}
          onChange={(enabled) => void patch({ gate: { ...set.gate, enabled } })}
        />
        <Toggle
          label={testsText.set.nightly}
          hint={testsText.set.nightlyHint}
          checked={set.nightly}
          onChange={(nightly) => void patch({ nightly })}
        />
        <Button variant="danger-quiet" className="self-start" onClick={() => setRemoving(true)}>
          <Trash2 className="size-4" aria-hidden="true" />
          {testsText.set.delete}
        </Button>
      </section>
      <AlertDialog
        open={removing}
        onOpenChange={setRemoving}
        title={testsText.set.deleteTitle(set.name)}
        description={testsText.set.deleteBody}
        confirmLabel={testsText.set.deleteConfirm}
        onConfirm={() => void remove()}
      />
    </>
  );
}

function Toggle({
  label,
  hint,
  checked,
  onChange,
}: {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const id = `toggle-${label.replace(/\W/g, "")}`;
  return (
    <div className="flex max-w-prose items-start justify-between gap-6">
      <label htmlFor={id} className="flex flex-col gap-1">
        <span className="font-medium">{label}</span>
        <span className="text-fg-muted">{hint}</span>
      </label>
      <Switch id={id} checked={checked} onCheckedChange={onChange} />
    </div>
  );
}
