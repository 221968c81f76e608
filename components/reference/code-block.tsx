import { guideText } from "@/lib/text/reference-guide";

/** Code that scrolls inside itself, with a button that works once the page's script does. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="relative min-w-0 rounded-lg bg-sunken" data-code>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} dir="ltr" className="max-h-96 overflow-auto rounded-lg p-3 pt-8 font-mono text-xs">
        <code>{code}</code>
      </pre>
      <button
        type="button"
        data-copy
        aria-label={label}
        className="absolute top-1.5 right-1.5 rounded-md bg-sunken px-2 py-1 text-fg-muted text-xs hover:bg-hover hover:text-fg noscript:hidden"
      >
        {guideText.operation.copy}
      </button>
    </div>
  );
}
