import { expectAccessible } from "./support/fixtures";
import { expect, test } from "./support/test";

test("a key is made, its secret shown once and used, rotated and revoked", async ({ page, project }) => {
  await page.goto(`/projects/${project.id}/settings`);
  await page.getByRole("link", { name: "API keys" }).click();
  await expect(page.getByText("No keys yet")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("button", { name: "New key" }).click();
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Name is required")).toBeVisible();
  await page.getByLabel("Name").fill("Website");
  await page.getByText("Budgets, limits and origins").click();
  await page.getByLabel("Tokens per day").fill("100000");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create key" }).click();
  const secret = await page.getByLabel("Secret").inputValue();
  expect(secret).toMatch(/^cbp_\w{38}$/);
  await expect(page.getByRole("region", { name: "curl sample" })).toContainText(secret);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByText(secret)).toBeHidden();

  const ask = (of: string) =>
    page.request.get("/api/v1/models", { headers: { authorization: `Bearer ${of}` } });
  expect((await ask(secret)).status()).toBe(200);
  await page.reload();
  await expect(page.getByText("last used just now")).toBeVisible();
  await expect(page.getByText("0 of 100,000")).toBeVisible();

  await page.getByRole("button", { name: "Rotate Website" }).click();
  await page.getByRole("button", { name: "Rotate key" }).click();
  await expect(page.getByLabel("Secret")).not.toHaveValue(secret);
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Revoke Website" }).click();
  await expect(page.getByRole("alertdialog")).toContainText("Revoke “Website”?");
  await page.getByRole("button", { name: "Revoke key" }).click();
  await expect(page.getByText("No keys yet")).toBeVisible();
  expect((await ask(secret)).status()).toBe(401);

  await page.goto("/account/keys");
  await page.getByRole("button", { name: "New key" }).click();
  await expect(page.getByRole("combobox", { name: "Reaches" })).toContainText("All of your projects");
  await expectAccessible(page);
});
