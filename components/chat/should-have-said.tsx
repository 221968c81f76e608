"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Textarea } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { ChatSession } from "@/lib/client/chat/session";
import type { ThreadMessage } from "@/lib/client/chat/thread";
import type { Case } from "@/lib/schemas";
import { FEEDBACK_REASONS, type FeedbackReason } from "@/lib/schemas/feedback-reasons";
import { feedbackText } from "@/lib/text/feedback";

/** After a thumbs-down: what was wrong is kept with the rating; what it should have said can become a test case. */
export function ShouldHaveSaid({
  session,
  message,
  onClose,
}: {
  session: ChatSession;
  message: ThreadMessage;
  onClose: () => void;
}) {
  const router = useRouter();
  const first = useRef<HTMLButtonElement>(null);
  const [text, setText] = useState("");
  const [reasons, setReasons] = useState<readonly FeedbackReason[]>([]);
  const [pending, setPending] = useState<"save" | "case" | null>(null);
  const { chatId } = session.state;

  useEffect(() => first.current?.focus(), []);

  const note = text.trim();
  const keep = () => session.rate(message.key, "down", { reasons: [...reasons], ...(note ? { note } : {}) });

  async function save(): Promise<void> {
    setPending("save");
    if (!(await keep())) return setPending(null);
    onClose();
    toast.success(feedbackText.saved, {
      action: { label: feedbackText.all, run: () => router.push(`/projects/${session.projectId}/feedback`) },
    });
  }

  async function saveAsCase(): Promise<void> {
    if (!chatId) return;
    setPending("case");
    try {
      if (!(await keep())) return setPending(null);
      const made = await api<{ case: Case }>(`/api/chats/${chatId}/messages/${message.id}/case`, {
        body: note ? { expected: note } : {},
      });
      onClose();
      const { id, testSetId } = made.case;
      toast.success(feedbackText.savedAsCase, {
        action: {
          label: feedbackText.open,
          run: () => router.push(`/projects/${session.projectId}/tests/${testSetId}/cases/${id}`),
        },
      });
    } catch (error) {
      toast.error(messageOf(error));
      setPending(null);
    }
  }

  return (
    <form
      className="mt-2 flex flex-col gap-2 rounded-lg bg-sunken px-3 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        onClose();
      }}
    >
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium text-sm">{feedbackText.whatWasWrong}</legend>
        <div className="flex flex-wrap gap-2">
          {FEEDBACK_REASONS.map((reason, index) => {
            const on = reasons.includes(reason);
            return (
              <Button
                key={reason}
                ref={index === 0 ? first : undefined}
                size="sm"
                aria-pressed={on}
                className={on ? "border-accent bg-accent-soft text-accent-text hover:bg-accent-soft" : ""}
                onClick={() =>
                  setReasons(on ? reasons.filter((one) => one !== reason) : [...reasons, reason])
                }
              >
                {feedbackText.reasons[reason]}
              </Button>
            );
          })}
        </div>
      </fieldset>
      <label htmlFor={`said-${message.id}`} className="mt-1 font-medium text-sm">
        {feedbackText.shouldHaveSaid}
      </label>
      <Textarea
        id={`said-${message.id}`}
        className="min-h-11"
        placeholder={feedbackText.shouldPlaceholder}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          size="sm"
          variant="primary"
          pending={pending === "save"}
          disabled={pending !== null}
        >
          {feedbackText.save}
        </Button>
        <Button
          size="sm"
          pending={pending === "case"}
          disabled={pending !== null}
          onClick={() => void saveAsCase()}
        >
          {feedbackText.saveAsCase}
        </Button>
        <Button size="sm" variant="ghost" onClick={onClose}>
          {feedbackText.notNow}
        </Button>
      </div>
    </form>
  );
}
