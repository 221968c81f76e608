"use client";

import { type Dispatch, type SetStateAction, useEffect, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { AdminUser } from "@/lib/schemas";

export type PeoplePage = { users: AdminUser[]; nextCursor: string | null };

const DEBOUNCE_MS = 150;

/** The first page of who is found; asks the server once typing rests, and drops answers to older queries. */
export function useFound(
  query: string,
  initial: PeoplePage,
): { page: PeoplePage; setPage: Dispatch<SetStateAction<PeoplePage>>; searching: boolean } {
  const wanted = query.trim();
  const [page, setPage] = useState(initial);
  const [shown, setShown] = useState("");
  const asked = useRef("");

  useEffect(() => {
    if (wanted === asked.current) return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const path = `/api/admin/users?${new URLSearchParams({ q: wanted })}`;
        const found = await api<PeoplePage>(path, { signal: controller.signal });
        asked.current = wanted;
        setPage(found);
        setShown(wanted);
      } catch (error) {
        if (!controller.signal.aborted) toast.error(messageOf(error));
      }
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [wanted]);

  return { page, setPage, searching: shown !== wanted };
}
