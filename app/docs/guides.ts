import "server-only";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { docsText } from "@/lib/text/docs";

type Guide = keyof typeof docsText.guides;

/** Names come from an address: none but these ever becomes part of a path. */
const guideNames = Object.keys(docsText.guides) as Guide[];

const FOLDER = path.join(process.cwd(), "docs");

/** The guides that this installation came with. */
export async function guides(): Promise<Guide[]> {
  const files = await readdir(FOLDER).catch((): string[] => []);
  return guideNames.filter((name) => files.includes(`${name}.md`));
}

/** A guide's Markdown with its links made those of the product, or null when there is none of this name. */
export async function readGuide(name: string): Promise<{ title: string; text: string } | null> {
  const guide = guideNames.find((known) => known === name);
  if (!guide) return null;
  const source = await readFile(path.join(FOLDER, `${guide}.md`), "utf8").catch(() => null);
  if (source === null) return null;
  const [first = "", ...rest] = source.split("\n");
  return { title: first.replace(/^# /, ""), text: withOurLinks(rest.join("\n")) };
}

/** Guides lead to each other; what only the repository has keeps its words and loses its link. */
function withOurLinks(text: string): string {
  return text.replace(/\[([^\]\n]{1,200})\]\(([^()\s]{1,200})\)/g, (link, words: string, target: string) => {
    if (/^(https?:|#)/.test(target)) return link;
    const name = /^(?:\.\/)?([a-z]+)\.md(#.*)?$/.exec(target);
    const known = name?.[1] === "api" || guideNames.some((guide) => guide === name?.[1]);
    return known ? `[${words}](/docs/${name?.[1]}${name?.[2] ?? ""})` : words;
  });
}
