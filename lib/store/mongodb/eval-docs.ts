import type { EvalResultRecord, EvalRunRecord } from "../types";
import type { EvalResultDoc, EvalRunDoc } from "./collections";

export const toRun = ({ _id, ...rest }: EvalRunDoc): EvalRunRecord => ({ id: _id, ...rest });

export function toResult(doc: EvalResultDoc): EvalResultRecord {
  const { _id, place: _place, reviewedAt: _reviewed, ...rest } = doc;
  return { id: _id, ...rest };
}
