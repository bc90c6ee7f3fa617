import { Fragment } from 'preact';

const KNOWN = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** A method's badge. Its name comes from outside; the class does not. */
export function Method({ name }: { name: string }) {
  const kind = KNOWN.includes(name) ? name.toLowerCase() : 'other';
  return <span class={`method method-${kind}`}>{name}</span>;
}

/** A path with its parameters set apart, and its origin where it is not the usual one. */
export function Path({ origin, path }: { origin: string; path: string }) {
  return (
    <span class="path" dir="ltr">
      {origin && <span class="path-origin">{origin}</span>}
      {path.split(/(\{[^{}]*\})/).map((piece, index) =>
        index % 2 === 1 ? (
          <Fragment key={index}>
            <wbr />
            <span class="path-parameter">{piece}</span>
          </Fragment>
        ) : (
          piece
        ),
      )}
    </span>
  );
}
