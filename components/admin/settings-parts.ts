import type { AdminSettings, ChangeSettingsInput, QuotaInput } from "@/lib/schemas";

type Values = Record<string, string>;

/** What a field says as a number; words stay what the schema refuses. Empty: null. */
export function numberIn(text: string | undefined): number | null {
  const value = (text ?? "").trim().replaceAll(",", "");
  return value === "" ? null : Number(value);
}

export const QUOTA_FIELDS = ["tokensPerDay", "tokensPerMonth", "usdPerDay", "usdPerMonth"] as const;

/** A quota as the fields of a form, each named as the API names it. */
export function quotaValues(quota: QuotaInput, prefix: string): Values {
  return Object.fromEntries(QUOTA_FIELDS.map((name) => [`${prefix}.${name}`, String(quota[name] ?? "")]));
}

export function quotaOf(values: Values, prefix: string): Record<string, number> {
  const named = QUOTA_FIELDS.map((name) => [name, numberIn(values[`${prefix}.${name}`])] as const);
  return Object.fromEntries(named.filter((pair): pair is [(typeof pair)[0], number] => pair[1] !== null));
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
