"use client";

import { Lightbulb, Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { TimeAgo } from "@/components/ui/time-ago";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { Case, Suggestion, SuggestionGroup } from "@/lib/schemas";
import { evalsText } from "@/lib/text/evals";

const text = evalsText.suggestions;

/** What went wrong in chats, together what shares passages: one button makes a case of it. */
export function Suggestions({
  projectId,
  groups,
  days,
}: {
  projectId: string;
  groups: SuggestionGroup[];
  days: number;
}) {
  if (groups.length === 0) {
    return (
      <Card>
        <EmptyState icon={Lightbulb} title={text.empty}>
          {text.emptyHint(days)}
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      {groups.map(({ passages, suggestions }) => {
        const [first] = suggestions;
        if (!first) return null;
        return (
          <div key={first.messageId} className="flex flex-col gap-3">
            {suggestions.length > 1 ? (
              <h2 className="font-medium text-base">{text.shared(suggestions.length)}</h2>
            ) : null}
            {passages.map(({ hash, filename, text: passage }) => (
              <p
                key={hash}
                className="line-clamp-2 border-line border-l-2 pl-3 text-fg-muted text-sm"
                dir="auto"
              >
                <span className="font-medium">{filename}:</span> {passage}
              </p>
            ))}
            <ul className="flex flex-col gap-3">
              {suggestions.map((suggestion) => (
                <li key={suggestion.messageId}>
                  <One projectId={projectId} suggestion={suggestion} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

function One({ projectId, suggestion }: { projectId: string; suggestion: Suggestion }) {
  const { chatId, messageId, question, answer, reasons, note, at } = suggestion;
  const router = useRouter();
  const [pending, setPending] = useState(false);

  async function add(): Promise<void> {
    setPending(true);
    try {
      const made = await api<{ case: Case }>(`/api/chats/${chatId}/messages/${messageId}/case`, { body: {} });
      const { id, testSetId } = made.case;
      const run = () => router.push(`/projects/${projectId}/tests/${testSetId}/cases/${id}`);
      toast.success(text.added, { action: { label: text.open, run } });
      router.refresh();
    } catch (error) {
      toast.error(messageOf(error));
      setPending(false);
    }
  }

  return (
    <Card className="flex flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        {reasons.map((reason) => (
          <Badge key={reason} tone={reason === "thumbs-down" ? "danger" : "neutral"}>
            {text.reasons[reason]}
          </Badge>
        ))}
        <span className="text-fg-subtle text-xs">
          <TimeAgo iso={at} />
        </span>
      </div>
      <p className="whitespace-pre-wrap break-words font-medium" dir="auto">
        {question}
      </p>
      {answer ? (
        <p className="line-clamp-3 break-words text-fg-muted" dir="auto">
          {answer}
        </p>
      ) : null}
      {note ? (
        <p className="break-words" dir="auto">
          <span className="text-fg-muted">{text.note}:</span> {note}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          size="sm"
          pending={pending}
          aria-label={`${text.add}: ${question.slice(0, 80)}`}
          onClick={() => void add()}
        >
          <Plus className="size-4" aria-hidden="true" />
          {text.add}
        </Button>
        <Link
          href={`/projects/${projectId}/chats/${chatId}`}
          prefetch={false}
          className="text-fg-muted text-sm underline underline-offset-2"
        >
          {text.chat}
        </Link>
      </div>
    </Card>
  );
}
