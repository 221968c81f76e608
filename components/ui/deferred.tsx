"use client";

import { type ComponentType, type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import { backoff, pause } from "@/lib/client/backoff";
import { uiText } from "@/lib/text/ui";
import { toast } from "./toast";

type Deferred<P> = ComponentType<
  P & {
    /** What stands in its place until the code is there. */
    fallback?: ReactNode;
    /** What stands there once a fetch has failed; without it a toast tells. */
    failed?: ReactNode;
  }
> & {
  /** Fetches the code, also ahead of need. Rejects when it cannot be had; the next need tries again. */
  load(): Promise<void>;
  loaded(): boolean;
};

/**
 * A component whose code is fetched when it is first shown. Unlike `lazy` in a Suspense boundary it is shown as soon as the code
 * has come, where React holds back what follows a fallback until 300 ms have passed, and a fetch that fails is made again
 * for as long as the component is wanted, where one failure would last. The server renders the fallback.
 */
export function deferred<P extends object>(
  fetchCode: () => Promise<{ default: ComponentType<P> }>,
): Deferred<P> {
  let Code: ComponentType<P> | null = null;
  const waiting = new Set<() => void>();
  const subscribe = (listener: () => void) => {
    waiting.add(listener);
    return () => waiting.delete(listener);
  };
  async function load(): Promise<void> {
    if (Code) return;
    Code = (await fetchCode()).default;
    for (const listener of [...waiting]) listener();
  }
  function DeferredComponent({
    fallback = null,
    failed,
    ...props
  }: P & { fallback?: ReactNode; failed?: ReactNode }) {
    const Here = useSyncExternalStore(
      subscribe,
      () => Code,
      () => null,
    );
    const [failures, setFailures] = useState(0);
    const untold = failures === 1 && failed === undefined;
    useEffect(() => {
      const gone = new AbortController();
      void insist(load, gone.signal, setFailures);
      return () => gone.abort();
    }, []);
    useEffect(() => {
      if (untold) toast.error(uiText.late.offline);
    }, [untold]);
    if (Here) return <Here {...(props as unknown as P)} />;
    return failures > 0 && failed !== undefined ? failed : fallback;
  }
  return Object.assign(DeferredComponent, { load, loaded: () => Code !== null });
}

async function insist(
  load: () => Promise<void>,
  signal: AbortSignal,
  onFailure: (failures: number) => void,
): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      return await load();
    } catch {
      if (signal.aborted) return;
      onFailure(attempt + 1);
      await pause(backoff(attempt), signal).catch(() => undefined);
    }
  }
}
