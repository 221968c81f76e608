import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "@playwright/test";
import { ChatPage } from "./support/chat-page";
import { expectAccessible, register } from "./support/fixtures";
import { type Caller, callerFor, expect, openSession, test } from "./support/test";

type Run = { id: string; status: string; url: string };
const main = (page: Page) => page.getByRole("main");

async function runToEnd(call: Caller, projectId: string, body: object): Promise<Run> {
  const path = `/api/projects/${projectId}/eval-runs`;
  let { run } = await call<{ run: Run }>(path, { body });
  while (run.status === "queued" || run.status === "running") {
    ({ run } = await call<{ run: Run }>(`${path}/${run.id}?wait=30`));
  }
  return run;
}

/** A set whose one case passes on what is live and fails on the draft. */
async function regressed(call: Caller, projectId: string, more: object = {}) {
  const base = `/api/projects/${projectId}`;
  await call(`${base}/prompts`, { body: { content: "Be short." } });
  await call(`${base}/releases`, { body: { note: "Good" } });
  await call(`${base}/live`, { method: "PUT", body: { release: 1 } });
  await call(base, { method: "PUT", body: { settings: { model: "scripted-reasoning" } } });
  const { testSet } = await call<{ testSet: { id: string } }>(`${base}/test-sets`, {
    body: { name: "Basics", ...more },
  });
  await call(`/api/test-sets/${testSet.id}/cases`, {
    body: {
      name: "Names the cost",
      question: "What does it cost?",
      checks: [{ type: "contains", value: "cost" }],
    },
  });
  return testSet.id;
}

test("a release that the gate refuses goes live with a reason, which stays; unpublishing asks first", async ({
  page,
  call,
  project,
}) => {
  const setId = await regressed(call, project.id, { gate: { enabled: true } });
  await call(`/api/projects/${project.id}/releases`, { body: { note: "Worse" } });
  await runToEnd(call, project.id, { testSetId: setId, candidate: 2 });
  await page.goto(`/projects/${project.id}/releases`);
  await page.getByRole("button", { name: "Publish v2" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("Required checks fail in “Names the cost”")).toBeVisible();
  const publish = dialog.getByRole("button", { name: "Publish" });
  await expect(publish).toBeDisabled();
  await dialog.getByLabel("Publish anyway, because").fill("The shop opens in an hour");
  await publish.click();
  await expect(page.getByText("v2 answers everyone")).toBeVisible();
  await expect(page.getByText("Gate overridden")).toBeVisible();
  await expect(page.getByText("“The shop opens in an hour”").first()).toBeVisible();

  await page.getByRole("button", { name: "Unpublish" }).click();
  const question = page.getByRole("alertdialog", { name: "Unpublish v2?" });
  await question.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText("v2 answers everyone")).toBeVisible();
  await page.getByRole("button", { name: "Unpublish" }).click();
  await question.getByRole("button", { name: "Unpublish" }).click();
  await expect(page.getByText("The draft answers everyone.", { exact: false })).toBeVisible();
});

test("a report is read by the project's other editors, printed without the bars, and nobody else's", async ({
  browser,
  page,
  call,
  product,
  project,
  noise,
}) => {
  noise.allow(/status of 404/);
  const setId = await regressed(call, project.id);
  const run = await runToEnd(call, project.id, { testSetId: setId, candidate: "draft", repeats: 3 });
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(run.url);
  await expect(page.getByText("passes 0/3, before 3/3")).toBeVisible();
  await expect(page.getByText("The draft against v1,")).toBeVisible();
  await expect(page.getByText("passed before", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Share" }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${product.url}${run.url}`);

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("banner")).toBeHidden();
  for (const name of ["Share", "Print", "Why did it change?"]) {
    await expect(page.getByRole("button", { name })).toBeHidden();
  }
  await expect(page.getByRole("heading", { name: "Basics", level: 1 })).toBeVisible();
  for (const heading of await page.locator("main :is(h1, h2, h3)").all()) {
    await expect(heading).toHaveCSS("break-after", "avoid");
  }
  await expect(page.getByText("passes 0/3, before 3/3")).toBeVisible();

  const { url } = await call<{ url: string }>(`/api/projects/${project.id}/invitations`, {
    body: { role: "editor" },
  });
  const [editor, stranger] = [await register(product.url), await register(product.url)];
  await callerFor(product.url, editor)(`/api/invitations/${url.split("/").at(-1)}`, {
    method: "POST",
    body: {},
  });
  for (const [person, sees] of [
    [editor, true],
    [stranger, false],
  ] as const) {
    const context = await browser.newContext({ baseURL: product.url });
    await openSession(context, product.url, person);
    const other = await context.newPage();
    const answer = await other.goto(link);
    expect(answer?.status()).toBe(sees ? 200 : 404);
    if (sees) await expect(other.getByText("passes 0/3, before 3/3")).toBeVisible();
    else await expect(other.getByText("Basics")).toHaveCount(0);
    await context.close();
  }
  const nobody = await browser.newContext({ baseURL: product.url });
  const signedOut = await nobody.newPage();
  await signedOut.goto(link);
  await expect(signedOut).toHaveURL(/\/sign-in\?/);
  await nobody.close();
});

test("the Tests page shows what the night found, however many tests ran since", async ({
  page,
  call,
  product,
  project,
}) => {
  const setId = await regressed(call, project.id, { nightly: true });
  const night = await runToEnd(call, project.id, { testSetId: setId, candidate: 1, baseline: null });
  await runToEnd(call, project.id, { testSetId: setId, candidate: "draft" });
  // Nights begin by the clock: what one writes stands in tests/api/evals-watch.test.ts.
  const database = new DatabaseSync(join(product.dataDir, "chatbot.sqlite"));
  database.exec("PRAGMA busy_timeout = 10000");
  database
    .prepare(
      `UPDATE eval_runs SET spec = json_set(spec, '$.kind', 'nightly'),
        outcome = json_set(outcome, '$.alarm', 'Unchanged content does worse.') WHERE id = ?`,
    )
    .run(night.id);
  database.close();
  await page.goto(`/projects/${project.id}/tests`);
  const alarm = main(page).getByRole("alert");
  await expect(alarm).toContainText("“Basics” did worse last night");
  await expectAccessible(page);
  // The strip is about the draft.
  await expect(main(page).getByRole("link", { name: /with v1/ })).toBeVisible();
  await alarm.getByRole("link", { name: "The report" }).click();
  await expect(page.getByText("Unchanged content does worse.")).toBeVisible();
});

test("questions that went wrong are suggested together, and one button makes a case of one", async ({
  page,
  call,
  project,
}) => {
  const base = `/api/projects/${project.id}`;
  const ask = async (message: string, note?: string) => {
    const sent = await call<{ chatId: string; messageId: string }>(`/api/chat/${project.id}`, {
      body: { message },
    });
    const path = `/api/chats/${sent.chatId}/messages/${sent.messageId}/feedback`;
    await call(path, { method: "PUT", body: { rating: "down", ...(note ? { note } : {}) } });
  };
  await ask("What does a service cost?", "Should name 89 francs");
  await ask("When do you open?");
  await page.goto(`/projects/${project.id}/tests`);
  await page.getByRole("link", { name: "Suggestions" }).click();
  await expect(main(page).getByText("Thumbs-down")).toHaveCount(2);
  await expect(main(page).getByText("Should name 89 francs")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create a case: What does a service cost?" }).click();
  await expect(page.getByText("Saved as a test case")).toBeVisible();
  await expect(main(page).getByText("Thumbs-down")).toHaveCount(1);
  const { testSets } = await call<{ testSets: { id: string }[] }>(`${base}/test-sets`);
  const { cases } = await call<{ cases: object[] }>(`/api/test-sets/${testSets[0]?.id}/cases`);
  expect(cases).toMatchObject([
    { question: "What does a service cost?", checks: [{ type: "meets", criteria: "Should name 89 francs" }] },
  ]);
});

test("removing a file names the cases that expect its passages, and the releases that keep it", async ({
  page,
  call,
  product,
  me,
  project,
}) => {
  const base = `/api/projects/${project.id}`;
  const form = new FormData();
  form.set("file", new File(["# Filters\n\nThe replacement filter has the number F-1187."], "spares.md"));
  const sent = await fetch(`${product.url}${base}/files`, {
    method: "POST",
    headers: { Authorization: `Bearer ${me.token}` },
    body: form,
  });
  const { id: fileId } = (await sent.json()).data.file as { id: string };
  await expect
    .poll(async () => (await call<{ file: { status: string } }>(`${base}/files/${fileId}`)).file.status, {
      timeout: 60_000,
    })
    .toBe("ready");
  await call(`${base}/releases`, { body: {} });
  const chat = new ChatPage(page);
  await chat.open(project.id);
  await chat.ask("Which number has the replacement filter?");
  const chatId = chat.chatId;
  const { messages } = await call<{ messages: { id: string; role: string }[] }>(
    `/api/chats/${chatId}/messages`,
  );
  const reply = messages.find(({ role }) => role === "assistant");
  // A case from a good answer expects its best passage.
  await call(`/api/chats/${chatId}/messages/${reply?.id}/case`, { body: {} });
  await page.goto(`/projects/${project.id}/files`);
  await page.getByRole("button", { name: "Remove spares.md" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByText("Breaks 1 test case")).toBeVisible();
  await expect(dialog.getByText("Which number has the replacement filter?")).toBeVisible();
  await expect(dialog.getByText("Releases that still use its text: v1.")).toBeVisible();
});
