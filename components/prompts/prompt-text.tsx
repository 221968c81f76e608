import { Fragment } from "react";
import { variablePlaces } from "@/lib/schemas/variables";

/** A prompt's text with its variables marked. */
export function PromptText({ text }: { text: string }) {
  let at = 0;
  const pieces = variablePlaces(text).map(({ start, end }) => {
    const piece = (
      <Fragment key={start}>
        {text.slice(at, start)}
        <mark className="rounded-sm bg-accent-soft text-accent-text">{text.slice(start, end)}</mark>
      </Fragment>
    );
    at = end;
    return piece;
  });
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}
