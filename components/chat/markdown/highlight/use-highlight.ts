"use client";

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { withNextFrame } from "@/lib/client/scheduler";
import { type Language, languageOf } from "./languages";
import type { HighlightAnswer, HighlightRequest, Token } from "./worker";

/** Longer listings (characters) stay plain: thousands of coloured spans cost more than they tell. */
const LONGEST = 60_000;
/** A listing that takes longer (milliseconds) stays plain, and the worker that is busy with it is ended. */
const DEADLINE_MS = 15_000;

type Asked = { request: HighlightRequest; resolve: (lines: Token[][] | null) => void };

let worker: Worker | null = null;
let deadline: number | undefined;
let next = 0;
/** In the order in which they were asked, which is the order in which the worker takes them. */
const waiting = new Map<number, Asked>();
const known = new Map<string, Token[][]>();

function ask(code: string, language: Language): Promise<Token[][] | null> {
  const key = `${language}\n${code}`;
  const done = known.get(key);
  if (done) return Promise.resolve(done);
  const request: HighlightRequest = { id: next++, code, language };
  const { promise, resolve } = Promise.withResolvers<Token[][] | null>();
  waiting.set(request.id, {
    request,
    resolve: (lines) => {
      if (lines) {
        if (known.size > 200) known.clear();
        known.set(key, lines);
      }
      resolve(lines);
    },
  });
  if (waiting.size === 1) restartDeadline();
  worker ??= start();
  worker.postMessage(request);
  return promise;
}

function answer(id: number, lines: Token[][] | null): void {
  waiting.get(id)?.resolve(lines);
  waiting.delete(id);
  restartDeadline();
}

function restartDeadline(): void {
  clearTimeout(deadline);
  if (waiting.size > 0) deadline = window.setTimeout(skipFirst, DEADLINE_MS);
}

/** Leaves the listing that the worker is busy with plain, and goes on with the others in a new worker. */
function skipFirst(): void {
  worker?.terminate();
  worker = start();
  for (const [first] of waiting) {
    answer(first, null);
    break;
  }
  for (const { request } of waiting.values()) worker.postMessage(request);
}

function start(): Worker {
  watchSelection();
  const made = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  made.onmessage = ({ data }: MessageEvent<HighlightAnswer>) => answer(data.id, data.lines);
  // Without it code stays as it is: plain, whole and readable.
  made.onerror = () => {
    for (const id of [...waiting.keys()]) answer(id, null);
  };
  return made;
}

/**
 * The tokens of a finished listing, off the main thread; null until they are there or when there is no grammar.
 * While part of `holder` is selected the plain text stays, for colouring replaces it and would drop the selection.
 */
export function useHighlight(
  code: string,
  lang: string | null | undefined,
  final: boolean,
  holder: () => Element | null,
): Token[][] | null {
  const language = languageOf(lang);
  const [result, setResult] = useState<{ code: string; lines: Token[][] } | null>(null);
  useEffect(() => {
    if (!final || !language || code.length > LONGEST || code === "") return;
    let left = false;
    let drop = () => {};
    void ask(code, language).then((lines) => {
      if (!lines || left) return;
      const end = () => document.removeEventListener("selectionchange", show);
      const show = () => {
        if (isSelected(holder())) return;
        end();
        // In the frame that is being made, not the one after it.
        flushSync(() => setResult({ code, lines }));
      };
      document.addEventListener("selectionchange", show);
      const wait = withNextFrame(show);
      drop = () => {
        wait();
        end();
      };
    });
    return () => {
      left = true;
      drop();
    };
  }, [code, language, final, holder]);
  return result?.code === code ? result.lines : null;
}

/** Whether anything is selected, as of the last change: to ask in the middle of a frame would have everything laid out at once. */
let selecting = false;
let watching = false;

function watchSelection(): void {
  if (watching) return;
  watching = true;
  const check = () => {
    selecting = document.getSelection()?.isCollapsed === false;
  };
  document.addEventListener("selectionchange", check);
  check();
}

function isSelected(element: Element | null): boolean {
  return selecting && element !== null && document.getSelection()?.containsNode(element, true) === true;
}
