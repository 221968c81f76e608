import type { WebhookEvent } from "@/lib/schemas";
import type { Page, PageRequest, Scope } from "./scope";

/** An address that is told what happens in a project. */
export type WebhookRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  url: string;
  events: WebhookEvent[];
  /** What signs, as `lib/webhooks` keeps it. */
  secret: string;
  /** The one before, which signs beside it until `oldUntil` (epoch ms). */
  oldSecret: string | null;
  oldUntil: number;
  enabled: boolean;
  /** Since when nothing has arrived; null: the last delivery did. */
  failingSince: number | null;
  createdAt: number;
};

export type DeliveryStatus = "pending" | "delivered" | "failed";

/** One event on its way to one address: a row of the log, and the job that sends it. */
export type DeliveryRecord = {
  id: string;
  webhookId: string;
  projectId: string;
  event: WebhookEvent;
  /** The same for every try and every resend, and for the same event at other addresses. */
  messageId: string;
  /** JSON, as it is sent. */
  payload: string;
  status: DeliveryStatus;
  /** How often it was begun since it was put there or sent again. */
  attempts: number;
  /** When it is due, or until when whoever sends it now holds it. Epoch ms. */
  dueAt: number;
  /** Of the last try: what the address answered, or a sentence. */
  lastStatus: number | null;
  lastError: string | null;
  lastAt: number | null;
  createdAt: number;
};

/** Proof that a delivery is still held. */
export type DeliveryLease = { deliveryId: string; lease: string };

export type NewEvent = { projectId: string; event: WebhookEvent; messageId: string; payload: string };

/** As {@link WebhookStore.enqueue} takes it. */
export type ToldEvent = { event: NewEvent; keep: number; now: number };

export interface WebhookStore {
  /** Null when the project is not there. @throws `limit_reached` */
  create(
    scope: Scope,
    projectId: string,
    input: Pick<WebhookRecord, "url" | "events" | "secret">,
    limit: number,
  ): Promise<WebhookRecord | null>;
  /** Oldest first. */
  list(scope: Scope, projectId: string): Promise<WebhookRecord[]>;
  get(scope: Scope, projectId: string, id: string): Promise<WebhookRecord | null>;
  update(
    scope: Scope,
    projectId: string,
    id: string,
    patch: Partial<
      Pick<WebhookRecord, "url" | "events" | "secret" | "oldSecret" | "oldUntil" | "enabled" | "failingSince">
    >,
  ): Promise<WebhookRecord | null>;
  /** Every address's secrets, as they lie there. */
  sealedSecrets(): Promise<Pick<WebhookRecord, "id" | "secret" | "oldSecret">[]>;
  /** Keeps the same secret, present or old, under another seal; false when another one is there by now. */
  reseal(id: string, kept: string, resealed: string): Promise<boolean>;
  /** With its deliveries. */
  remove(scope: Scope, projectId: string, id: string): Promise<boolean>;

  /**
   * Puts an event up for every enabled address of the project that asked for its kind, or for `only` that one; once for an
   * address and `messageId`, however often it is called. Of each address the newest `keep` deliveries stay. For whoever
   * has just written what the event tells. @returns how many were put up
   */
  enqueue(event: NewEvent, keep: number, now: number, only?: string): Promise<number>;
  /**
   * Takes one delivery that is due, of an address that is enabled and not among `busy`, the longest due first. One whose
   * lease ran out is taken like a waiting one; of racing callers each gets another.
   */
  claim(input: {
    lease: string;
    leaseUntil: number;
    now: number;
    busy: string[];
  }): Promise<{ delivery: DeliveryRecord; webhook: WebhookRecord } | null>;
  /** Ends a try. False, and nothing is changed, once somebody else took the delivery or it is gone. */
  recordAttempt(
    held: DeliveryLease,
    outcome: Pick<DeliveryRecord, "status" | "dueAt" | "lastStatus" | "lastError"> & { lastAt: number },
  ): Promise<boolean>;
  /**
   * After a try: `ok` ends what was failing, else it has been failing since `now` at the latest. An address that has been
   * for `disableAfter` ms is disabled. True when this call disabled it. What waits for an address that is disabled, here or
   * by {@link update}, is given up: it can be sent again once the address is enabled.
   */
  noteHealth(webhookId: string, ok: boolean, now: number, disableAfter: number): Promise<boolean>;
  /** When the next delivery is due (epoch ms); null: there is none. */
  nextDue(): Promise<number | null>;
  /** Newest first. */
  deliveries(
    scope: Scope,
    projectId: string,
    webhookId: string,
    page: PageRequest,
  ): Promise<Page<DeliveryRecord>>;
  /** Makes a delivery that is not under way due at once, with all its tries before it. */
  resend(
    scope: Scope,
    projectId: string,
    webhookId: string,
    id: string,
    now: number,
  ): Promise<DeliveryRecord | null>;
}
