"use client";

import { SearchX } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { api, messageOf } from "@/lib/client/api";
import type { AdminUser } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { PersonRow } from "./person-row";
import { type PeoplePage, useFound } from "./use-found";

const text = adminText.people;

/** Everybody with an account; what is done to one of them is asked in a dialog of its own. */
export function PeopleList({ initial, me }: { initial: PeoplePage; me: string }) {
  const [query, setQuery] = useState("");
  const { page, setPage, searching } = useFound(query, initial);
  const [loading, setLoading] = useState(false);

  const change = (id: string, next: AdminUser | null) =>
    setPage(({ users, nextCursor }) => ({
      users: users.flatMap((user) => (user.id === id ? (next ?? []) : user)),
      nextCursor,
    }));

  async function more(): Promise<void> {
    setLoading(true);
    try {
      const asked = new URLSearchParams({ q: query.trim(), cursor: page.nextCursor ?? "" });
      const next = await api<PeoplePage>(`/api/admin/users?${asked}`);
      setPage(({ users }) => {
        const known = new Set(users.map(({ id }) => id));
        return {
          users: [...users, ...next.users.filter(({ id }) => !known.has(id))],
          nextCursor: next.nextCursor,
        };
      });
    } catch (error) {
      toast.error(messageOf(error));
    }
    setLoading(false);
  }

  return (
    <div className="flex flex-col gap-4">
      <Field label={text.search} hint={text.searchHint} className="max-w-form">
        {(control) => (
          <Input
            {...control}
            type="search"
            maxLength={200}
            autoComplete="off"
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        )}
      </Field>
      <p role="status" className="sr-only">
        {searching ? "" : text.found(page.users.length)}
      </p>
      {page.users.length === 0 ? (
        <EmptyState icon={SearchX} title={text.none}>
          {text.noneHint}
        </EmptyState>
      ) : (
        <ul
          aria-label={adminText.sections.people}
          aria-busy={searching}
          className="divide-y divide-line rounded-lg border border-line bg-surface"
        >
          {page.users.map((user) => (
            <PersonRow
              key={user.id}
              user={user}
              mine={user.id === me}
              onChanged={(next) => change(user.id, next)}
            />
          ))}
        </ul>
      )}
      {page.nextCursor ? (
        <div>
          <Button pending={loading} onClick={() => void more()}>
            {text.more}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
