/** A start or a command failed for a reason that the operator can mend. The message is the one line they see. */
export class StartError extends Error {}
