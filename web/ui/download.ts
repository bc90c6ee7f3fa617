/** Saves a file without a request. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has read the content by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Such as `shop.example.openapi.json`; the host comes from outside. */
export function fileNameFor(url: string, suffix: string): string {
  const host = URL.parse(url)?.hostname ?? '';
  return `${host.replace(/[^a-z0-9.-]/gi, '') || 'discovery'}.${suffix}`;
}
