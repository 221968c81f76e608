import { expect, test } from "./support/test";

const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true };

test("72: nothing moves for a person who wants no motion", async ({ page, project }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`/projects/${project.id}/prompts`);
  const dialog = page.getByRole("dialog", { name: "Search" });
  // A key that is pressed before the page's script has come does nothing.
  await expect(async () => {
    if (!(await dialog.isVisible())) await page.keyboard.press("Control+k");
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  const seconds = await dialog.evaluate((element) =>
    Number.parseFloat(getComputedStyle(element).animationDuration),
  );
  expect(seconds).toBeLessThan(0.001);
});

test("73: pages are usable at 400% zoom", async ({ browser, product, context, project, call }) => {
  await call(`/api/projects/${project.id}/prompts`, { body: { content: "Be brief." } });
  // A window of 1280 × 1024 at 400% has this many CSS pixels.
  const zoomed = await browser.newContext({
    viewport: { width: 320, height: 256 },
    baseURL: product.url,
    storageState: await context.storageState(),
  });
  const page = await zoomed.newPage();
  const paths = [
    "/",
    "/projects",
    "/account",
    ...["", "/prompts", "/files", "/settings"].map((p) => `/projects/${project.id}${p}`),
  ];
  for (const path of paths) {
    await page.goto(path);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
  await page.goto(`/projects/${project.id}/prompts`);
  await page.getByRole("button", { name: "Edit prompt 1" }).click();
  await page.getByRole("textbox", { name: "Prompt text" }).fill("Be very brief.");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText("Be very brief.")).toBeVisible();
  await zoomed.close();
});

test("75, 77: on a phone fields are 16 px and everything to press is 44 px", async ({
  browser,
  product,
  context,
  project,
  call,
}) => {
  test.setTimeout(120_000);
  await call(`/api/projects/${project.id}/prompts`, { body: { content: "Be brief." } });
  const mobile = await browser.newContext({
    ...phone,
    baseURL: product.url,
    storageState: await context.storageState(),
  });
  const page = await mobile.newPage();
  const paths = [
    "/projects",
    "/account",
    ...["/prompts", "/files", "/settings"].map((p) => `/projects/${project.id}${p}`),
  ];
  for (const path of [...paths, "/sign-in?signed-out", "/sign-up?signed-out"]) {
    if (path.includes("signed-out")) await mobile.clearCookies();
    await page.goto(path);
    const small = await page.evaluate(() => {
      const visible = (element: Element) =>
        element.checkVisibility() &&
        element.getBoundingClientRect().width > 1 &&
        !element.closest("[aria-hidden=true], [aria-disabled=true]");
      const fields = [...document.querySelectorAll("input, textarea, select, [role=combobox]")]
        .filter(visible)
        .filter((field) => Number.parseFloat(getComputedStyle(field).fontSize) < 16);
      const targets = [...document.querySelectorAll("a, button, summary, [role=combobox]")]
        .filter(visible)
        .filter((target) => {
          const box = target.getBoundingClientRect();
          // A link inside running text is exempt (WCAG 2.5.8).
          return (box.width < 43.5 || box.height < 43.5) && getComputedStyle(target).display !== "inline";
        });
      return [...fields, ...targets].map((element) => element.outerHTML.slice(0, 120));
    });
    expect(small, path).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, path).toBeLessThanOrEqual(0);
  }
  await mobile.close();
});

test("76: the drawer holds the focus and closes on a choice", async ({
  browser,
  product,
  context,
  project,
}) => {
  const mobile = await browser.newContext({
    ...phone,
    baseURL: product.url,
    storageState: await context.storageState(),
  });
  const page = await mobile.newPage();
  await page.goto("/projects");
  const open = page.getByRole("button", { name: "Open menu" });
  await open.click();
  const drawer = page.getByRole("dialog", { name: "Menu" });
  await expect(drawer).toBeVisible();
  for (let i = 0; i < 12; i++) {
    await page.keyboard.press("Tab");
    expect(await drawer.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  }
  await page.keyboard.press("Escape");
  await expect(drawer).toBeHidden();
  await expect(open).toBeFocused();
  await open.click();
  await drawer.getByRole("link", { name: project.name }).click();
  await expect(page).toHaveURL(new RegExp(`/projects/${project.id}$`));
  await expect(drawer).toBeHidden();
  await mobile.close();
});
