import type { ProjectColor, Role, Settings } from "@/lib/schemas";
import { SUPPORT_CASES } from "@/lib/text/starting-cases";
import { startingPointsText as text } from "@/lib/text/starting-points";

export type StartingPoint = {
  id: string;
  title: string;
  /** One line for the person who chooses. */
  summary: string;
  /** Of the project; the empty one has none. */
  look?: { icon: string; color: ProjectColor };
  description: string;
  prompts: { role: Role; content: string }[];
  /** Stands in the composer of the first chat: sent as it is, it shows what the project does. */
  firstMessage?: string;
  settings?: Partial<Settings>;
  /** A test set that comes with it. */
  cases?: readonly object[];
  /** A file that comes with it, of those under `public/samples`. */
  sample?: string;
};

/** What a new project can start from. The first one is empty; the others are complete and meant to be edited. */
export const STARTING_POINTS: readonly StartingPoint[] = [
  {
    id: "empty",
    title: text.empty.title,
    summary: text.empty.summary,
    description: "",
    prompts: [],
  },
  {
    id: "editor",
    look: { icon: "📝", color: "violet" },
    title: text.editor.title,
    summary: text.editor.summary,
    description: text.editor.description,
    settings: {
      temperature: 0.4,
      maxTokens: 2_000,
      starters: [...text.editor.starters],
    },
    firstMessage: text.editor.firstMessage,
    prompts: [
      {
        role: "system",
        content: text.editor.prompts[0],
      },
      {
        role: "user",
        content: text.editor.prompts[1],
      },
      {
        role: "assistant",
        content: text.editor.prompts[2],
      },
    ],
  },
  {
    id: "reviewer",
    look: { icon: "🔎", color: "blue" },
    title: text.reviewer.title,
    summary: text.reviewer.summary,
    description: text.reviewer.description,
    settings: {
      temperature: 0.2,
      maxTokens: 3_000,
      starters: [...text.reviewer.starters],
    },
    firstMessage: text.reviewer.firstMessage,
    prompts: [
      {
        role: "system",
        content: text.reviewer.prompts[0],
      },
      {
        role: "system",
        content: text.reviewer.prompts[1],
      },
    ],
  },
  {
    id: "support",
    look: { icon: "🎧", color: "teal" },
    title: text.support.title,
    summary: text.support.summary,
    description: text.support.description,
    settings: {
      temperature: 0.3,
      maxTokens: 800,
      starters: [...text.support.starters],
    },
    cases: SUPPORT_CASES,
    sample: "support-handbook.md",
    firstMessage: text.support.firstMessage,
    prompts: [
      {
        role: "system",
        content: text.support.prompts[0],
      },
      {
        role: "user",
        content: text.support.prompts[1],
      },
      {
        role: "assistant",
        content: text.support.prompts[2],
      },
    ],
  },
  {
    id: "tutor",
    look: { icon: "🎓", color: "orange" },
    title: text.tutor.title,
    summary: text.tutor.summary,
    description: text.tutor.description,
    settings: {
      temperature: 0.6,
      maxTokens: 1_200,
      starters: [...text.tutor.starters],
    },
    firstMessage: text.tutor.firstMessage,
    prompts: [
      {
        role: "system",
        content: text.tutor.prompts[0],
      },
    ],
  },
];
