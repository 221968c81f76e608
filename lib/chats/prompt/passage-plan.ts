import { randomBytes } from "node:crypto";
import type { GenerationRequest, PromptMessage } from "@/lib/ai";
import { KNOWLEDGE_DEFAULTS, type MessagePart, type Source } from "@/lib/schemas";
import type { ConfigRecord, ProjectRecord } from "@/lib/store";
import type { PreparedRequest } from "../run";
import { type PassageFence, passagesMessage, sourcesOf, toSourcePart, withQuestion } from "./passages";

/** Of the space that a model's window leaves, files get a third at most: the conversation needs the rest. */
const SHARE = 3;
/** Tokens that the files on a message may take, whatever the project's setting for searching says. */
const ATTACHED_TOKENS = 12_000;
/** Less space than this is not worth a search. Tokens. */
export const WORTHWHILE = 200;
export type PassagePlan = {
  fence: PassageFence;
  /** Passages and tokens that a search may bring. */
  limit: number;
  searchBudget: number;
  /** Tokens of all passages together. */
  budget: number;
  /** Files on the message: given whole where they fit. */
  attached: string[];
  /** Where else to look: null is all of the project. */
  within: string[] | null;
  /** States of files of a release; null: as they are now. */
  segmentIds: string[] | null;
  /** Whose own files are seen as well; null: none's. */
  chatId: string | null;
};

/** Files with text that stand on the message, and on those before it. */
export type AttachedText = { chatId: string | null; own: string[]; earlier: string[] };

/** Whether and how an answer of this project gets passages; null: not at all. */
export function planPassages(
  project: ProjectRecord,
  config: ConfigRecord,
  contextWindow: number,
  { chatId, own, earlier }: AttachedText,
  segmentIds: string[] | null = null,
): PassagePlan | null {
  const { enabled, passages, budget, only } = project.settings.knowledge ?? KNOWLEDGE_DEFAULTS;
  const everywhere = enabled && (config.files.length > 0 || only);
  if (!everywhere && own.length === 0 && earlier.length === 0) return null;
  const available = contextWindow - Math.min(project.settings.maxTokens, Math.floor(contextWindow / 2));
  const most = Math.floor(available / SHARE);
  const searchBudget = Math.max(WORTHWHILE, Math.min(budget, most));
  return {
    fence: { id: randomBytes(6).toString("hex"), only: enabled && only },
    limit: passages,
    searchBudget,
    budget: own.length > 0 ? Math.max(searchBudget, Math.min(ATTACHED_TOKENS, most)) : searchBudget,
    attached: own,
    within: everywhere ? null : earlier,
    segmentIds: everywhere ? segmentIds : null,
    chatId,
  };
}

/** The same passages again for a reply that goes on from its own text. */
export function repeatPassages(
  request: GenerationRequest,
  parts: MessagePart[],
  fence: PassageFence,
): GenerationRequest {
  return insertPassages(request, sourcesOf(parts), fence).request;
}

/** The passages in the last message, or the one at `before`, and as parts of the reply. */
export function insertPassages(
  request: GenerationRequest,
  sources: Source[],
  fence: PassageFence,
  before?: number,
): PreparedRequest {
  const messages = withPassagesMessage(request.messages, sources, fence, before);
  const demo = request.demo && {
    ...request.demo,
    only: fence.only,
    passages: sources.map((source) => ({
      mark: `[${source.number}]`,
      title: toSourcePart(source).title,
      text: source.text,
    })),
  };
  return {
    request: { ...request, messages, ...(demo ? { demo } : {}) },
    sources: sources.map(toSourcePart),
  };
}

/** Passages stand in the user's turn that they are for, before its words. */
export function withPassagesMessage(
  messages: PromptMessage[],
  sources: Parameters<typeof passagesMessage>[0],
  fence: PassageFence,
  before: number = messages.length - 1,
): PromptMessage[] {
  const content = passagesMessage(sources, fence);
  if (content === null) return messages;
  const turn = messages[before];
  if (turn?.role !== "user" || turn.toolCallId !== undefined) {
    return [...messages.slice(0, before), { role: "user", content }, ...messages.slice(before)];
  }
  return messages.with(before, { ...turn, content: withQuestion(content, turn.content) });
}
