import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** Every file of the project that is there, tracked or not ignored. */
export const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => file && existsSync(file));

export const code = tracked.filter((file) => /\.(m?[jt]sx?)$/.test(file));
const files = new Set(code);

export const text = (file: string) => readFileSync(file, "utf8");

export type Import = { from: string; to: string; typeOnly: boolean };

const STATEMENT =
  /^\s*(?:import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/gm;

/** Every import of a file, dynamic ones and types included; those inside the project as the path of a file. */
export function importsOf(file: string): Import[] {
  return [...text(file).matchAll(STATEMENT)].map(([, type, statement = "", dynamic = ""]) => ({
    from: file,
    to: resolve(file, statement || dynamic),
    typeOnly: Boolean(type),
  }));
}

function resolve(from: string, target: string): string {
  if (!target.startsWith("@/") && !target.startsWith(".")) return target;
  const path = target.startsWith("@/") ? target.slice(2) : normalize(join(dirname(from), target));
  const endings = ["", ".ts", ".tsx", ".mts", ".mjs", "/index.ts", "/index.tsx"];
  return endings.map((ending) => path + ending).find((name) => files.has(name)) ?? path;
}

/** Files that import each other in a loop, each loop sorted (Tarjan's strongly connected components). */
export function circles(imports: Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const visit = (file: string): number => {
    const index = order.size;
    order.set(file, index);
    low.set(file, index);
    open.push(file);
    for (const to of next.get(file) ?? []) {
      const reached = order.has(to) ? (open.includes(to) ? (order.get(to) ?? index) : index) : visit(to);
      low.set(file, Math.min(low.get(file) ?? index, reached));
    }
    if (low.get(file) === index) {
      const loop = open.splice(open.indexOf(file));
      if (loop.length > 1 || next.get(file)?.includes(file)) found.push(loop.sort());
    }
    return low.get(file) ?? index;
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return found;
}
