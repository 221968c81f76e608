import { shellText } from "@/lib/text/shell";

/** The first stop of the Tab key: past the sidebar. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only z-toast rounded-md bg-accent font-medium text-accent-fg focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:px-4 focus:py-2.5"
    >
      {shellText.skip.toContent}
    </a>
  );
}
