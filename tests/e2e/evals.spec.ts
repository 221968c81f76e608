import { startProduct } from "../support/product";
import { ChatPage } from "./support/chat-page";
import { callerFor, expect, openSession, signedIn, test } from "./support/test";

type Created = { project: { id: string } };

/** From a bad reply to a release that was tested, as a person does it in a minute. */
test("thumbs-down becomes a case, the prompt is changed, tested and published", async ({
  page,
  call,
  project,
}) => {
  const chat = new ChatPage(page);
  await call(`/api/projects/${project.id}/prompts`, { body: { content: "Be short." } });

  await test.step("says what it should have said, in two clicks", async () => {
    await chat.open(project.id);
    await chat.ask("What does it cost?");
    await page.getByRole("button", { name: "Bad reply" }).click();
    await page.getByLabel("What should it have said?").fill("Names the price");
    await page.getByRole("button", { name: "Save as a test case" }).click();
    await expect(page.getByText("Saved as a test case")).toBeVisible();
  });

  await test.step("publishes what there is", async () => {
    await page.getByRole("link", { name: "Tests", exact: true }).click();
    await page.getByRole("link", { name: "Releases" }).click();
    await page.getByRole("button", { name: "Create release" }).first().click();
    await page.getByLabel("Note").fill("First");
    await page.getByRole("button", { name: "Create release" }).click();
    await page.getByRole("button", { name: "Publish v1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText("v1 answers everybody")).toBeVisible();
  });

  await test.step("gives the case a check that needs no judge, and tests the draft", async () => {
    await page.getByRole("link", { name: "Tests", exact: true }).click();
    await page
      .getByRole("link", { name: /From chats/ })
      .first()
      .click();
    await page.getByRole("link", { name: /What does it cost/ }).click();
    await page.getByRole("combobox", { name: "Check 1" }).click();
    await page.getByRole("option", { name: "Contains" }).click();
    await page.getByLabel("All of (one per line)").fill("cost");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByRole("button", { name: /Test the draft/ }).click();
    await page.waitForURL(/\/tests\/runs\//);
    await expect(page.getByText("does as well as v1")).toBeVisible({ timeout: 20_000 });
  });

  await test.step("publishes the tested draft and rolls back", async () => {
    await page.goto(`/projects/${project.id}/releases`);
    await page.getByRole("button", { name: "Create release" }).first().click();
    await page.getByRole("button", { name: "Create release" }).click();
    await page.getByRole("button", { name: "Publish v2" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish" }).click();
    await expect(page.getByText("v2 answers everybody")).toBeVisible();
    await page.getByRole("button", { name: "Roll back v1" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Roll back" }).click();
    await expect(page.getByText("v1 answers everybody")).toBeVisible();
  });

  await test.step("chats with the draft beside what is live", async () => {
    await chat.open(project.id);
    await page.getByText("Draft", { exact: true }).click();
    await chat.ask("Hello draft");
    await page.getByText("Live v1", { exact: true }).click();
    await chat.ask("Hello live");
    await page.reload();
    await expect(page.getByText("v1 from here")).toBeVisible();
  });
});

test("the demo model takes the same way, and its judge says what it is", async ({ context, page }) => {
  const product = await startProduct({});
  try {
    const me = await signedIn(context, product.url);
    const call = callerFor(product.url, me);
    await openSession(context, product.url, me);
    const { project } = await call<Created>("/api/projects", { body: { name: "Demo" } });
    const { testSet } = await call<{ testSet: { id: string } }>(`/api/projects/${project.id}/test-sets`, {
      body: { name: "Basics" },
    });
    await call(`/api/test-sets/${testSet.id}/cases`, {
      body: { question: "Hi", checks: [{ type: "meets", criteria: "Says demo model" }, { type: "finish" }] },
    });
    await page.goto(`${product.url}/projects/${project.id}/tests`);
    await page.getByRole("button", { name: /Test the draft/ }).click();
    await expect(page.getByText(/The draft passes/)).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/demo's judge compares words/).first()).toBeVisible();
  } finally {
    // What the page still fetches would find nobody.
    await page.goto("about:blank");
    await product.close();
  }
});
