import { z } from "zod";
import { idSchema, pageQuerySchema, timestampSchema } from "./common";

/** What an address can be told of. `webhook.test` is sent on demand alone. */
export const WEBHOOK_EVENTS = ["reply.finished", "feedback.given", "file.ready", "file.failed"] as const;
export const webhookEventSchema = z.enum([...WEBHOOK_EVENTS, "webhook.test"]);
export type WebhookEvent = z.infer<typeof webhookEventSchema>;

export const WEBHOOK_LIMITS = {
  perProject: 10,
  urlMax: 2_000,
  /** Deliveries kept for each address, the newest. */
  deliveries: 500,
  /** Hours that the secret before goes on signing beside the new one. */
  overlapHours: 24,
} as const;

const urlSchema = z
  .string({ error: "An address is required" })
  .trim()
  .max(WEBHOOK_LIMITS.urlMax, `An address has at most ${WEBHOOK_LIMITS.urlMax} characters`)
  .refine(isHttp, "An address looks like https://example.com/hook, without a name and password");

function isHttp(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return /^https?:$/.test(protocol) && username === "" && password === "";
}

const eventsSchema = z
  .array(z.enum(WEBHOOK_EVENTS, { error: `Events are: ${WEBHOOK_EVENTS.join(", ")}` }), {
    error: "Events must be a list",
  })
  .min(1, "Choose at least one event")
  .max(20, "Too many events")
  .transform((events) => WEBHOOK_EVENTS.filter((event) => events.includes(event)));

export const createWebhookSchema = z.object({ url: urlSchema, events: eventsSchema });
export type CreateWebhookInput = z.infer<typeof createWebhookSchema>;

/** What is absent stays. */
export const updateWebhookSchema = z.object({
  url: urlSchema.optional(),
  events: eventsSchema.optional(),
  enabled: z.boolean({ error: "enabled must be true or false" }).optional(),
});
export type UpdateWebhookInput = z.infer<typeof updateWebhookSchema>;

export const webhookSchema = z.object({
  id: idSchema,
  url: z.string(),
  events: z.array(webhookEventSchema),
  enabled: z.boolean(),
  /** Since when nothing has arrived; null: the last delivery did. */
  failingSince: timestampSchema.nullable(),
  createdAt: timestampSchema,
});
export type Webhook = z.infer<typeof webhookSchema>;
export const webhookAnswer = z.object({ webhook: webhookSchema });
export const webhooksAnswer = z.object({ webhooks: z.array(webhookSchema) });
/** The only answers that carry a secret: `whsec_` and 32 bytes in base64. */
export const webhookMadeAnswer = z.object({ webhook: webhookSchema, secret: z.string() });

export const deliverySchema = z.object({
  id: idSchema,
  event: webhookEventSchema,
  /** The header `webhook-id`: the same for every try. */
  messageId: z.string(),
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: z.number().int(),
  /** When it is tried next; null: it is not. */
  nextAt: timestampSchema.nullable(),
  /** What the address answered to the last try. */
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  lastAt: timestampSchema.nullable(),
  /** What is sent, as JSON. */
  payload: z.string(),
  createdAt: timestampSchema,
});
export type Delivery = z.infer<typeof deliverySchema>;
export const deliveryAnswer = z.object({ delivery: deliverySchema });
export const deliveriesQuerySchema = pageQuerySchema;
export const deliveriesAnswer = z.object({
  deliveries: z.array(deliverySchema),
  nextCursor: z.string().nullable(),
});
