import { changeSettings, getSettings } from "@/lib/account";
import { endpoint, operation } from "@/lib/http";
import { changeSettingsSchema } from "@/lib/schemas";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: operation({
    auth: "user",
    admin: true,
    handle: async () => ({ data: { settings: await getSettings() } }),
  }),
  PUT: operation({
    auth: "user",
    admin: true,
    body: changeSettingsSchema,
    handle: async ({ principal, address, body }) => ({
      message: "Settings updated",
      data: { settings: await changeSettings({ actorId: principal.userId, address }, body) },
    }),
  }),
});
