/** `rev` rises with every change. */
export type LedgerDoc<L> = {
  _id: string;
  rev: number;
  state: L;
  /** Of what is counted for a project, for a time. */
  projectId?: string;
  expiresAt?: number;
};
