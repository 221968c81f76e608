import type { FeedbackRating, FeedbackReason, MessagePart } from "@/lib/schemas";
import type { MessageRecord } from "./chats";
import type { Page, PageRequest, Scope } from "./scope";

export type RatedMessage = {
  message: MessageRecord;
  chatTitle: string;
  /** What was asked; null: that message is gone. */
  question: MessagePart[] | null;
  ratedAt: number;
};

/** Epoch milliseconds; `from` is part of the time, `to` is not. */
export type FeedbackFilter = {
  rating?: FeedbackRating | undefined;
  reason?: FeedbackReason | undefined;
  from?: number | undefined;
  to?: number | undefined;
};

export interface FeedbackStore {
  /** Rated replies in the caller's chats of one project, rated last first. */
  list(
    scope: Scope,
    projectId: string,
    filter: FeedbackFilter,
    page: PageRequest,
  ): Promise<Page<RatedMessage>>;
}
