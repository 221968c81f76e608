"use client";

import { FileSearch, Search } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { formatNumber } from "@/components/ui/format";
import { Input } from "@/components/ui/input";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { ProjectSearchResult } from "@/lib/schemas";
import { knowledgeText as text } from "@/lib/text/knowledge";
import { FoundPassage } from "./found-passage";

type Answer = ProjectSearchResult & { query: string };

/** Tries a question on the project's files: what an answer would be given, without a model. */
export function AskFiles({ projectId, initialQuery }: { projectId: string; initialQuery: string }) {
  const [query, setQuery] = useState(initialQuery);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const latest = useRef(0);

  async function ask(event: FormEvent): Promise<void> {
    event.preventDefault();
    const asked = query.trim();
    if (asked === "") return setFailure(text.askFirst);
    const request = ++latest.current;
    setPending(true);
    setFailure(null);
    try {
      const body = { query: asked };
      const found = await api<ProjectSearchResult>(`/api/projects/${projectId}/search`, {
        method: "POST",
        body,
      });
      if (request === latest.current) setAnswer({ ...found, query: asked });
    } catch (error) {
      if (request !== latest.current) return;
      const field = error instanceof ApiError ? error.errors[0]?.message : undefined;
      setFailure(field ?? messageOf(error));
    } finally {
      if (request === latest.current) setPending(false);
    }
  }

  return (
    <div className="flex flex-col gap-6">
      <search aria-label={text.title}>
        <form className="flex items-end gap-2" onSubmit={ask} noValidate>
          <Field label={text.label} error={failure ?? undefined} className="min-w-0 flex-1">
            {(control) => (
              <Input
                {...control}
                type="search"
                value={query}
                placeholder={text.example}
                onChange={(event) => setQuery(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" variant="primary" pending={pending} className={failure ? "mb-6.5" : ""}>
            <Search className="size-4" aria-hidden="true" />
            {text.search}
          </Button>
        </form>
      </search>
      <div aria-live="polite" className="flex flex-col gap-4">
        {answer ? <Found projectId={projectId} answer={answer} /> : null}
      </div>
    </div>
  );
}

function Found({ projectId, answer }: { projectId: string; answer: Answer }) {
  const { passages, took, searched, mode, query } = answer;
  if (passages.length === 0) {
    return (
      <EmptyState icon={FileSearch} title={text.nothing}>
        {searched === 0 ? text.nothingRead : text.searched(searched, query)}
      </EmptyState>
    );
  }
  if (passages[0]?.weak) {
    return (
      <>
        <p className="text-fg-subtle text-sm">{text.weak}</p>
        <PassageList projectId={projectId} passages={passages} />
      </>
    );
  }
  return (
    <>
      <p className="text-fg-subtle text-sm tabular-nums">
        {text.found(formatNumber(passages.length), searched, formatNumber(took), mode === "hybrid")}
      </p>
      <PassageList projectId={projectId} passages={passages} />
    </>
  );
}

function PassageList({ projectId, passages }: Pick<Answer, "passages"> & { projectId: string }) {
  return (
    <ol className="flex flex-col gap-3">
      {passages.map((source) => (
        <li key={`${source.fileId}-${source.ordinal}`}>
          <FoundPassage projectId={projectId} source={source} />
        </li>
      ))}
    </ol>
  );
}
