import { Fragment } from 'preact';
import css from './method.module.css';

const KINDS: Record<string, string | undefined> = {
  GET: css.isGet,
  POST: css.isPost,
  PUT: css.isPut,
  PATCH: css.isPatch,
  DELETE: css.isDelete,
};

/** A method's badge. The method comes from outside, so its class is looked up in a fixed list. */
export function Method({ name }: { name: string }) {
  return <span class={`${css.method} ${KINDS[name] ?? ''}`}>{name}</span>;
}

/** A path with its parameters marked, and before it the origin if one is given. */
export function Path({ origin, path }: { origin: string; path: string }) {
  return (
    <span class={css.path} dir="ltr">
      {origin && <span class={css.origin}>{origin}</span>}
      {path.split(/(\{[^{}]*\})/).map((piece, index) =>
        index % 2 === 1 ? (
          <Fragment key={index}>
            <wbr />
            <span class={css.parameter}>{piece}</span>
          </Fragment>
        ) : (
          piece
        ),
      )}
    </span>
  );
}
