import { plural } from "./plural";

/** The page that searches a project's files. */
export const knowledgeText = {
  title: "Search files",
  label: "Question or words",
  example: "What does the contract say about notice?",
  search: "Search",
  askFirst: "Enter a question or a few words.",
  nothing: "No matching passages",
  nothingRead: "None of this project’s files has been read yet.",
  searched: (passages: number, query: string) =>
    `Searched ${plural(passages, "passage")} for “${query}”. Try other words.`,
  weak: "No file contains these words. These passages come closest, but may not be what you’re looking for.",
  found: (found: string, searched: number, ms: string, byMeaning: boolean) =>
    `${found} of ${plural(searched, "passage")} in ${ms} ms, by ${byMeaning ? "words and meaning" : "words"}`,
  scoreHint: "Compared with the best passage",
  /** What stands beside a passage: how well it fits, and its length. */
  score: (percent: number, weak: boolean, tokens: number) =>
    `${weak ? "weak · " : percent > 0 ? `${percent}% · ` : ""}${plural(tokens, "token")}`,
} as const;
