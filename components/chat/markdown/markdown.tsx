"use client";

import { memo, type ReactNode, useRef } from "react";
import { type Block, GrowingMarkdown } from "./blocks";
import { headingLevels } from "./heading-levels";
import { Footnotes, type RenderContext, render } from "./render";

type Props = {
  text: string;
  /** The text may still grow. */
  growing: boolean;
  /** See {@link RenderContext.mark}; must keep its identity while nothing about the sources changes. */
  mark: ((number: number) => ReactNode | null) | null;
};

/** Markdown that costs, with each addition, one look at its last block. */
export function Markdown({ text, growing, mark }: Props) {
  const markdown = useRef<GrowingMarkdown>(null);
  markdown.current ??= new GrowingMarkdown();
  const live = useRef(growing);
  if (growing) live.current = true;
  const { blocks, references } = markdown.current.read(text, !growing);
  const levels = headingLevels(blocks);
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks only ever join at the end
          key={index}
          block={block}
          level={levels[index] ?? 2}
          references={references}
          growing={growing && index === blocks.length - 1}
          live={live.current}
          mark={mark}
        />
      ))}
      <Footnotes context={{ level: 2, references, growing: false, live: false, mark }} />
    </>
  );
}

const BlockView = memo(function BlockView({ block, ...context }: { block: Block } & RenderContext) {
  return render(block, 0, context);
});
