const SECTIONS = 4;
const LINES = 9;

/**
 * A page of documentation with its own styles and script. What is embedded begins in the second section: below the fold
 * of a phone, and near enough that the browser loads it at once.
 */
export function hostPage(embed: string): string {
  const section = (index: number) => `
    <section id="part-${index}">
      <h2>Part ${index}</h2>
      ${'<p>Every request carries a key and names the organization that it is for.</p>'.repeat(LINES)}
      <pre><code>GET /v1/orders?part=${index}</code></pre>
      ${index === 1 ? embed : ''}
    </section>`;
  const sections = Array.from({ length: SECTIONS }, (_, index) => section(index + 1)).join('');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="How to use an API.">
    <link rel="icon" href="data:,">
    <title>Documentation</title>
    <style>
      body { max-width: 44rem; margin: auto; padding: 1rem; font: 1rem/1.6 sans-serif }
      pre { padding: 1rem; overflow: auto; background: #f2f4f2 }
    </style>
  </head>
  <body>
    <main><h1>Documentation</h1>${sections}</main>
    <script>document.documentElement.dataset.theme = 'light'</script>
  </body>
</html>`;
}
