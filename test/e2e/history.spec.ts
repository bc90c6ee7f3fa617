import { expect, runToTheEnd, test } from './fixtures.ts';

test('a result, its sort and its filter survive a reload at no charge, and open for nobody else', async ({
  page,
  browser,
  service,
  visit,
}) => {
  test.slow();
  const widget = await visit(page);
  const demo = await widget.getByRole('button', { name: 'Demo shop' }).getAttribute('title');
  await runToTheEnd(widget, demo ?? '');
  await widget.getByRole('button', { name: 'Path', exact: true }).click();
  await widget.getByRole('searchbox', { name: 'Filter endpoints' }).fill('GET');
  await expect(page).toHaveURL(/discovery=[\w-]{36}.*sort=path.*filter=GET/);

  await page.reload();
  const again = page.frameLocator('iframe');
  await expect(again.getByText('Stored result of')).toBeVisible();
  await expect(again.getByRole('searchbox', { name: 'Filter endpoints' })).toHaveValue('GET');
  await expect(again.getByRole('columnheader', { name: 'Path' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await again.getByRole('tab', { name: 'History' }).click();
  await expect(again.getByRole('listitem')).toHaveCount(1);

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(page.url());
  const other = stranger.frameLocator('iframe');
  await expect(other.getByText('This link leads to a stored result')).toBeVisible();
  await other.getByRole('button', { name: 'Find my results' }).click();
  await expect(other.getByText('This browser has no such result')).toBeVisible({ timeout: 60_000 });
  await expect(other.getByRole('textbox', { name: /Find the APIs/ })).toHaveValue(demo ?? '');
  expect(service.rows('SELECT 1 FROM discovery')).toHaveLength(1);
  await stranger.context().close();
});
