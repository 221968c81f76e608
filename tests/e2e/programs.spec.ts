import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

test("a project's key is made, shown once, used, changed, rotated and revoked", async ({
  page,
  project,
  product,
}) => {
  await page.goto(`/projects/${project.id}/keys`);
  await expect(page.getByRole("tab", { name: "curl" })).toBeVisible();
  await expectAccessible(page);
  const model = await page.locator("dd").nth(1).innerText();
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("Website");
  await page.getByText("Budgets, limits and origins").click();
  await page.getByLabel("Tokens per day").fill("50000");
  await page.getByRole("button", { name: "Create key" }).click();
  const secretField = page.getByRole("textbox", { name: "Secret" });
  const secret = await secretField.inputValue();
  expect(secret).toMatch(/^cbp_[0-9A-Za-z]{38}$/);
  for (const language of ["curl", "Node", "Python"]) {
    await page.getByRole("dialog").getByRole("tab", { name: language }).click();
    await expect(page.getByRole("dialog").getByRole("region", { name: `${language} sample` })).toContainText(
      secret,
    );
  }
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  const ask = (key: string) =>
    fetch(`${product.url}/api/v1/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] }),
    });
  expect((await ask(secret)).status).toBe(200);
  await page.reload();
  const row = page.getByRole("listitem").filter({ hasText: "Website" });
  await expect(row).toContainText("last used");
  await expect(row.getByRole("progressbar", { name: "Website: Tokens today" })).toBeVisible();

  await row.getByRole("button", { name: "Rotate Website" }).click();
  await page.getByRole("button", { name: "Rotate key" }).click();
  const next = await page.getByRole("textbox", { name: "Secret" }).inputValue();
  expect(next).not.toBe(secret);
  await page.getByRole("button", { name: "Done" }).click();
  expect([(await ask(secret)).status, (await ask(next)).status]).toEqual([200, 200]);
  await row.getByRole("button", { name: "Revoke Website" }).click();
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("No keys yet")).toBeVisible();
  expect((await ask(next)).status).toBe(401);

  await page.goto("/account/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name").fill("Everything");
  await page.getByLabel("Expires").click();
  await page.getByRole("option", { name: "Never" }).click();
  await expect(page.getByText("This key never expires")).toBeVisible();
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "Everything" })).toContainText("All projects");
  await expectAccessible(page);
  await page.goto("/usage");
  await page.getByRole("tab", { name: "By key" }).click();
  await expect(page.getByRole("row", { name: /^Website/ })).toBeVisible();
});

test("webhooks are made, tried and removed; a snippet stands for each client of MCP", async ({
  page,
  project,
  noise,
}) => {
  noise.allow(/status of 400/);
  await page.goto(`/projects/${project.id}/webhooks`);
  await page.getByRole("button", { name: "New webhook" }).click();
  await page.getByLabel("Address").fill("http://10.0.0.1/hook");
  await page.getByRole("button", { name: "Add webhook" }).click();
  await expect(page.getByText("not one that may be reached")).toBeVisible();
  await page.getByLabel("Address").fill("http://localhost:9/hook");
  await page.getByRole("button", { name: "Add webhook" }).click();
  expect(await page.getByRole("textbox", { name: "Secret" }).inputValue()).toMatch(/^whsec_/);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByText("A test event is on its way")).toBeVisible();
  await page.getByRole("button", { name: "Deliveries" }).click();
  await expect(page.getByText("What was sent")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove http://localhost:9/hook" }).click();
  await page.getByRole("button", { name: "Remove webhook" }).click();
  await expect(page.getByText("No webhooks yet")).toBeVisible();

  await page.goto(`/projects/${project.id}/mcp`);
  for (const client of ["Claude Desktop", "Claude Code", "Cursor", "VS Code", "Any other"]) {
    await page.getByRole("tab", { name: client }).click();
    await expect(page.getByRole("region", { name: `${client} snippet` })).toContainText(
      `/api/projects/${project.id}/mcp`,
    );
  }
  await expectAccessible(page);
});

test("the reference is searched, and an operation tried as the person signed in", async ({
  page,
  project,
  noise,
}) => {
  noise.allow(/status of 401/);
  await page.goto("/docs/api#listKeys");
  await expect(page.locator("#listKeys")).toBeInViewport();
  await page.getByLabel("Search operations").fill("rename version webhook nothing");
  await expect(page.getByText("Nothing matches")).toBeVisible();
  await page.getByLabel("Search operations").fill("createProject");
  await page.getByLabel("Search operations").fill("");
  // The longest page there is, of one kind: axe would be busy with it for half a minute.
  await page.evaluate(() => {
    const looked = "#listKeys, #createKey, #getProject, #createProject";
    for (const article of document.querySelectorAll("article"))
      if (!article.matches(looked)) article.remove();
  });
  await expectAccessible(page, expect, ["header", "nav", "#listKeys", "#createKey"]);
  await page.locator("[data-try=getProject]").click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("projectId").fill(project.id);
  await dialog.getByRole("button", { name: "Send GET" }).click();
  await expect(dialog.getByRole("status")).toContainText("200");
  await expect(dialog.locator("pre")).toContainText(project.name);
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.locator("[data-try=createProject]").click();
  await dialog.getByLabel("Body (JSON)").fill('{"name":"Made by trying"}');
  await dialog.getByRole("button", { name: "Send POST" }).click();
  await expect(dialog.getByText("changes real data here")).toBeVisible();
  await expectAccessible(page, expect, ["dialog[open]"]);
  await dialog.getByRole("button", { name: "Yes, send it" }).click();
  await expect(dialog.getByRole("status")).toContainText("201");
  await dialog.getByRole("radio", { name: "An API key or token" }).check();
  await dialog.getByLabel("API key or token", { exact: true }).last().fill("cbp_wrong");
  await dialog.getByRole("button", { name: "Send POST" }).click();
  await dialog.getByRole("button", { name: "Yes, send it" }).click();
  await expect(dialog.getByRole("status")).toContainText("401");
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain("cbp_wrong");
});

test("the reference is sent once, and is whole without JavaScript and on the way back", async ({
  page,
  project,
  browser,
  product,
}) => {
  const { length } = await (await page.request.get("/docs/api")).text();
  expect(length).toBeLessThan(1_500_000);
  const plain = await browser.newContext({ javaScriptEnabled: false, baseURL: product.url });
  const reader = await plain.newPage();
  await reader.goto("/docs/api");
  await expect(reader.locator("#createKey")).toBeVisible();
  await expect(reader.locator("#createKey [data-copy]").first()).toBeHidden();
  const all = await reader.locator("article").count();
  await plain.close();

  await page.goto("/docs/api");
  await expect(page.locator("article")).toHaveCount(all);
  await page.locator("#quick-start a").first().click();
  await expect(page.getByRole("main").getByText(project.name).first()).toBeVisible();
  await page.goBack();
  await expect(page.locator("article")).toHaveCount(all);
});
