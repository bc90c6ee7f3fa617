/** The product's mark; `web/site/layout.html` and `favicon.svg` draw the same. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="1.75" />
      <path d="M12 3a9 9 0 0 1 0 18 12.5 12.5 0 0 0 0-18z" fill="currentColor" />
    </svg>
  );
}
