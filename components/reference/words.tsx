/** A paragraph in which words between backticks are code. */
export function Words({ children, className }: { children: string; className?: string }) {
  let place = 0;
  const parts = children.split("`").map((text, index) => {
    const at = place;
    place += text.length + 1;
    return { text, at, isCode: index % 2 === 1 };
  });
  return (
    <p className={className ?? "max-w-prose break-words text-base"}>
      {parts.map(({ text, at, isCode }) =>
        isCode ? (
          <code key={at} className="rounded bg-sunken px-1 font-mono text-[0.9em]">
            {text}
          </code>
        ) : (
          text
        ),
      )}
    </p>
  );
}
