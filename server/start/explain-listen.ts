import { StartError } from './start-error.ts';

/**
 * Explains why the server could not listen on its address.
 * @returns a StartError that names the fix; any other error unchanged
 */
export function explainListen(error: unknown, address: string): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `${address} is taken: stop the program that listens there, or set PORT to another port.`,
      );
    case 'EACCES':
      return error.syscall === 'listen'
        ? new StartError(`${address} needs privileges: set PORT to 1024 or higher.`)
        : error;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${address} is not an address of this machine: set HOST to one that is.`,
      );
    default:
      return error;
  }
}
