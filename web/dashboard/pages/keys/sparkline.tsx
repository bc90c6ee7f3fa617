import css from './sparkline.module.css';

const BAR_WIDTH = 3;
const GAP = 1;
const HEIGHT = 22;

/** A bar for each day. A day without a request has a thin line, so that all days are visible. */
export function Sparkline({ counts, text }: { counts: readonly number[]; text: string }) {
  const most = Math.max(1, ...counts);
  const width = counts.length * (BAR_WIDTH + GAP);
  return (
    <span class={css.sparkline}>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} aria-hidden="true">
        {counts.map((count, day) => {
          const height = count === 0 ? 1 : Math.max(2, Math.round((count / most) * HEIGHT));
          return (
            <rect
              key={day}
              class={count === 0 ? css.none : css.bar}
              x={day * (BAR_WIDTH + GAP)}
              y={HEIGHT - height}
              width={BAR_WIDTH}
              height={height}
            />
          );
        })}
      </svg>
      <span class={css.text}>{text}</span>
    </span>
  );
}
