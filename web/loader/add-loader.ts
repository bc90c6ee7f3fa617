/** Links the loader of a service in this page, unless it is linked already. */
export function addLoader(service: string): void {
  const src = `${service}/embed/v1.js`;
  if ([...document.scripts].some((script) => script.src === src)) return;
  const script = document.createElement('script');
  script.src = src;
  script.async = true;
  document.head.append(script);
}
