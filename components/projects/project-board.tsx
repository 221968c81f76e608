"use client";

import { LayoutGrid, List, Search } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { remember } from "@/lib/client/remember";
import { projectsText } from "@/lib/text/projects";
import { cn } from "@/lib/utils";
import { FirstProject } from "./first-project";
import { ProjectCard } from "./project-card";
import {
  arrange,
  type ProjectItem,
  SORT_COOKIE,
  SORTS,
  type Sort,
  VIEW_COOKIE,
  type View,
} from "./project-item";

const { board: text } = projectsText;

const PAGE = 60;

export function ProjectBoard({
  projects,
  initialSort,
  initialView,
}: {
  projects: ProjectItem[];
  initialSort: Sort;
  initialView: View;
}) {
  const [query, setQuery] = useState("");
  const [sort, setSort] = useState(initialSort);
  const [view, setView] = useState(initialView);
  const [shown, setShown] = useState(PAGE);
  const wanted = useDeferredValue(query);
  const found = useMemo(() => arrange(projects, wanted, sort), [projects, wanted, sort]);

  if (projects.length === 0) return <FirstProject />;
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-2">
        <div className="relative flex-1 max-sm:basis-full">
          <Search
            className="pointer-events-none absolute inset-y-0 left-3 my-auto size-4 text-fg-subtle"
            aria-hidden="true"
          />
          <Input
            type="search"
            aria-label={text.search}
            placeholder={text.search}
            className="pl-9"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setShown(PAGE);
            }}
          />
        </div>
        <div className="w-36 max-sm:flex-1">
          <Select
            aria-label={text.sortBy}
            value={sort}
            options={SORTS}
            onValueChange={(next) => {
              setSort(next);
              remember(SORT_COOKIE, next);
            }}
          />
        </div>
        <ViewSwitch
          view={view}
          onChange={(next) => {
            setView(next);
            remember(VIEW_COOKIE, next);
          }}
        />
      </div>
      <p aria-live="polite" className="sr-only">
        {query ? text.found(found.length) : ""}
      </p>
      {found.length === 0 ? (
        <div className="flex flex-col items-center gap-4 py-14 text-fg-muted">
          <p className="max-w-full break-words text-center">
            {text.noMatch[0]}
            <span dir="auto">{query.trim()}</span>
            {text.noMatch[1]}
          </p>
          <Button onClick={() => setQuery("")}>{text.showAll}</Button>
        </div>
      ) : (
        <ul
          className={cn(
            view === "grid"
              ? "grid gap-4 sm:grid-cols-2 xl:grid-cols-3"
              : "flex flex-col divide-y divide-line overflow-hidden rounded-lg border border-line bg-surface",
          )}
        >
          {found.slice(0, shown).map((project) => (
            <ProjectCard key={project.id} project={project} view={view} />
          ))}
        </ul>
      )}
      {found.length > shown ? (
        <Button className="self-center" onClick={() => setShown(shown + PAGE)}>
          {text.more(Math.min(PAGE, found.length - shown))}
        </Button>
      ) : null}
    </div>
  );
}

function ViewSwitch({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  return (
    <fieldset className="flex">
      <legend className="sr-only">{text.view}</legend>
      {(
        [
          ["grid", text.cards, LayoutGrid],
          ["list", text.list, List],
        ] as const
      ).map(([value, label, Icon]) => (
        <Button
          key={value}
          variant="ghost"
          size="icon"
          aria-label={label}
          aria-pressed={view === value}
          className={view === value ? "bg-hover" : ""}
          onClick={() => onChange(value)}
        >
          <Icon className="size-4" aria-hidden="true" />
        </Button>
      ))}
    </fieldset>
  );
}
