/** The plain iframe that another site puts into its page. */
export function embedSnippet(origin: string): string {
  return `<iframe
  src="${origin}/embed/v1?theme=auto&amp;url=https%3A%2F%2Fapi.example.com"
  title="KLOAKD Playground" loading="lazy" width="100%" height="720"
  referrerpolicy="strict-origin" allow="clipboard-write"
></iframe>`;
}
