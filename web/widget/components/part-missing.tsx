import { ReloadOffer } from '../../ui/reload-offer.tsx';
import { strings } from '../strings/catalog.ts';
import css from './stage.module.css';

/** In place of a part whose code a newer build has replaced on the server. */
export function MissingPart() {
  return (
    <div class={css.stage}>
      <ReloadOffer text={strings.value.partMissing} label={strings.value.reload} />
    </div>
  );
}
