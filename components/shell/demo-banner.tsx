import { FlaskConical } from "lucide-react";

/** Shown wherever the demo model answers. Native `details`: it opens without a script. */
export function DemoBanner() {
  return (
    <aside aria-label="Demo model" className="shrink-0 border-line border-b bg-warning-soft px-4 sm:px-6">
      <details className="group">
        <summary className="flex min-h-9 list-none flex-wrap items-center gap-x-2 py-1 touch:min-h-11 [&::-webkit-details-marker]:hidden">
          <FlaskConical className="size-4 shrink-0 text-warning-text" aria-hidden="true" />
          <span className="font-medium">The demo model answers.</span>
          <span className="text-accent-text underline underline-offset-4">Connect a real one</span>
        </summary>
        <div className="flex max-w-prose flex-col gap-1 pb-3 pl-6">
          <p>
            Set <code className="font-mono text-sm">OPENAI_API_KEY</code>, or for a server of your own
            (Ollama, vLLM, LM Studio, llama.cpp) <code className="font-mono text-sm">OPENAI_BASE_URL</code>,
            in <code className="font-mono text-sm">.env.local</code>, and start again. Your projects and chats
            stay.
          </p>
        </div>
      </details>
    </aside>
  );
}
