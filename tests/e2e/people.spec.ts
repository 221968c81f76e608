import { generate } from "otplib";
import { ChatPage } from "./support/chat-page";
import { expectAccessible } from "./support/fixtures";
import { callerFor, expect, forgetSession, holdBack, signedIn, test } from "./support/test";

test("somebody joins by a link, gets another role, sees what others change, and is removed while a reply runs", async ({
  page,
  browser,
  product,
  project,
  noise,
}) => {
  noise.allow(/status of 404/);
  await page.goto(`/projects/${project.id}/people`);
  await page.getByRole("button", { name: "Create invitation link" }).click();
  const link = await page.getByLabel("Link", { exact: true }).inputValue();
  await expectAccessible(page);

  const theirs = await browser.newContext({ baseURL: product.url });
  const guest = await theirs.newPage();
  // What opens links on its own uses none up.
  for (let twice = 0; twice < 2; twice++) expect((await theirs.request.get(link)).ok()).toBe(true);
  const account = await signedIn(theirs, product.url);
  await guest.goto(link);
  await guest.getByRole("button", { name: /accept|join/i }).click();
  await expect(guest).toHaveURL(new RegExp(`/projects/${project.id}`));
  // Used, it says so to whoever comes, and nothing of the project.
  const stranger = await browser.newPage({ baseURL: product.url });
  expect((await stranger.goto(link))?.status()).toBe(404);
  await expect(stranger.getByRole("heading", { name: "This invitation can’t be used" })).toBeVisible();
  await expect(stranger.getByText("already used or withdrawn, or it has expired")).toBeVisible();
  expect(await stranger.content()).not.toContain(project.name);
  await expectAccessible(stranger);
  await stranger.close();

  const row = page.getByRole("listitem").filter({ hasText: account.email });
  await expect(row).toBeVisible();
  await expect(guest.getByRole("link", { name: "Prompts" })).toHaveCount(0);
  await row.getByLabel(`Role of ${account.name}`).click();
  await page.getByRole("option", { name: "Editor" }).click();
  await expect(guest.getByRole("link", { name: "Prompts" })).toBeVisible();

  await guest.goto(`/projects/${project.id}/settings`);
  await page.goto(`/projects/${project.id}/settings`);
  await page.getByLabel("Name", { exact: true }).fill("Renamed by its owner");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(guest.getByLabel("Name", { exact: true })).toHaveValue("Renamed by its owner");

  const chat = new ChatPage(guest);
  await chat.open(project.id);
  await chat.say("[[slow ms=100 tokens=600]]");
  await expect(chat.stop).toBeVisible();
  await page.goto(`/projects/${project.id}/people`);
  await row.getByRole("button", { name: `Remove ${account.name}` }).click();
  const sure = page.getByRole("alertdialog").getByRole("button", { name: "Remove" });
  await sure.click();
  await expect(row).toHaveCount(0);
  await expect(chat.stop).toHaveCount(0);
  const gone = await theirs.request.get(`${product.url}/projects/${project.id}`);
  expect(gone.status()).toBe(404);
  await theirs.close();
});

test("the last owner stays, hands the project over, and leaves; the key of who left opens nothing at once", async ({
  page,
  browser,
  product,
  project,
  call,
  me,
  noise,
}) => {
  noise.allow(/status of 40[49]/);
  const theirs = await browser.newContext({ baseURL: product.url });
  const heir = await signedIn(theirs, product.url);
  const invited = await call<{ url: string }>(`/api/projects/${project.id}/invitations`, {
    body: { role: "member" },
  });
  await callerFor(product.url, heir)(`/api/invitations/${invited.url.split("/").at(-1)}`, { method: "POST" });
  const { secret } = await call<{ secret: string }>("/api/keys", {
    body: { name: "Mine", projectId: project.id, scopes: ["chat"] },
  });
  const models = async () => {
    const answer = await fetch(`${product.url}/api/v1/models`, {
      headers: { Authorization: `Bearer ${secret}` },
    });
    return [answer.status, answer.ok ? ((await answer.json()) as { data: unknown[] }).data.length : 0];
  };
  expect(await models()).toEqual([200, 1]);

  // Whoever leaves soon has not heard from the server yet.
  await page.addInitScript(() => Reflect.deleteProperty(window, "SharedWorker"));
  await holdBack(page, "**/api/events");
  await page.goto(`/projects/${project.id}/people`);
  const leave = page.getByRole("button", { name: "Leave the project" });
  const sure = page.getByRole("alertdialog").getByRole("button", { name: "Leave" });
  await leave.click();
  await sure.click();
  await expect(page.getByText("A project keeps one owner: make somebody else an owner first")).toBeVisible();
  await page.getByLabel(`Role of ${heir.name}`).click();
  await page.getByRole("option", { name: "Owner" }).click();
  await expect(page.getByText(`${heir.name} is now owner`)).toBeVisible();
  await leave.click();
  await sure.click();
  await page.waitForURL("**/projects");
  await expect(page.getByRole("link", { name: project.name })).toHaveCount(0);
  expect((await models())[1]).toBe(0);

  const after = await theirs.newPage();
  await after.goto(`/projects/${project.id}/people`);
  await expect(after.getByText(heir.email)).toBeVisible();
  await expect(after.getByText(me.email)).toHaveCount(0);
  await after.getByRole("button", { name: "Leave the project" }).click();
  await after.getByRole("alertdialog").getByRole("button", { name: "Leave" }).click();
  await expect(after.getByText("A project keeps one owner")).toBeVisible();
  await theirs.close();
});

test("two-step sign-in is turned on with an app's code, and asked for from then on", async ({
  page,
  me,
  noise,
}) => {
  noise.allow(/status of 40[01]/);
  await page.goto("/account");
  const section = page.getByRole("region", { name: "Two-step sign-in" });
  await section.getByRole("button", { name: "Turn on" }).click();
  await section.getByLabel("Current password").fill(me.password);
  await section.getByRole("button", { name: "Turn on" }).click();
  await expect(section.getByRole("img", { name: "QR code for an authenticator app" })).toBeVisible();
  await expectAccessible(page);
  const secret = (await section.locator("code").innerText()).replace(/\s/g, "");
  const codeAt = (steps: number) => generate({ secret, epoch: Math.floor(Date.now() / 1000) + steps * 30 });
  await section.getByRole("textbox", { name: "Code" }).fill("000000");
  await section.getByRole("button", { name: "Turn on" }).click();
  await expect(section.getByText("This code is wrong or was already used")).toBeVisible();
  await section.getByRole("textbox", { name: "Code" }).fill(await codeAt(-1));
  await section.getByRole("button", { name: "Turn on" }).click();
  const codes = section.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
  await expect(codes).toHaveCount(10);
  await section.getByRole("button", { name: "I’ve saved them" }).click();
  await expect(section.getByText("10 recovery codes are left")).toBeVisible();

  await forgetSession(page);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(me.email);
  await page.getByLabel("Password", { exact: true }).fill(me.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("Code or recovery code").fill(await codeAt(0));
  await expectAccessible(page);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(/\/projects/);
});
