import { expect, test } from './fixtures.ts';

test.use({ locale: 'de-DE' });

test('a visitor whose browser speaks German runs a discovery in German, and fetches no other language', async ({
  page,
  service,
  visit,
}) => {
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(new URL(request.url()).pathname));
  const widget = await visit(page);
  const field = widget.getByRole('textbox', { name: 'Finde die APIs hinter einer Website' });
  await field.fill(`${service.demoUrl}/`);
  await field.press('Enter');
  await expect(widget.getByRole('status').filter({ hasText: 'Fertig:' })).toBeVisible();
  await expect(widget.getByText('Noch 9 von 10 Suchläufen')).toBeVisible();
  await expect(widget.getByRole('tab', { name: 'Karte' })).toBeVisible();
  const texts = scripts.filter((path) => /\/(run-)?(en|es|de|fr|ja|ar)-/.test(path));
  expect(texts.every((path) => /\/(run-)?de-/.test(path))).toBe(true);
  expect(texts).toHaveLength(2);
});

test('what goes wrong is said in German too, and the server’s English sentence is not shown', async ({
  page,
  visit,
}) => {
  const widget = await visit(page);
  const field = widget.getByRole('textbox', { name: 'Finde die APIs hinter einer Website' });
  await field.fill('http://10.0.0.1/');
  await field.press('Enter');
  const alert = widget.getByRole('alert');
  await expect(alert).toContainText('Das führt in ein privates Netz');
  await expect(alert).not.toContainText(/private network|public host/);
});
