declare const scopeBrand: unique symbol;
/** Whose data a call may touch. Only `lib/auth/scope.ts` builds one. */
export type Scope = {
  readonly ownerId: string;
  /** Set for a credential that reaches one project only. */
  readonly projectId?: string;
  readonly [scopeBrand]: true;
};

export type PageRequest = { limit: number; cursor?: string | undefined };
export type Page<T> = { items: T[]; nextCursor: string | null };
