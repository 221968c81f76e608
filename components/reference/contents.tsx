import type { ReactNode } from "react";
import { guideText } from "@/lib/text/reference-guide";
import type { Chapter } from "./view-model";

const GUIDES = [
  { anchor: "quick-start", title: guideText.contents.quickStart },
  { anchor: "conventions", title: guideText.contents.conventions },
  { anchor: "openai", title: guideText.contents.openai },
  { anchor: "errors", title: guideText.contents.errors },
];

/** The table of contents by tag: beside the page where there is room, else folded above it. */
export function Contents({ chapters }: { chapters: Chapter[] }) {
  return (
    <nav aria-label={guideText.contents.title} className="flex flex-col gap-4">
      <List>
        {GUIDES.map(({ anchor, title }) => (
          <Entry key={anchor} href={`#${anchor}`}>
            {title}
          </Entry>
        ))}
      </List>
      {chapters.map(({ tag, anchor, operations }) => (
        <div key={anchor} data-group className="flex flex-col gap-1">
          <a href={`#${anchor}`} className="rounded-md px-2 font-semibold hover:underline">
            {tag}
          </a>
          <List>
            {operations.map(({ id, summary }) => (
              <Entry key={id} href={`#${id}`} entry={id}>
                {summary}
              </Entry>
            ))}
          </List>
        </div>
      ))}
    </nav>
  );
}

/** The chapters alone, where there is no room for more. */
export function ChapterLinks({ chapters }: { chapters: Chapter[] }) {
  const all = [...GUIDES, ...chapters.map(({ anchor, tag }) => ({ anchor, title: tag }))];
  return (
    <nav aria-label={guideText.contents.chapters}>
      <ul className="flex flex-wrap gap-2">
        {all.map(({ anchor, title }) => (
          <li key={anchor}>
            <a
              href={`#${anchor}`}
              className="block rounded-md border border-line px-2 py-1 text-fg-muted hover:bg-hover"
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function List({ children }: { children: ReactNode }) {
  return <ul className="flex flex-col">{children}</ul>;
}

function Entry({ href, entry, children }: { href: string; entry?: string; children: ReactNode }) {
  return (
    <li data-entry={entry}>
      <a
        href={href}
        className="block rounded-md px-2 py-1 text-fg-muted text-sm hover:bg-hover hover:text-fg"
      >
        {children}
      </a>
    </li>
  );
}
