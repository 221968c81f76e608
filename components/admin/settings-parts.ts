import { typedNumber } from "@/components/ui/typed-number";
import type { AdminSettings, ChangeSettingsInput, QuotaInput } from "@/lib/schemas";

type Values = Record<string, string>;

export const QUOTA_FIELDS = ["tokensPerDay", "tokensPerMonth", "usdPerDay", "usdPerMonth"] as const;

/** A quota as the fields of a form, each named as the API names it. */
export function quotaValues(quota: QuotaInput, prefix: string): Values {
  return Object.fromEntries(QUOTA_FIELDS.map((name) => [`${prefix}.${name}`, String(quota[name] ?? "")]));
}

export function quotaOf(values: Values, prefix: string): Record<string, unknown> {
  const named = QUOTA_FIELDS.map((name) => [name, typedNumber(values[`${prefix}.${name}`] ?? "")] as const);
  return Object.fromEntries(named.filter(([, value]) => value !== null));
}

export const signUpValues = ({ signUp, domains }: AdminSettings) => ({ signUp, domains: domains.join("\n") });
export const signUpOf = ({ signUp, domains }: Values) => ({
  signUp,
  domains: (domains ?? "").split(/[\s,;]+/).filter(Boolean),
});

/** The schema of the settings, asked with what `read` makes of a form's fields; the validator is fetched when it is wanted. */
export function settingsSchema<V extends Values>(read: (values: V) => unknown) {
  return async () => {
    const { changeSettingsSchema } = await import("@/lib/schemas/admin");
    return {
      safeParse(values: unknown) {
        const result = changeSettingsSchema.safeParse(read(values as V));
        if (result.success)
          return { success: true as const, data: result.data satisfies ChangeSettingsInput };
        // One of several in a list is a fault of the list's field.
        const issues = result.error.issues.map(({ path, message }) => {
          return { path: path[0] === "domains" ? ["domains"] : path, message };
        });
        return { success: false as const, error: { issues } };
      },
    };
  };
}
