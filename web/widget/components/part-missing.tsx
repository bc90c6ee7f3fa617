import { ReloadOffer } from '../../ui/reload-offer.tsx';
import { strings } from '../strings/catalog.ts';

/** In place of a part whose code a newer build has replaced on the server. */
export function MissingPart() {
  return <ReloadOffer text={strings.value.partMissing} label={strings.value.reload} />;
}
