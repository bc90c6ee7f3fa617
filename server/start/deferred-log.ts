interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** A log for parts that are opened before the server, whose log it writes to. Keeps lines until `attach` is called. */
export function createDeferredLog(): Log & { attach(log: Log): void } {
  let log: Log | null = null;
  const waiting: ((log: Log) => void)[] = [];
  const say =
    (level: keyof Log) =>
    (fields: object, message: string): void => {
      if (log) log[level](fields, message);
      else waiting.push((attached) => attached[level](fields, message));
    };
  return {
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    attach(attached) {
      log = attached;
      for (const line of waiting.splice(0)) line(attached);
    },
  };
}
