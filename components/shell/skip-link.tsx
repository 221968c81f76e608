/** The first stop of the Tab key: past the sidebar. */
export function SkipLink() {
  return (
    <a
      href="#main"
      className="sr-only z-toast rounded-md bg-accent px-4 py-2.5 font-medium text-accent-fg focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      Skip to content
    </a>
  );
}
