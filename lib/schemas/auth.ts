import { z } from "zod";
import { LIMITS, timestampSchema } from "./common";

const bytes = (value: string) => new TextEncoder().encode(value).length;

export const emailSchema = z
  .string({ error: "Email is required" })
  .trim()
  .toLowerCase()
  .max(LIMITS.emailMax, `Email must be at most ${LIMITS.emailMax} characters`)
  .pipe(z.email("Enter a valid email address"));

export const passwordSchema = z
  .string({ error: "Password is required" })
  .min(LIMITS.passwordMin, `Password must be at least ${LIMITS.passwordMin} characters`)
  .refine(
    (v) => bytes(v) <= LIMITS.passwordMaxBytes,
    `Password must be at most ${LIMITS.passwordMaxBytes} bytes`,
  );

export const personNameSchema = z
  .string({ error: "Name is required" })
  .trim()
  .min(1, "Name is required")
  .max(LIMITS.nameMax, `Name must be at most ${LIMITS.nameMax} characters`);

export const registerSchema = z.object({
  email: emailSchema,
  password: passwordSchema,
  name: personNameSchema,
  /** The secret of an invitation's link: where only who was invited may sign up. */
  invitation: z.string().max(1_000).optional(),
  /** From the server's log: what the first account of an installation on MongoDB needs in production. */
  setUpCode: z.string({ error: "setUpCode must be text" }).max(100, "This is not a setup code").optional(),
});
export type RegisterInput = z.infer<typeof registerSchema>;

/** Sign-in checks only the shape: a wrong length must look like a wrong password. */
export const loginSchema = z.object({
  email: z
    .string({ error: "Email is required" })
    .trim()
    .toLowerCase()
    .min(1, "Email is required")
    .max(1_000, "Email must be at most 1000 characters"),
  password: z
    .string({ error: "Password is required" })
    .min(1, "Password is required")
    .max(1_000, "Password must be at most 1000 characters"),
  /** The authenticator app's code or a recovery code, for accounts with two-step sign-in. */
  totp: z.string().trim().max(100).optional(),
});
export type LoginInput = z.infer<typeof loginSchema>;

export const forgotPasswordSchema = z.object({ email: loginSchema.shape.email });
export type ForgotPasswordInput = z.infer<typeof forgotPasswordSchema>;

/** The length of a token says nothing: a wrong one is answered as one that has expired. */
export const resetPasswordSchema = z.object({
  token: z.string({ error: "Token is required" }).min(1, "Token is required").max(1_000),
  password: passwordSchema,
});
export type ResetPasswordInput = z.infer<typeof resetPasswordSchema>;

export const verifyEmailSchema = z.object({ token: resetPasswordSchema.shape.token });
export type VerifyEmailInput = z.infer<typeof verifyEmailSchema>;
export const verificationAnswer = z.object({
  /** The address is confirmed already: nothing was sent. */
  verified: z.boolean(),
});

export const updateProfileSchema = z.object({
  name: personNameSchema.optional(),
  email: emailSchema.optional(),
  currentPassword: z.string().max(1_000).optional(),
  newPassword: passwordSchema.optional(),
});
export type UpdateProfileInput = z.infer<typeof updateProfileSchema>;

export const deleteProfileSchema = z.object({
  currentPassword: z.string().max(1_000).optional(),
  /** What happens to projects that others are on: they go with the account, or to whoever is there longest. */
  sharedProjects: z.enum(["remove", "handOver"]).default("remove"),
});
export type DeleteProfileInput = z.infer<typeof deleteProfileSchema>;

export const unlinkSchema = z.object({ currentPassword: z.string().max(1_000).optional() });

export const signInsAnswer = z.object({
  /** Whether a password opens the account. */
  password: z.boolean(),
  links: z.array(
    z.object({
      id: z.string(),
      provider: z.string(),
      /** The provider's name as the sign-in page has it. */
      name: z.string(),
      /** Whether the server offers it still. */
      usable: z.boolean(),
      linkedAt: timestampSchema,
    }),
  ),
});
export type SignIns = z.infer<typeof signInsAnswer>;

export const userSchema = z.object({ id: z.string(), email: z.string(), name: z.string() });
export const profileSchema = userSchema.extend({ createdAt: timestampSchema, updatedAt: timestampSchema });
export type User = z.infer<typeof userSchema>;
export type Profile = z.infer<typeof profileSchema>;

/** Somewhere the account is signed in: a browser, or a token for the API. */
export const sessionSchema = z.object({
  id: z.string(),
  kind: z.enum(["browser", "token"]),
  /** The client's `User-Agent` at sign-in, at most 300 characters. */
  userAgent: z.string(),
  /** The session that asks. */
  current: z.boolean(),
  createdAt: timestampSchema,
  /** Accurate to five minutes. */
  lastSeenAt: timestampSchema,
  expiresAt: timestampSchema,
});
export type Session = z.infer<typeof sessionSchema>;

const totp = z
  .string({ error: "Code is required" })
  .trim()
  .min(1, "Code is required")
  .max(100, "Code must be at most 100 characters");
export const secondFactorCodeSchema = z.object({ totp });
export const beginSecondFactorSchema = updateProfileSchema.pick({ currentPassword: true });
export type BeginSecondFactorInput = z.infer<typeof beginSecondFactorSchema>;
export const endSecondFactorSchema = beginSecondFactorSchema.extend({ totp });
export type EndSecondFactorInput = z.infer<typeof endSecondFactorSchema>;

export const secondFactorSchema = z.object({
  enabled: z.boolean(),
  since: timestampSchema.nullable(),
  recoveryCodesLeft: z.number().int(),
});
export type SecondFactor = z.infer<typeof secondFactorSchema>;
export const secondFactorStartSchema = z.object({
  /** Base 32, to be typed where the picture can't be read. */
  secret: z.string(),
  /** `otpauth://totp/…` */
  uri: z.string(),
  /** The address as a QR code: a path of dark modules in a square of `size`. */
  qr: z.object({ size: z.number().int(), path: z.string() }),
});
export type SecondFactorStart = z.infer<typeof secondFactorStartSchema>;
export const recoveryCodesAnswer = z.object({
  /** Each signs in once in the place of a code. */
  recoveryCodes: z.array(z.string()),
});
