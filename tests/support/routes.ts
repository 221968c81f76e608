import { globSync } from "node:fs";
import path from "node:path";
import type { Handlers } from "./api";

/** Every route file of the product, with its path as the API document writes it (`/api/projects/{projectId}`). */
export type RouteFile = { file: string; path: string; load(): Promise<Handlers> };

export function routeFiles(): RouteFile[] {
  return globSync(["app/**/route.ts", "app/.well-known/**/route.ts"])
    .sort()
    .map((file) => ({
      file,
      path: file.replace(/^app|\/route\.ts$/g, "").replace(/\[(\w+)\]/g, "{$1}"),
      load: () => import(/* @vite-ignore */ path.resolve(file)) as Promise<Handlers>,
    }));
}

/** `{name}` replaced by values; a name without one stays as it is. */
export function fillPath(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

export function pathNames(template: string): string[] {
  return [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
}
