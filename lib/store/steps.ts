/** Work of which each step is tried, whatever became of the one before. */
export class Steps {
  #failures: unknown[] = [];

  async take(step: () => unknown): Promise<void> {
    try {
      await step();
    } catch (error) {
      this.#failures.push(error);
    }
  }

  /** @throws the first failure */
  end(): void {
    if (this.#failures.length > 0) throw this.#failures[0];
  }
}
