import type {
  Effort,
  FeedbackRating,
  FeedbackReason,
  FinishReason,
  MessagePart,
  MessageStatus,
  ReplyFailure,
  ReplyTiming,
  Usage,
  VariableValues,
} from "@/lib/schemas";
import type { Page, PageRequest, Scope } from "./scope";
import type { ToldEvent } from "./webhooks";

export type ChatRecord = {
  id: string;
  /** Who began it, in person or through a key; of a visitor's the owner of the assistant. */
  ownerId: string;
  keyId: string | null;
  visitorId: string | null;
  projectId: string;
  title: string;
  /** A better title replaces `first`; `manual` is never replaced. */
  titleSource: "first" | "model" | "manual";
  activeLeafId: string | null;
  /** Given for the prompts' variables; the next reply uses them. */
  variables: VariableValues;
  /** Answers in this chat in place of the project's; null: the project's. */
  model: string | null;
  /** How long a model that reasons thinks here; null: as it likes. */
  effort: Effort | null;
  /** Stands above the others. */
  pinned: boolean;
  /** Put aside: lists leave it out unless they are asked for such chats. */
  archived: boolean;
  /** Since when everybody on the project may read it; null: it is its author's alone. */
  sharedAt: number | null;
  createdAt: number;
  updatedAt: number;
  activityAt: number;
};
/** `running`: a reply holds the chat's lock. */
export type ChatView = ChatRecord & { running: boolean };

/** Enough of a chat to delete it. */
export type StaleChat = Pick<ChatRecord, "id" | "ownerId" | "keyId" | "visitorId" | "projectId">;

export interface ChatStore {
  get(scope: Scope, id: string): Promise<ChatView | null>;
  /** Newest activity first; of those that are (not) pinned or archived where that is said. */
  list(
    scope: Scope,
    projectId: string,
    page: PageRequest & { pinned?: boolean | undefined; archived?: boolean | undefined },
  ): Promise<Page<ChatView>>;
  /** Across projects, newest activity first, without archived ones. */
  recent(scope: Scope, limit: number): Promise<ChatView[]>;
  /**
   * With `titleSource: 'model'` the title is set only while the present one is `first` (atomic).
   * `variables` takes the place of all that were there. `activeLeafId` must be a message of this chat, else null is returned.
   */
  update(
    scope: Scope,
    id: string,
    patch: {
      title?: string;
      titleSource?: "model" | "manual";
      activeLeafId?: string;
      variables?: VariableValues;
      model?: string | null;
      effort?: Effort | null;
      pinned?: boolean;
      archived?: boolean;
      sharedAt?: number | null;
    },
  ): Promise<ChatView | null>;
  /**
   * Chats that somebody who is on the project shares with it, the one shared last first. Nothing for keys and visitors, and
   * none of theirs.
   */
  sharedIn(scope: Scope, projectId: string, page: PageRequest): Promise<Page<ChatRecord>>;
  /** One of them. */
  sharedChat(scope: Scope, projectId: string, id: string): Promise<ChatRecord | null>;
  /**
   * Takes the chat with its messages, runs and share links to another project of the scope's person's, which the caller has made sure
   * of. What a reply was sent with (config, request, release) stays behind: it is the other project's.
   * `run_active`: a reply is under way; `files`: files belong to the chat. Null: no such chat. Repeatable after a crash.
   */
  move(scope: Scope, id: string, toProjectId: string): Promise<"moved" | "run_active" | "files" | null>;
  /** Removes the chat with its messages, runs and lock. */
  remove(scope: Scope, id: string): Promise<boolean>;
  /** For the deletion of what is old: chats of anybody without activity since `before` (epoch ms), oldest first. */
  stale(before: number, limit: number): Promise<StaleChat[]>;
  /** Removes one of them as {@link remove} does, whoever may still see it, unless it was taken up again or is being answered. */
  expire(id: string, before: number): Promise<boolean>;
}

/** How the request for a reply was assembled; with the config and the messages it names it can be rebuilt exactly. */
export type RequestRecord = {
  configId: string;
  /** History that was sent, oldest first: every message of the branch from `fromMessageId` on; null: none. */
  fromMessageId: string | null;
  /** What the prompts' variables were filled with; absent: the prompts were sent as they stand in the config. */
  variables?: VariableValues;
  /** Number of older messages of the branch that did not fit the model's context. */
  droppedMessages: number;
  /** Tokens, counted or estimated before sending. */
  promptTokens: number;
  /** The reasoning effort that was asked for; absent: none was. */
  effort?: Effort;
  /** The release that answered; absent: the draft. */
  release?: number;
  /** Set when passages were looked up; the message's source parts are what was found. */
  passages?: { id: string; only: boolean };
  /** Files whose pictures were sent; absent: none. */
  pictures?: string[];
  /** Set when the reply went on from its own text: how much of it (UTF-16 units) there was then. */
  continues?: number;
};

export type MessageRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  chatId: string;
  parentId: string | null;
  role: "user" | "assistant";
  parts: MessagePart[];
  status: MessageStatus;
  runId: string | null;
  usage: Usage | null;
  model: string | null;
  finishReason: FinishReason | null;
  configId: string | null;
  request: RequestRecord | null;
  feedback: { rating: FeedbackRating; note?: string; reasons?: FeedbackReason[] } | null;
  /** How long the reply took; absent in what came before it was measured, and in what a person wrote. */
  timing?: ReplyTiming | null;
  /** Why it failed; absent or null: it did not, or nobody noted it. */
  failure?: ReplyFailure | null;
  createdAt: number;
};
/**
 * What the change of a message means for the project's webhooks, from the message as it is then. A write that is given one
 * puts the event up as part of itself: a process that dies on the way leaves both or neither.
 */
export type Tell = (message: MessageRecord) => ToldEvent;

export type Siblings = { index: number; count: number; ids: string[] };
export type MessageView = MessageRecord & { siblings: Siblings };

export interface MessageStore {
  get(scope: Scope, chatId: string, id: string): Promise<MessageView | null>;
  /**
   * One page of the branch that ends in `leafId`, in reading order; without a cursor the newest page.
   * `nextCursor` leads back in time. Siblings are ordered by creation.
   */
  branch(scope: Scope, chatId: string, leafId: string, page: PageRequest): Promise<Page<MessageView>>;
  /**
   * The message up to `steps` after `id` on the branch that ends in `leafId` (the leaf where it ends before); null when
   * `id` is not on that branch.
   */
  along(scope: Scope, chatId: string, leafId: string, id: string, steps: number): Promise<string | null>;
  /** Reads the end of the chat, for a `branch` that will be asked for within `readOnce`. An engine may do nothing. */
  ahead(scope: Scope, chatId: string): Promise<void>;
  /** Every message of the chat, whatever its branch, parents before their children. */
  list(scope: Scope, chatId: string, page: PageRequest): Promise<Page<MessageRecord>>;
  /** The newest leaf below a message (itself when it has no children). */
  leafBelow(scope: Scope, chatId: string, id: string): Promise<string | null>;
  setFeedback(
    scope: Scope,
    chatId: string,
    id: string,
    feedback: MessageRecord["feedback"],
    tell?: Tell,
  ): Promise<MessageView | null>;
}
