"use client";

import { useEffect, useState } from "react";
import { ApiError, api, messageOf } from "@/lib/client/api";
import type { Preview } from "@/lib/schemas";
import { promptsText } from "@/lib/text/prompts";

/** Milliseconds without a change before the server is asked again. */
const PAUSE_MS = 350;

export type PreviewState = { preview: Preview | null; failure: string | null; loading: boolean };

/** What the model would receive, kept up with what is typed; the last answer stays while the next is on its way. */
export function usePreview(
  projectId: string,
  wanted: boolean,
  message: string,
  variables: Record<string, string>,
): PreviewState {
  const [state, setState] = useState<PreviewState>({ preview: null, failure: null, loading: true });
  const given = JSON.stringify(variables);
  useEffect(() => {
    if (!wanted) return;
    const abort = new AbortController();
    setState((now) => ({ ...now, loading: true }));
    const timer = setTimeout(async () => {
      try {
        const { preview } = await api<{ preview: Preview }>(`/api/projects/${projectId}/preview`, {
          body: { message, variables: JSON.parse(given) },
          signal: abort.signal,
        });
        setState({ preview, failure: null, loading: false });
      } catch (error) {
        if (abort.signal.aborted) return;
        const failure = error instanceof ApiError ? messageOf(error) : promptsText.preview.failed;
        setState((now) => ({ ...now, failure, loading: false }));
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [projectId, wanted, message, given]);
  return state;
}
