"use client";

import { useEffect, useState } from "react";
import { api, messageOf } from "@/lib/client/api";
import type { FileHit, PromptHit, SearchHit } from "@/lib/schemas";
import type { ShellProject } from "./store";

type Found = { projects: ShellProject[]; hits: SearchHit[]; files: FileHit[]; prompts: PromptHit[] };
type Result = Found & { query: string; failed: string | null };

const NOTHING: Result = { query: "", projects: [], hits: [], files: [], prompts: [], failed: null };
const DEBOUNCE_MS = 150;

/** Asks the server once typing rests; an answer to an older query is dropped. */
export function useSearch(query: string) {
  const wanted = query.trim();
  const [result, setResult] = useState<Result>(NOTHING);

  useEffect(() => {
    if (wanted === "") return setResult(NOTHING);
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const found = await ask(wanted, controller.signal);
        setResult({ query: wanted, ...found, failed: null });
      } catch (error) {
        if (!controller.signal.aborted) setResult({ ...NOTHING, query: wanted, failed: messageOf(error) });
      }
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted]);

  return { ...result, searching: wanted !== result.query };
}

const HITS = 8;
/** More than are shown: the nearest name may be an old project's. */
const PROJECTS = 50;

async function ask(q: string, signal: AbortSignal): Promise<Found> {
  const query = (limit: number) => new URLSearchParams({ q, limit: String(limit) });
  const [{ projects }, { results, files, prompts }] = await Promise.all([
    api<{ projects: ShellProject[] }>(`/api/projects?${query(PROJECTS)}`, { signal }),
    api<{ results: SearchHit[]; files: FileHit[]; prompts: PromptHit[] }>(
      `/api/search?in=everything&${query(HITS)}`,
      { signal },
    ),
  ]);
  return { projects, hits: results, files, prompts };
}
