import { FileText } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { formatNumber } from "@/components/ui/format";
import type { Preview } from "@/lib/schemas";
import { promptsText } from "@/lib/text/prompts";
import { roleLabel } from "./roles";

const KINDS = {
  prompt: promptsText.parts.prompt,
  history: promptsText.parts.earlier,
  passages: promptsText.parts.passages,
  message: promptsText.parts.message,
} as const;

/** The messages in the order in which they are sent. */
export function PreviewMessages({ preview }: { preview: Preview }) {
  const { messages, files } = preview;
  const searched = messages.some(({ kind }) => kind === "passages");
  return (
    <ol aria-label={promptsText.parts.title} className="flex flex-col gap-2">
      {messages.map(({ role, kind, content, tokens }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places are what they are
        <li key={index} className="flex flex-col gap-2">
          {kind === "message" && files.used && !searched ? (
            <p className="flex items-center gap-2 rounded-md border border-line-strong border-dashed px-3 py-2.5 text-fg-muted">
              <FileText className="size-4 shrink-0" aria-hidden="true" />
              {content === ""
                ? promptsText.parts.files(files.passages, files.count, formatNumber(files.budget))
                : promptsText.parts.noneMatch}
            </p>
          ) : null}
          <div className="flex flex-col gap-2 rounded-md bg-sunken px-3 py-2.5">
            <div className="flex flex-wrap items-center gap-2">
              <Badge tone={role === "system" ? "accent" : "neutral"}>{roleLabel(role)}</Badge>
              <span className="text-fg-muted text-xs">{KINDS[kind]}</span>
              <span className="ml-auto text-fg-subtle text-xs tabular-nums">
                {promptsText.parts.tokens(tokens)}
              </span>
            </div>
            {content === "" ? (
              <p className="text-fg-subtle italic">{promptsText.parts.ownWords}</p>
            ) : (
              <pre dir="auto" className="whitespace-pre-wrap break-words font-mono text-xs">
                {content}
              </pre>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
