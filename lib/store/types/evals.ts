import type {
  CaseContent,
  Cause,
  CheckResult,
  EvalRunStatus,
  Gate,
  GateRule,
  PassageLocation,
  Statistics,
  Usage,
} from "@/lib/schemas";
import type { Page, PageRequest, Scope } from "./scope";

export type TestSetRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  name: string;
  gate: Gate | null;
  nightly: boolean;
  createdAt: number;
  updatedAt: number;
};
/** A case as it stands. Each change makes a revision, and every revision stays readable for the runs that used it. */
export type CaseRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  setId: string;
  revision: number;
  content: CaseContent;
  createdAt: number;
  updatedAt: number;
};
export type CaseRef = { id: string; revision: number };

export interface TestSetStore {
  /** Null when the project is not there. @throws `limit_reached` */
  create(
    scope: Scope,
    projectId: string,
    input: Pick<TestSetRecord, "name" | "gate" | "nightly">,
    limit: number,
  ): Promise<TestSetRecord | null>;
  get(scope: Scope, id: string): Promise<TestSetRecord | null>;
  /** The project that a set or a case belongs to, whoever's it is (for `lib/auth`). */
  locate(what: "set" | "case", id: string): Promise<string | null>;
  /** Oldest first. */
  list(scope: Scope, projectId: string): Promise<TestSetRecord[]>;
  update(
    scope: Scope,
    id: string,
    patch: Partial<Pick<TestSetRecord, "name" | "gate" | "nightly">>,
  ): Promise<TestSetRecord | null>;
  /** With its cases; runs stay. */
  remove(scope: Scope, id: string): Promise<boolean>;
  /** Sets that run every night, over all projects (for the job). */
  nightly(limit: number): Promise<TestSetRecord[]>;

  /** All or none. Null when the set is not there. @throws `limit_reached` at `limit` cases. */
  addCases(scope: Scope, setId: string, contents: CaseContent[], limit: number): Promise<CaseRecord[] | null>;
  getCase(scope: Scope, id: string): Promise<CaseRecord | null>;
  /** In the order in which they were made. */
  listCases(scope: Scope, setId: string): Promise<CaseRecord[]>;
  /** Over all sets of a project. */
  projectCases(scope: Scope, projectId: string): Promise<CaseRecord[]>;
  updateCase(
    scope: Scope,
    id: string,
    expectedRevision: number,
    content: CaseContent,
  ): Promise<CaseRecord | "stale" | null>;
  removeCase(scope: Scope, id: string): Promise<boolean>;
  /** Revisions of a project's cases, whether or not the cases are still there; unknown ones are left out. */
  revisions(
    scope: Scope,
    projectId: string,
    refs: CaseRef[],
  ): Promise<(CaseRef & { content: CaseContent })[]>;
}

/** What a side of a run answers from. */
export type RunSide = {
  /** `candidate`, `baseline`, or the name of an arm of an experiment. */
  key: string;
  kind: "draft" | "release" | "document";
  release: number | null;
  /** Prompts and settings. */
  configId: string;
  fingerprint: string;
  model: string;
  /** The files that are searched, and the segments of a release; null: those published when a case is asked. */
  fileIds: string[];
  segmentIds: string[] | null;
};
export type RunSpec = {
  kind: "test" | "why" | "nightly";
  setName: string;
  setRevision: string;
  cases: CaseRef[];
  sides: RunSide[];
  repeats: number;
  judgeModel: string;
  /** Of the words that the judge gets. */
  judgeHash: string;
  maxCost: number | null;
  /** Names the fence of the judge's data. */
  fence: string;
  /** Of a `why` run: the run that it explains. */
  explains?: string;
  warnings: string[];
};
type Newer = "pairwise" | "unclear";
export type RunResultSums = {
  verdict: "better" | "worse" | "same" | "unclear" | null;
  sentence: string;
  gate: GateRule[];
  /** Runs from before they were counted have neither `pairwise` nor `unclear`. */
  statistics: (Omit<Statistics, Newer> & Partial<Pick<Statistics, Newer>>) | null;
  causes?: Cause[];
  alarm?: string;
};
export type EvalRunRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  setId: string;
  authorId: string;
  spec: RunSpec;
  status: EvalRunStatus;
  stopReason: string | null;
  done: number;
  total: number;
  errors: number;
  /** US dollars as far as prices are known, and as far as limits assume them. */
  cost: number;
  priced: boolean;
  limitCost: number;
  usage: Usage;
  outcome: RunResultSums | null;
  createdAt: number;
  finishedAt: number | null;
};

/** What has to be kept of a request besides config, conversation and passages to write it again. */
export type KeptGiven = {
  /** The passages' fence, and the message that they stand in. */
  passages?: { id: string; only: boolean; before: number };
  files?: { fileId: string; filename: string; mediaType: string }[];
  /** Ids of those whose picture was sent. */
  pictures?: string[];
};

export type EvalResultRecord = {
  id: string;
  ownerId: string;
  projectId: string;
  runId: string;
  side: string;
  caseId: string;
  caseRevision: number;
  repeat: number;
  verdict: "pass" | "fail" | "error" | "skipped";
  output: string;
  passages: {
    hash: string;
    rank: number;
    fileId: string;
    filename: string;
    text: string;
    heading?: string[];
    location?: PassageLocation;
  }[];
  /** Absent: of a result from before it was kept. */
  request?: KeptGiven;
  checks: CheckResult[];
  usage: Usage | null;
  cost: number | null;
  firstMs: number | null;
  totalMs: number | null;
  finishReason: string | null;
  error: string | null;
  review: { agree: boolean; by: string; at: number; check: number | null } | null;
  createdAt: number;
};

/** One repeat of one case on all sides of a run: what one holder works on. */
export type UnitClaim = { runId: string; n: number; lease: string };
/** What a piece of work cost. */
export type Spent = { cost: number; priced: boolean; limitCost: number; usage: Usage };

export type EvalUsage = Pick<EvalRunRecord, "projectId" | "createdAt" | "done" | "usage" | "cost" | "priced">;

export interface EvalRunStore {
  /** Null when the project is not there. @throws `limit_reached` at `activeLimit` unfinished runs. Finished ones beyond `keep` go. */
  create(
    scope: Scope,
    run: Pick<EvalRunRecord, "projectId" | "setId" | "authorId" | "spec" | "total">,
    limits: { activeLimit: number; keep: number },
  ): Promise<EvalRunRecord | null>;
  get(scope: Scope, projectId: string, id: string): Promise<EvalRunRecord | null>;
  /** Newest first. */
  list(
    scope: Scope,
    projectId: string,
    page: PageRequest & { setId?: string | undefined; kind?: RunSpec["kind"] | undefined },
  ): Promise<Page<EvalRunRecord>>;
  /** What the person's own runs took in these projects from `from` to before `to` (epoch milliseconds), newest first. */
  usage(scope: Scope, projectIds: string[], range: { from: number; to: number }): Promise<EvalUsage[]>;
  /** Ends an unfinished run; a finished one stays as it is. */
  cancel(scope: Scope, projectId: string, id: string, reason: string): Promise<EvalRunRecord | null>;

  /** For workers: unfinished runs, oldest first. */
  active(limit: number): Promise<EvalRunRecord[]>;
  /** Makes the units of a queued run, once however often it is called, and sets it running. */
  prepare(runId: string, units: number): Promise<void>;
  /**
   * Takes the first unit that nobody holds, unless `concurrency` of the run are held already, in whatever process. A unit
   * whose lease ran out is taken like a waiting one; of racing callers each gets another.
   */
  claim(
    runId: string,
    claim: { lease: string; leaseUntil: number; now: number; concurrency: number },
  ): Promise<UnitClaim | null>;
  /** Keeps all units of a lease; the runs of it that are no longer running. */
  renew(lease: string, leaseUntil: number): Promise<string[]>;
  /** Adds a result once: false when it is there already, when the unit was lost or the run ended. */
  putResult(
    claim: UnitClaim,
    result: Omit<EvalResultRecord, "ownerId" | "projectId" | "runId" | "createdAt" | "review">,
    spent: Spent,
  ): Promise<boolean>;
  /** Changes checks and verdict of a result of the same unit (the judge was asked again). */
  amend(
    claim: UnitClaim,
    resultId: string,
    patch: Pick<EvalResultRecord, "checks" | "verdict">,
    spent: Spent,
  ): Promise<boolean>;
  /** What a unit has already. */
  unitResults(claim: UnitClaim, caseId: string, repeat: number): Promise<EvalResultRecord[]>;
  /** Ends a unit (`done`), or gives it back. */
  release(claim: UnitClaim, done: boolean): Promise<boolean>;
  /** Units that are not done. */
  open(runId: string): Promise<number>;
  /** All results of a run, for its end. */
  resultsOf(runId: string): Promise<EvalResultRecord[]>;
  /** Ends a running run; of racing callers one gets true. */
  finish(
    runId: string,
    end: {
      status: "done" | "failed" | "cancelled";
      stopReason: string | null;
      outcome: RunResultSums | null;
    },
  ): Promise<boolean>;

  /** By case, side and repeat, in the order of the run's cases. */
  results(
    scope: Scope,
    projectId: string,
    runId: string,
    page: PageRequest & { caseId?: string | undefined; side?: string | undefined },
  ): Promise<Page<EvalResultRecord>>;
  allResults(scope: Scope, projectId: string, runId: string): Promise<EvalResultRecord[]>;
  getResult(scope: Scope, projectId: string, runId: string, id: string): Promise<EvalResultRecord | null>;
  review(
    scope: Scope,
    projectId: string,
    runId: string,
    id: string,
    review: EvalResultRecord["review"],
  ): Promise<EvalResultRecord | null>;
  /** Reviewed results of a project, newest first. */
  reviewed(scope: Scope, projectId: string, limit: number): Promise<EvalResultRecord[]>;
}
