import { expectAccessible } from "./support/fixtures";
import { furnish, PLACES } from "./support/places";
import { expect, test } from "./support/test";

test("70, 73: axe finds nothing on any page nor in what opens over it, in light and dark", async ({
  page,
  context,
  call,
  product,
  me,
  project,
  noise,
}) => {
  test.setTimeout(400_000);
  noise.allow(/status of 404/);
  const world = await furnish(call, product, me, project);
  const session = await context.cookies();
  for (const { name, open, signedOut } of PLACES) {
    await test.step(name, async () => {
      await context.clearCookies();
      if (!signedOut) await context.addCookies(session);
      await open(page, world, false);
      await expectAccessible(page, expect.soft);
    });
  }
});
