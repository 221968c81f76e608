export async function register(): Promise<void> {
  // Next replaces the variable when it builds. Only a branch on the literal keeps the server out of the edge bundle.
  // biome-ignore lint/style/noProcessEnv: see above.
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("@/lib/http/boot");
    await boot();
    const { startReading } = await import("@/lib/knowledge");
    startReading();
    const { warmUp, watchOverRuns, watchRetention } = await import("@/lib/chats");
    watchOverRuns();
    watchRetention();
    void warmUp();
    const { startWebhooks } = await import("@/lib/webhooks");
    startWebhooks();
    const { resealSecrets } = await import("@/lib/account");
    void resealSecrets();
    const { startEvals, watchNights } = await import("@/lib/evals");
    startEvals();
    watchNights();
  }
}
