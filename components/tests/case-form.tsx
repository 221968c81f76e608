"use client";

import { Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button, buttonClass } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input, Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { useWrongField } from "@/components/ui/use-wrong-field";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { LastAnswer } from "@/lib/evals";
import type { Case, PassageRef, TestSet } from "@/lib/schemas";
import type { Variable } from "@/lib/schemas/variables";
import { testsText } from "@/lib/text/tests";
import { type DraftCheck, draftCheck, type FileName } from "./case-draft";
import { CaseValues } from "./case-values";
import { CheckFields } from "./check-fields";
import { LastAnswerView } from "./last-answer";
import { PassagePicker } from "./passage-picker";
import { StartRun } from "./start-run";

/** What a field of the form says by itself. */
const AT_A_FIELD = /^(question|name|reference)$|^(tags|variables)(\.|$)|^checks\.\d/;
/** The first fault of what is in a list or record. */
const within = (faults: Record<string, string>, field: string): string | undefined =>
  Object.entries(faults).find(([path]) => path.split(".")[0] === field)?.[1];

export function CaseForm({
  projectId,
  set,
  item,
  files,
  variables,
  answer,
}: {
  projectId: string;
  set: TestSet;
  item: Case | null;
  files: FileName[];
  /** Those of the draft's prompts. */
  variables: Variable[];
  answer: LastAnswer | null;
}) {
  const router = useRouter();
  const [name, setName] = useState(item?.name ?? "");
  const [question, setQuestion] = useState(item?.question ?? "");
  const [values, setValues] = useState<Record<string, string>>(item?.variables ?? {});
  const [tags, setTags] = useState(item?.tags.join(", ") ?? "");
  const [reference, setReference] = useState(item?.reference ?? "");
  const [checks, setChecks] = useState<DraftCheck[]>(
    () => item?.checks.map((check) => draftCheck(check)) ?? [draftCheck({ type: "meets", required: true })],
  );
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  useWrongField(form, attempts);
  const [pending, setPending] = useState(false);
  const [removing, setRemoving] = useState(false);
  /** The server's: a test saves without leaving the page. */
  const [revision, setRevision] = useState(item?.revision);
  const back = `/projects/${projectId}/tests/${set.id}`;

  /** @returns whether it was taken */
  async function store(): Promise<boolean> {
    setPending(true);
    setFailure(null);
    setFaults({});
    const body = {
      ...(name.trim() ? { name } : {}),
      question,
      variables: values,
      tags: tags.split(",").flatMap((tag) => tag.trim() || []),
      reference: reference.trim() === "" ? (item ? null : undefined) : reference,
      checks: checks.map(({ check }) => check),
      ...(item ? { revision } : {}),
    };
    try {
      if (item) {
        const saved = await api<{ case: Case }>(`/api/cases/${item.id}`, { method: "PUT", body });
        setRevision(saved.case.revision);
      } else await api(`/api/test-sets/${set.id}/cases`, { body });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.errors.length > 0) {
        setFaults(Object.fromEntries(error.errors.map(({ path, message }) => [path, message])));
        setAttempts((n) => n + 1);
        setFailure(error.errors.find(({ path }) => !AT_A_FIELD.test(path))?.message ?? null);
      } else setFailure(messageOf(error));
      return false;
    } finally {
      setPending(false);
    }
  }

  async function save(): Promise<void> {
    if (!(await store())) return;
    toast.success(testsText.case.saved);
    router.push(back);
    router.refresh();
  }

  async function remove(): Promise<void> {
    try {
      await api(`/api/cases/${item?.id}`, { method: "DELETE" });
      router.push(back);
      router.refresh();
    } catch (error) {
      toast.error(messageOf(error));
    }
  }

  const change = (key: string, check: DraftCheck["check"]) =>
    setChecks(checks.map((entry) => (entry.key === key ? { key, check } : entry)));

  const expect = ({
    hash,
    fileId,
    filename,
    text,
  }: Pick<PassageRef, "hash" | "fileId" | "filename" | "text">) =>
    setChecks([
      ...checks,
      draftCheck({ type: "finds", required: true, hash, fileId, filename, quote: text.slice(0, 200) }),
    ]);
  const expected = new Set(checks.flatMap(({ check }) => (typeof check.hash === "string" ? check.hash : [])));

  return (
    <form
      ref={form}
      className="flex flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {item && item.turns.length > 0 ? (
        <section aria-label={testsText.case.earlier} className="flex flex-col gap-2">
          <h2 className="font-medium">{testsText.case.earlier}</h2>
          <Card className="flex max-h-80 flex-col gap-3 overflow-y-auto px-4 py-3">
            {item.turns.map((turn, index) => {
              const key = `${index}`;
              return (
                <div key={key}>
                  <p className="text-fg-subtle text-xs">
                    {turn.role === "user" ? testsText.case.person : testsText.case.assistant}
                  </p>
                  <p className="whitespace-pre-wrap break-words" dir="auto">
                    {turn.content}
                  </p>
                </div>
              );
            })}
          </Card>
        </section>
      ) : null}
      <Field label={testsText.case.question} error={faults.question}>
        {(control) => (
          <Textarea
            {...control}
            className="max-h-80"
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
          />
        )}
      </Field>
      {answer ? <LastAnswerView answer={answer} expected={expected} onPick={expect} /> : null}
      <CaseValues variables={variables} values={values} faults={faults} onChange={setValues} />
      <Field label={testsText.case.name} optional hint={testsText.case.nameHint} error={faults.name}>
        {(control) => <Input {...control} value={name} onChange={(event) => setName(event.target.value)} />}
      </Field>
      <Field
        label={testsText.case.reference}
        optional
        hint={testsText.case.referenceHint}
        error={faults.reference}
      >
        {(control) => (
          <Textarea
            {...control}
            className="max-h-80"
            value={reference}
            onChange={(event) => setReference(event.target.value)}
          />
        )}
      </Field>
      <Field
        label={testsText.case.tags}
        optional
        hint={testsText.case.tagsHint}
        error={within(faults, "tags")}
      >
        {(control) => <Input {...control} value={tags} onChange={(event) => setTags(event.target.value)} />}
      </Field>
      <section aria-labelledby="checks" className="flex flex-col gap-3">
        <h2 id="checks" className="font-medium">
          {testsText.case.checks}
        </h2>
        {checks.length === 0 ? <p className="text-fg-muted">{testsText.case.noChecks}</p> : null}
        <ol className="flex flex-col gap-3">
          {checks.map(({ key, check }, index) => (
            <li key={key}>
              <CheckFields
                check={check}
                files={files}
                number={index + 1}
                faults={Object.fromEntries(
                  Object.entries(faults)
                    .filter(([path]) => path === `checks.${index}` || path.startsWith(`checks.${index}.`))
                    .map(([path, message]) => [path.split(".")[2] ?? "type", message]),
                )}
                onChange={(next) => change(key, next)}
                onRemove={() => setChecks(checks.filter((entry) => entry.key !== key))}
              />
            </li>
          ))}
        </ol>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setChecks([...checks, draftCheck({ type: "contains", required: true })])}>
            <Plus className="size-4" aria-hidden="true" />
            {testsText.case.addCheck}
          </Button>
          {files.length > 0 ? (
            <PassagePicker projectId={projectId} question={question} onPick={expect} />
          ) : null}
        </div>
      </section>
      {failure ? <Callout tone="danger">{failure}</Callout> : null}
      <div className="flex flex-wrap gap-2 border-line border-t pt-5">
        <Button type="submit" variant="primary" pending={pending}>
          {testsText.case.save}
        </Button>
        <Link href={back} prefetch={false} className={buttonClass()}>
          {testsText.case.cancel}
        </Link>
        {item ? (
          <>
            <StartRun
              projectId={projectId}
              set={set}
              caseIds={[item.id]}
              repeats={3}
              variant="secondary"
              label={testsText.case.test}
              before={store}
            />
            <Button variant="danger-quiet" onClick={() => setRemoving(true)}>
              <Trash2 className="size-4" aria-hidden="true" />
              {testsText.case.delete}
            </Button>
          </>
        ) : null}
      </div>
      <AlertDialog
        open={removing}
        onOpenChange={setRemoving}
        title={testsText.case.deleteTitle}
        confirmLabel={testsText.case.delete}
        onConfirm={() => void remove()}
      />
    </form>
  );
}
