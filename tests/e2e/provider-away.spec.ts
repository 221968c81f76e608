import { startOpenAIServer } from "../support/openai-server";
import { startProduct } from "../support/product";
import { ChatPage } from "./support/chat-page";
import { databaseOf, expect, expectAccessible, register } from "./support/fixtures";
import { callerFor, signedIn, test } from "./support/test";

test("when the provider goes away, the reply that fails and the next empty chat show the way out", async ({
  page,
  context,
  engine,
}) => {
  test.setTimeout(180_000);
  let provider = await startOpenAIServer();
  const product = await startProduct({
    OPENAI_BASE_URL: provider.url,
    OPENAI_API_KEY: "sk-scripted",
    ...databaseOf(engine),
  });
  try {
    await register(product.url);
    const me = await signedIn(context, product.url);
    const { project } = await callerFor(product.url, me)<{ project: { id: string } }>("/api/projects", {
      body: { name: "Travel planner", settings: { model: "gpt-4o-mini" } },
    });
    const chat = new ChatPage(page);
    const away = page.getByText("The AI provider can’t be reached right now.");
    const open = `${product.url}/projects/${project.id}`;

    // The list of models is at hand from here on.
    await page.goto(open);
    await expect(chat.field).toBeFocused();
    await chat.ask("[[say]] Good morning");
    await expect(away).toBeHidden();

    await provider.close();
    await chat.ask("[[say]] Are you there?");
    await expect(away).toBeVisible();
    await page.goto(open);
    await expect(away).toBeVisible();
    await expect(page.getByRole("link", { name: "Choose another model" })).toBeVisible();
    for (const width of [375, 1440]) {
      await page.setViewportSize({ width, height: 812 });
      await expect(away).toBeInViewport();
      await page.screenshot({ path: test.info().outputPath(`away-${width}.png`) });
    }
    await expectAccessible(page);

    provider = await startOpenAIServer({ port: provider.port });
    const again = page.getByRole("button", { name: "Try again" });
    // The provider is spared for a moment after each question.
    await expect(async () => {
      if (await again.isVisible()) await again.click();
      await expect(away).toBeHidden({ timeout: 2_000 });
    }).toPass();
  } finally {
    // An open page would miss its server.
    await page.close();
    await product.close();
    await provider.close();
  }
});
