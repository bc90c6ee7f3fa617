const STEPS = 20;

/**
 * Tells the framing page how high the widget is, at a moment when nothing that is in sight there moves by it. While the
 * lower edge of the frame is in sight, what stands below it would jump; until it is out of sight, the frame scrolls.
 */
export function tellHeight(root: HTMLElement, tell: (heightPx: number) => void): void {
  let told: number | null = null;
  // As large as the frame. The browser says how much of it is in sight in the outermost window.
  const probe = document.createElement('div');
  probe.style.cssText = 'position:fixed;inset:0;visibility:hidden;pointer-events:none';
  document.body.append(probe);
  const observer = new IntersectionObserver(
    (entries) => {
      const visible = entries.at(-1)?.intersectionRect;
      const height = Math.ceil(root.getBoundingClientRect().height);
      if (!visible || height === told) return;
      // At first the frame has the height that the page reserved, and gets no lower than that.
      const fits = told === null && height <= innerHeight;
      const isOutOfSight = visible.height === 0;
      const endsBelow = visible.bottom < Math.min(innerHeight, height) - 1;
      if (!fits && !isOutOfSight && !endsBelow) return;
      told = height;
      tell(height);
    },
    { threshold: Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS) },
  );
  // One that begins to observe is told at once how things stand.
  new ResizeObserver(() => {
    observer.unobserve(probe);
    observer.observe(probe);
  }).observe(root);
}
