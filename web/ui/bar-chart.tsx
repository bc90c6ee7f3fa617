import { useSignal } from '@preact/signals';
import css from './bar-chart.module.css';

export interface Bar {
  /** A short name, shown below the first and the last bar. */
  label: string;
  /** The stacked values from the bottom up, one for each series. */
  values: readonly number[];
  /** The bar in words, for screen readers and the line below the chart. */
  text: string;
}

interface Props {
  bars: readonly Bar[];
  /** The top of the scale. */
  max: number;
  formatValue: (value: number) => string;
  labels: { chart: string; nothingChosen: string };
}

/** The share of its place that a bar fills. The rest is the gap to the next one. */
const BAR_SHARE = 0.72;
/** The height in units of the drawing, which is stretched to its box. */
const HEIGHT = 100;

/**
 * Stacked bars in SVG. The chart is one stop in the tab order. For assistive technology it is a slider whose value is
 * the text of the chosen bar, which is also shown below the chart.
 */
export function BarChart({ bars, max, formatValue, labels }: Props) {
  const chosen = useSignal<number | null>(null);
  const at = chosen.value === null ? null : Math.min(chosen.value, bars.length - 1);
  const choose = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { left, width, right } = event.currentTarget.getBoundingClientRect();
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const share = (isRtl ? right - event.clientX : event.clientX - left) / width;
    chosen.value = Math.min(bars.length - 1, Math.max(0, Math.floor(share * bars.length)));
  };
  const move = (event: KeyboardEvent) => {
    const next = nextBar(event.key, at, bars.length);
    if (next === null) return;
    event.preventDefault();
    chosen.value = next;
  };
  return (
    <div class={css.chart}>
      <div class={css.scale} aria-hidden="true">
        {[max, max / 2, 0].map((value) => (
          <span key={value}>{formatValue(value)}</span>
        ))}
      </div>
      <div
        class={css.plot}
        role="slider"
        tabIndex={0}
        aria-label={labels.chart}
        aria-valuemin={1}
        aria-valuemax={bars.length}
        aria-valuenow={(at ?? bars.length - 1) + 1}
        aria-valuetext={at === null ? labels.nothingChosen : bars[at]?.text}
        onPointerMove={choose}
        onPointerDown={choose}
        onKeyDown={move}
      >
        <Bars bars={bars} max={max} at={at} />
      </div>
      <div class={css.ends} aria-hidden="true">
        <span>{bars[0]?.label}</span>
        <span>{bars.length > 1 && bars.at(-1)?.label}</span>
      </div>
      <p class={css.chosen}>{at === null ? labels.nothingChosen : bars[at]?.text}</p>
    </div>
  );
}

function Bars({ bars, max, at }: Pick<Props, 'bars' | 'max'> & { at: number | null }) {
  return (
    <svg
      class={css.bars}
      viewBox={`0 0 ${bars.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {[0, HEIGHT / 2, HEIGHT].map((y) => (
        <line key={y} class={css.grid} x1={0} x2={bars.length} y1={y} y2={y} />
      ))}
      {at !== null && <rect class={css.mark} x={at} y={0} width={1} height={HEIGHT} />}
      {bars.map(({ values }, index) => {
        let top = HEIGHT;
        return values.map((value, series) => {
          if (value === 0) return null;
          const height = (value / max) * HEIGHT;
          top -= height;
          return (
            <rect
              key={`${index} ${series}`}
              class={css.bar}
              data-series={series}
              x={index + (1 - BAR_SHARE) / 2}
              y={top}
              width={BAR_SHARE}
              height={height}
            />
          );
        });
      })}
    </svg>
  );
}

/** The colour of a series, for a legend. */
export function Swatch({ series }: { series: number }) {
  return (
    <svg class={css.swatch} width="10" height="10" aria-hidden="true">
      <rect class={css.bar} data-series={series} width="10" height="10" rx="2" />
    </svg>
  );
}

/** The bar that a key moves to. The first key chooses the last bar, the newest day. */
function nextBar(key: string, at: number | null, count: number): number | null {
  const isRtl = document.documentElement.dir === 'rtl';
  const last = count - 1;
  switch (key) {
    case isRtl ? 'ArrowRight' : 'ArrowLeft':
    case 'ArrowDown':
      return at === null ? last : Math.max(0, at - 1);
    case isRtl ? 'ArrowLeft' : 'ArrowRight':
    case 'ArrowUp':
      return at === null ? last : Math.min(last, at + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
