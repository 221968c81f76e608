export { tellWebhooks } from "./emit";
export { startWebhooks, stopWebhooks } from "./loop";
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
