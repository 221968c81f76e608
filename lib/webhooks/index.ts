export { tellWebhooks, toldEvent } from "./emit";
export { startWebhooks, stopWebhooks, wakeWebhooks } from "./loop";
export { resealWebhooks } from "./secret";
export {
  createWebhook,
  listDeliveries,
  listWebhooks,
  removeWebhook,
  resendDelivery,
  rotateWebhookSecret,
  testWebhook,
  updateWebhook,
} from "./webhooks";
