import type { AlignType, Nodes, RootContent, Table } from "mdast";
import { Fragment, type ReactNode } from "react";
import { blockText } from "@/lib/text/blocks";
import type { References } from "./blocks";
import { CodeBlock } from "./code-block";
import { DiagramBlock } from "./diagram-block";
import { directionOf } from "./direction";
import { Formula } from "./formula";
import { GrowingText } from "./growing-text";
import { MessageImage } from "./image";
import { safeLink } from "./links";
import { TableFrame } from "./table-frame";
import { tableCsv, tableMarkdown } from "./table-text";

export type RenderContext = {
  /** Of the headings in this block, 2 to 6; see `heading-levels.ts`. */
  level: number;
  references: References;
  /** The block may still grow. */
  growing: boolean;
  /** The text was written while this page followed: it keeps the nodes that a selection may stand in. */
  live: boolean;
  /** Turns a mark such as `[2]` into a way to its source, or null to leave the text; null where there are no sources. */
  mark: ((number: number) => ReactNode | null) | null;
};

const HEADINGS = ["h2", "h3", "h4", "h5", "h6"] as const;
const HEADING_SIZES = ["text-xl", "text-lg", "text-base", "text-base", "text-base", "text-base"] as const;

/** One node of the tree as React elements. Raw HTML stays the text it is. */
export function render(node: Nodes, key: number, context: RenderContext): ReactNode {
  const inside = () =>
    "children" in node ? node.children.map((child, index) => render(child, index, context)) : null;
  switch (node.type) {
    case "text":
      return text(node.value, key, context);
    case "paragraph":
      return (
        <p key={key} dir="auto" className="my-3 first:mt-0 last:mb-0">
          {inside()}
        </p>
      );
    case "heading": {
      const Heading = HEADINGS[context.level - 2] ?? "h6";
      return (
        <Heading
          key={key}
          dir="auto"
          className={`mt-6 mb-2 font-semibold first:mt-0 ${HEADING_SIZES[node.depth - 1]}`}
        >
          {inside()}
        </Heading>
      );
    }
    case "strong":
      return (
        <strong key={key} className="font-semibold">
          {inside()}
        </strong>
      );
    case "emphasis":
      return <em key={key}>{inside()}</em>;
    case "shifted":
      return node.tag === "sub" ? <sub key={key}>{inside()}</sub> : <sup key={key}>{inside()}</sup>;
    case "delete":
      return <del key={key}>{inside()}</del>;
    case "inlineCode":
      return (
        <code key={key} dir="ltr" className="break-words rounded-sm bg-sunken px-1 py-px font-mono text-sm">
          {context.live ? <GrowingText value={node.value} /> : node.value}
        </code>
      );
    case "code":
      if (node.lang?.toLowerCase() === "mermaid") {
        return <DiagramBlock key={key} code={node.value} growing={context.growing} />;
      }
      return <CodeBlock key={key} code={node.value} lang={node.lang ?? null} growing={context.growing} />;
    case "blockquote":
      return (
        <blockquote
          key={key}
          dir={directionOf(node)}
          className="my-4 border-line-strong border-s-2 ps-4 text-fg-muted"
        >
          {inside()}
        </blockquote>
      );
    case "list": {
      const List = node.ordered ? "ol" : "ul";
      const tasks = node.children.some((item) => typeof item.checked === "boolean");
      return (
        <List
          key={key}
          dir={directionOf(node)}
          {...(node.ordered && node.start !== 1 ? { start: node.start ?? 1 } : {})}
          className={`my-3 space-y-1 first:mt-0 last:mb-0 ${
            tasks ? "list-none ps-0" : node.ordered ? "list-decimal ps-7" : "list-disc ps-6"
          }`}
        >
          {inside()}
        </List>
      );
    }
    case "listItem":
      return (
        <li key={key} className={typeof node.checked === "boolean" ? "flex gap-2" : "ps-1"}>
          {typeof node.checked === "boolean" ? (
            <>
              <input
                type="checkbox"
                checked={node.checked}
                readOnly
                disabled
                aria-label={blockText.list.task}
                className="mt-1.5 size-4"
              />
              <div className="min-w-0 flex-1">{inside()}</div>
            </>
          ) : (
            node.children.map((child, index) =>
              // A tight list has no paragraphs (CommonMark 5.3).
              child.type === "paragraph" && !node.spread
                ? child.children.map((grandchild, at) => render(grandchild, index * 1000 + at, context))
                : render(child, index * 1000, context),
            )
          )}
        </li>
      );
    case "table":
      return table(node, key, context);
    case "thematicBreak":
      return <hr key={key} className="my-6 border-line" />;
    case "break":
      return <br key={key} />;
    case "link":
      return link(node.url, key, inside());
    case "linkReference": {
      const definition = context.references.definitions.get(node.identifier);
      return definition ? link(definition.url, key, inside()) : <span key={key}>{inside()}</span>;
    }
    case "image":
      return <MessageImage key={key} url={node.url} alt={node.alt ?? ""} />;
    case "imageReference": {
      const definition = context.references.definitions.get(node.identifier);
      return definition ? <MessageImage key={key} url={definition.url} alt={node.alt ?? ""} /> : null;
    }
    case "footnoteReference": {
      const at = context.references.footnotes.findIndex((note) => note.identifier === node.identifier);
      return <sup key={key}>{at < 0 ? node.label : at + 1}</sup>;
    }
    case "math":
      return <Formula key={key} tex={node.value} display={node.display} />;
    case "html":
      return <span key={key}>{node.value}</span>;
    default:
      return null;
  }
}

/** The notes at the end of a document. */
export function Footnotes({ context }: { context: RenderContext }) {
  const { footnotes } = context.references;
  if (footnotes.length === 0) return null;
  return (
    <ol className="mt-6 list-decimal border-line border-t ps-6 pt-3 text-fg-muted text-sm">
      {footnotes.map((note, index) => (
        <li key={note.identifier}>
          {note.children.map((child: RootContent, at) => render(child, index * 1000 + at, context))}
        </li>
      ))}
    </ol>
  );
}

/** Marks of sources, one or several; not the index behind a name in `arr[1]`. */
const MARKS = /(?<![\w$)\]])((?:\[\d{1,3}\])+)/;

function text(value: string, key: number, context: RenderContext): ReactNode {
  const grow = (piece: string) => (context.live ? <GrowingText value={piece} /> : piece);
  if (!context.mark) return <Fragment key={key}>{grow(value)}</Fragment>;
  const pieces = value.split(MARKS);
  return pieces.map((piece, index) => {
    const shown =
      index % 2
        ? Array.from(piece.matchAll(/\d+/g), ([number], at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text keep their order
            <Fragment key={at}>{context.mark?.(Number(number)) ?? grow(`[${number}]`)}</Fragment>
          ))
        : grow(piece);
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text keep their order
    return <Fragment key={index}>{shown}</Fragment>;
  });
}

function link(url: string, key: number, children: ReactNode): ReactNode {
  const href = safeLink(url);
  if (!href) return <span key={key}>{children}</span>;
  return (
    <a
      key={key}
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="break-words text-accent-text underline decoration-from-font underline-offset-2 hover:decoration-2"
    >
      {children}
    </a>
  );
}

/** The text of a node and what is in it; bounded, for it becomes a label. */
const plainText = (node: Nodes): string =>
  ("value" in node ? node.value : "children" in node ? node.children.map(plainText).join("") : "").slice(
    0,
    80,
  );

const ALIGN: Record<NonNullable<AlignType> | "start", string> = {
  start: "text-start",
  left: "text-left",
  right: "text-right",
  center: "text-center",
};

function table(node: Table, key: number, context: RenderContext): ReactNode {
  const [head, ...rows] = node.children;
  const align = (index: number) => ALIGN[node.align?.[index] ?? "start"];
  const columns = (head?.children ?? []).map(plainText).filter(Boolean).join(", ");
  const cells = (row: Table["children"][number]) =>
    row.children.map((cell, index) => ({
      index,
      content: cell.children.map((child, at) => render(child, at, context)),
    }));
  const grid = (
    <table dir={directionOf(node)} className="w-full border-collapse text-sm">
      <thead className="bg-sunken">
        <tr>
          {(head ? cells(head) : []).map(({ index, content }) => (
            <th
              key={index}
              scope="col"
              dir="auto"
              className={`min-w-24 px-3 py-2 font-medium ${align(index)}`}
            >
              {content}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows only join at the end
          <tr key={at} className="border-line border-t">
            {cells(row).map(({ index, content }) => (
              <td key={index} dir="auto" className={`min-w-24 px-3 py-2 align-top ${align(index)}`}>
                {content}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <TableFrame
      key={key}
      label={columns ? blockText.list.table(columns) : blockText.list.plainTable}
      growing={context.growing}
      markdown={() => tableMarkdown(node)}
      csv={() => tableCsv(node)}
    >
      {grid}
    </TableFrame>
  );
}
