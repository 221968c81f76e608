import type { Page } from "@playwright/test";
import { startProduct } from "../support/product";
import { ChatPage } from "./support/chat-page";
import { callerFor, expect, openSession, signedIn, test } from "./support/test";

type Created = { project: { id: string } };

const main = (page: Page) => page.getByRole("main");

async function saveAsCase(page: Page): Promise<void> {
  const chat = new ChatPage(page);
  await chat.ask("What does it cost?");
  await page.getByRole("button", { name: "Bad reply" }).click();
  await page.getByLabel("What should it have said?").fill("Names the price");
  await page.getByRole("button", { name: "Save as a test case" }).click();
  await expect(page.getByText("Saved as a test case")).toBeVisible();
}

async function changePrompt(page: Page, base: string, text: string): Promise<void> {
  await page.goto(`${base}/prompts`);
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  await page.getByRole("textbox", { name: "Prompt text" }).fill(text);
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByRole("textbox", { name: "Prompt text" })).toBeHidden();
}

async function openCase(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/tests`);
  await main(page)
    .getByRole("link", { name: /From chats/ })
    .first()
    .click();
  await main(page)
    .getByRole("link", { name: /What does it cost/ })
    .click();
  await expect(page.getByRole("button", { name: /Test this case × 3/ })).toBeVisible();
}

async function publishDraft(page: Page, base: string, number: number): Promise<void> {
  await page.goto(`${base}/releases`);
  await page.getByRole("button", { name: "Create release" }).first().click();
  await page.getByLabel("Note").fill(`Number ${number}`);
  await page.getByRole("dialog").getByRole("button", { name: "Create release" }).click();
  await page.getByRole("button", { name: `Publish v${number}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText(`v${number} answers everyone`)).toBeVisible();
}

/** From a bad reply to a release that was tested, as a person does it in a minute. */
test("thumbs-down becomes a case, the draft is changed, tested, explained, published and rolled back", async ({
  page,
  call,
  project,
}) => {
  const base = `/projects/${project.id}`;
  await call(`/api${base}/prompts`, { body: { content: "Be short." } });
  await call(`/api${base}`, { method: "PUT", body: { settings: { model: "scripted-reasoning" } } });
  await publishDraft(page, base, 1);

  await test.step("says what it should have said, in two clicks", async () => {
    await new ChatPage(page).open(project.id);
    await saveAsCase(page);
  });

  await test.step("gives the case a check that needs no judge", async () => {
    await openCase(page, base);
    await page.getByRole("combobox", { name: "Check 1" }).click();
    await page.getByRole("option", { name: "Contains" }).click();
    await page.getByLabel("All of (one per line)").fill("cost");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(main(page).getByText("Contains: cost")).toBeVisible();
  });

  await test.step("changes the draft, tests it and asks why", async () => {
    await call(`/api${base}`, { method: "PUT", body: { settings: { model: "gpt-4o-mini" } } });
    await changePrompt(page, base, "Always name the price.");
    await openCase(page, base);
    await page.getByRole("button", { name: /Test this case × 3/ }).click();
    await expect(page.getByText("passes 3/3, before 0/3")).toBeVisible({ timeout: 30_000 });
    // One case of three repeats is no proof, and the report says so.
    await expect(page.getByText(/No clear difference: 100 %.*would tell/)).toBeVisible();
    await page.getByRole("button", { name: "Why did it change?" }).click();
    await expect(page.getByText("Of 1 changed case: the model in 1.")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/before 0 %, before, asked again 0 %.*new model 100 %/)).toBeVisible();
  });

  await test.step("publishes what was tested and rolls back", async () => {
    await publishDraft(page, base, 2);
    await page.getByRole("button", { name: "Roll back v1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
    await expect(page.getByText("v1 answers everyone")).toBeVisible();
  });

  await test.step("chats with the draft beside what is live", async () => {
    const chat = new ChatPage(page);
    await chat.open(project.id);
    await page.getByText("Draft", { exact: true }).click();
    await chat.ask("Hello draft");
    await page.getByText("Live v1", { exact: true }).click();
    await chat.ask("Hello live");
    await page.reload();
    await expect(page.getByText("v1 from here")).toBeVisible();
  });
});

test("the demo model: Support desk's cases at once, and the minute from thumbs-down to roll-out", async ({
  context,
  page,
}) => {
  const product = await startProduct({});
  try {
    const me = await signedIn(context, product.url);
    const call = callerFor(product.url, me);
    await openSession(context, product.url, me);

    await test.step("tests what the Support desk ships before anything is set up", async () => {
      await page.goto(`${product.url}/projects`);
      await page.getByRole("button", { name: /Support desk/ }).click();
      await page.waitForURL(/\/projects\/[0-9a-f]{24}/);
      await page.goto(`${page.url().replace(/(\/projects\/[0-9a-f]{24}).*/, "$1")}/tests`);
      await expect(page.getByText("6 cases")).toBeVisible();
      await page.getByRole("button", { name: /Test the draft/ }).click();
      await expect(page.getByText(/The draft passes/)).toBeVisible({ timeout: 30_000 });
    });

    const { project } = await call<Created>("/api/projects", { body: { name: "Demo" } });
    const base = `${product.url}/projects/${project.id}`;
    await call(`/api/projects/${project.id}/prompts`, { body: { content: "Be short." } });
    await call(`/api/projects/${project.id}/releases`, { body: {} });
    await call(`/api/projects/${project.id}/live`, { method: "PUT", body: { release: 1 } });
    await page.goto(base);
    await saveAsCase(page);
    await changePrompt(page, base, "Always name the price.");
    await openCase(page, base);
    await page.getByRole("button", { name: /Test this case × 3/ }).click();
    await expect(page.getByText("passes 3/3, before 0/3")).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/demo's judge compares words/).first()).toBeVisible();
    await page.getByRole("button", { name: "Both requests" }).click();
    await expect(page.getByRole("insertion").filter({ hasText: "price" }).first()).toBeVisible();
    await publishDraft(page, base, 2);
  } finally {
    // What the page still fetches would find nobody.
    await page.goto("about:blank");
    await product.close();
  }
});
