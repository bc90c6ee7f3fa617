/** The device is too slow: the challenge would expire before it is solved. */
export class SolveTimeout extends Error {
  override readonly name = 'SolveTimeout';
  constructor(attempts: number) {
    super(`No solution within four minutes (${attempts} attempts).`);
  }
}
