/** Milliseconds that the processor worked on this: a busy machine does not make it longer, as it does a clock. */
function cpuMs(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/**
 * How much longer twice the input takes: about 2 where the time is linear, 4 where it is quadratic.
 * @param work takes the input's size
 */
export function growthOf(work: (size: number) => unknown, size: number): number {
  work(size);
  return (
    cpuMs(() => work(2 * size)) /
    Math.max(
      1,
      cpuMs(() => work(size)),
    )
  );
}
