import { guideText } from "@/lib/text/reference-guide";

/** The look of all code below an element, said once: the reference has hundreds of blocks. */
export const CODE_BLOCKS = [
  "**:data-code:relative **:data-code:min-w-0 **:data-code:rounded-lg **:data-code:bg-sunken",
  "[&_pre]:max-h-96 [&_pre]:overflow-auto [&_pre]:rounded-lg [&_pre]:p-3 [&_pre]:pt-8 [&_pre]:font-mono [&_pre]:text-xs",
  "**:data-copy:absolute **:data-copy:top-1.5 **:data-copy:right-1.5 **:data-copy:rounded-md **:data-copy:bg-sunken",
  "**:data-copy:px-2 **:data-copy:py-1 **:data-copy:text-fg-muted **:data-copy:text-xs",
  "**:data-copy:hover:bg-hover **:data-copy:hover:text-fg **:data-copy:noscript:hidden",
  "[&_summary]:cursor-pointer [&_summary]:py-1 [&_summary]:font-medium",
].join(" ");

/** Code that scrolls inside itself, with a button that works once the page's script does. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div data-code>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
      <pre tabIndex={0} dir="ltr">
        <code>{code}</code>
      </pre>
      <button type="button" data-copy aria-label={label}>
        {guideText.operation.copy}
      </button>
    </div>
  );
}
