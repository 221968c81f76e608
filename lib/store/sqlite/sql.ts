import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

export type Value = string | number | null;
export type Columns = Record<string, Value>;

/** Statements over a connection, prepared once each. Rows are typed by the caller, who wrote the columns. */
export class Sql {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#prepare(sql).get(...values) as Row | undefined;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#prepare(sql).all(...values) as Row[];
  }

  /** One row of a statement with `:name` parameters. */
  named<Row>(sql: string, values: Columns): Row | undefined {
    return this.#prepare(sql).get(values) as Row | undefined;
  }

  /** Number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#prepare(sql).run(...values).changes);
  }

  /** Inserts one row; with `onConflict` (`DO NOTHING`) a row that is there already stays. True when it was inserted. */
  insert(table: string, columns: Columns, onConflict = ""): boolean {
    const names = Object.keys(columns);
    const marks = names.map(() => "?").join(", ");
    const conflict = onConflict && ` ON CONFLICT ${onConflict}`;
    const sql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${marks})${conflict}`;
    return this.run(sql, ...Object.values(columns)) > 0;
  }

  script(sql: string): void {
    this.#database.exec(sql);
  }

  /** Joins the transaction that is open, if one is. */
  transaction<T>(kind: "DEFERRED" | "IMMEDIATE", work: (sql: Sql) => T): T {
    if (this.#database.isTransaction) return work(this);
    this.run(`BEGIN ${kind}`);
    try {
      const result = work(this);
      this.run("COMMIT");
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /** Quietly: what made it necessary is what the caller must hear of. Some failures have rolled back by themselves. */
  #rollBack(): void {
    try {
      if (this.#database.isTransaction) this.run("ROLLBACK");
    } catch {
      this.#database.close();
    }
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  get isOpen(): boolean {
    return this.#database.isOpen;
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

/** `SET` list for the columns that a patch has; columns are ours, never a caller's. */
export function assignments(patch: Record<string, Value | undefined>): { sql: string; values: Value[] } {
  const given = Object.entries(patch).filter((entry): entry is [string, Value] => entry[1] !== undefined);
  return {
    sql: given.map(([column]) => `${column} = ?`).join(", "),
    values: given.map(([, value]) => value),
  };
}
