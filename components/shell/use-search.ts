"use client";

import type { ReactNode } from "react";
import { useEffect, useState } from "react";
import { api, messageOf } from "@/lib/client/api";
import type { ShellProject } from "./store";

export type SearchHit = { id: string; path: string; title: string; detail?: ReactNode; aside?: string };
type Result = { query: string; projects: ShellProject[]; hits: SearchHit[]; failed: string | null };

const NOTHING: Result = { query: "", projects: [], hits: [], failed: null };
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

async function ask(q: string, signal: AbortSignal): Promise<{ projects: ShellProject[]; hits: SearchHit[] }> {
  const query = new URLSearchParams({ q, limit: "6" });
  const { projects } = await api<{ projects: ShellProject[] }>(`/api/projects?${query}`, { signal });
  return { projects, hits: [] };
}
