import css from './meter.module.css';

const TICKS_MAX = 20;

interface Props {
  limit: number;
  remaining: number;
  /** Discoveries that are running. They are given back if they are not charged. */
  reserved: number;
  text: string;
}

/** How much of a quota is left, as a row of ticks and in words. */
export function Meter({ limit, remaining, reserved, text }: Props) {
  return (
    <span
      class={css.meter}
      role="meter"
      aria-label={text}
      aria-valuenow={remaining}
      aria-valuemin={0}
      aria-valuemax={limit}
      aria-valuetext={text}
    >
      {limit <= TICKS_MAX && (
        <span class={css.ticks} aria-hidden="true">
          {Array.from({ length: limit }, (_, index) => (
            <i key={index} class={`${css.tick} ${tickClass(index, remaining, reserved)}`} />
          ))}
        </span>
      )}
      <span class={css.text} aria-hidden="true">
        {text}
      </span>
    </span>
  );
}

function tickClass(index: number, remaining: number, reserved: number): string {
  if (index < remaining) return css.left ?? '';
  return (index < remaining + reserved ? css.reserved : '') ?? '';
}
