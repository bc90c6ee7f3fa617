/** The HTML with which another site shows the playground. */
export function embedSnippet(origin: string): string {
  return `<script src="${origin}/embed/v1.js" async></script>
<kloakd-playground theme="auto" lang="auto" url="https://api.example.com">
  <a href="${origin}/">Open the playground</a>
</kloakd-playground>`;
}
