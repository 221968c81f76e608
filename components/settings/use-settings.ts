"use client";

import { useEffect, useRef, useState } from "react";
import { useWrongField } from "@/components/ui/use-wrong-field";
import { ApiError, api, messageOf } from "@/lib/client/api";
import { publish } from "@/lib/client/live";
import type { Project } from "@/lib/schemas";
import {
  changedFields,
  fieldOfPath,
  patchOf,
  type SettingsField,
  type SettingsValues,
  valuesOf,
} from "./settings-values";

export type SaveState = "clean" | "saving" | "saved" | "failed";
/** Fields that were changed here and elsewhere, with what is saved now. */
export type SettingsConflict = { project: Project; theirs: SettingsValues; fields: SettingsField[] };

export function useSettings(initial: Project) {
  const [base, setBase] = useState(() => valuesOf(initial));
  const [values, setValues] = useState(base);
  const [errors, setErrors] = useState<Partial<Record<SettingsField, string>>>({});
  const [state, setState] = useState<SaveState>("clean");
  const [failure, setFailure] = useState<string | null>(null);
  const [conflict, setConflict] = useState<SettingsConflict | null>(null);
  const [attempts, setAttempts] = useState(0);
  const version = useRef(initial.version);
  const busy = useRef(false);
  const form = useRef<HTMLFormElement>(null);
  const dirty = changedFields(base, values);

  useWrongField(form, attempts);

  function set(field: SettingsField, value: string): void {
    setValues((now) => ({ ...now, [field]: value }));
    setErrors(({ [field]: _gone, ...rest }) => rest);
    if (state !== "saving") setState("clean");
  }

  function showErrors(found: { path: string; message: string }[]): void {
    const next: Partial<Record<SettingsField, string>> = {};
    for (const { path, message } of found) next[fieldOfPath(path) as SettingsField] ??= message;
    setErrors(next);
    setState("failed");
    setFailure(null);
    setAttempts((n) => n + 1);
  }

  function adopt(project: Project, mine: SettingsValues): void {
    version.current = project.version;
    setBase(valuesOf(project));
    setValues(mine);
    setConflict(null);
  }

  // What somebody else saved is shown at once in fields that are not being changed here; the others meet it when they are saved.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version that comes
  useEffect(() => {
    if (initial.version <= version.current || busy.current) return;
    const theirs = valuesOf(initial);
    const mine = Object.fromEntries(dirty.map((field) => [field, values[field]]));
    if (dirty.length === 0) return adopt(initial, theirs);
    setBase({ ...theirs, ...Object.fromEntries(dirty.map((field) => [field, base[field]])) });
    setValues({ ...theirs, ...mine });
  }, [initial.version]);

  async function write(mine: SettingsValues, from: SettingsValues): Promise<void> {
    const { updateProjectSchema } = await import("@/lib/schemas/project");
    const parsed = updateProjectSchema.safeParse(patchOf(mine, changedFields(from, mine)));
    if (!parsed.success) {
      return showErrors(parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })));
    }
    setState("saving");
    setFailure(null);
    try {
      const { project } = await api<{ project: Project }>(`/api/projects/${initial.id}`, {
        method: "PUT",
        body: { ...parsed.data, version: version.current },
      });
      adopt(project, valuesOf(project));
      setState("saved");
      const { id, name, icon, color } = project;
      publish({ type: "project", project: { id, name, icon, color } });
    } catch (error) {
      if (error instanceof ApiError && error.code === "stale_edit") return merge(mine, from);
      if (error instanceof ApiError && error.errors.length > 0) return showErrors(error.errors);
      setState("failed");
      setFailure(messageOf(error));
    }
  }

  /** Changes of different fields go together; only where both changed the same one, the person decides. */
  async function merge(mine: SettingsValues, from: SettingsValues): Promise<void> {
    const { project } = await api<{ project: Project }>(`/api/projects/${initial.id}`);
    const theirs = valuesOf(project);
    const changedHere = changedFields(from, mine);
    const fields = changedHere.filter(
      (field) => from[field] !== theirs[field] && mine[field] !== theirs[field],
    );
    const merged = { ...theirs, ...Object.fromEntries(changedHere.map((field) => [field, mine[field]])) };
    if (fields.length > 0) {
      setState("failed");
      return setConflict({ project, theirs, fields });
    }
    adopt(project, merged);
    await write(merged, theirs);
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    if (busy.current) return;
    busy.current = true;
    try {
      await work();
    } catch (error) {
      setState("failed");
      setFailure(messageOf(error));
    } finally {
      busy.current = false;
    }
  }

  return {
    form,
    values,
    errors,
    state,
    failure,
    conflict,
    dirty: dirty.length > 0,
    set,
    save: () => guarded(() => write(values, base)),
    discard(): void {
      setValues(base);
      setErrors({});
      setState("clean");
      setFailure(null);
    },
    keepMine(found: SettingsConflict): Promise<void> {
      const changedHere = changedFields(base, values);
      const merged = {
        ...found.theirs,
        ...Object.fromEntries(changedHere.map((field) => [field, values[field]])),
      };
      adopt(found.project, merged);
      return guarded(() => write(merged, found.theirs));
    },
    takeTheirs(found: SettingsConflict): void {
      const changedHere = changedFields(base, values).filter((field) => !found.fields.includes(field));
      adopt(found.project, {
        ...found.theirs,
        ...Object.fromEntries(changedHere.map((field) => [field, values[field]])),
      });
      setState("clean");
    },
  };
}
