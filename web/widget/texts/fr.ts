import type { Strings } from './en.ts';
import { createNumbers } from './numbers.ts';

const { decimal, plural } = createNumbers('fr');
const endpoints = { one: '# endpoint', other: '# endpoints' };

export const fr: Strings = {
  brand: 'KLOAKD',
  product: 'Playground',
  testMode: 'Mode test',
  meter: (left, limit) =>
    plural(left, {
      one: `Reste # découverte sur ${limit}`,
      other: `Restent # découvertes sur ${limit}`,
    }),
  meterFree: (limit) =>
    plural(limit, { one: '# découverte gratuite', other: '# découvertes gratuites' }),
  maskedKey: 'Votre clé de test',
  urlLabel: 'Trouvez les API d’un site',
  urlPlaceholder: 'https://example.com',
  run: 'Lancer',
  cancel: 'Annuler',
  runIn: (seconds) =>
    seconds < 100 ? `Lancer dans ${seconds} s` : `Lancer dans ${Math.ceil(seconds / 60)} min`,
  examples: 'Essayez',
  useSuggestion: (url) => `Utiliser ${url}`,
  privacyLine:
    'Le premier lancement calcule une empreinte de ce navigateur, pour compter dix essais gratuits sans inscription.',
  privacyLink: 'Quoi et pourquoi',
  flaws: {
    empty: 'Saisissez l’adresse d’un site ou d’une API, par exemple example.com.',
    too_long: 'L’adresse dépasse 2 048 caractères.',
    malformed: 'Ce n’est pas une adresse web.',
    scheme: 'Seules les adresses http et https peuvent être explorées.',
    userinfo: 'L’adresse ne doit contenir ni nom d’utilisateur ni mot de passe.',
    host: 'Il manque à ce nom une extension, comme .com.',
  },
  partMissing: 'Une partie de la page n’a pas pu être chargée. Elle a sans doute été mise à jour.',
  reload: 'Recharger la page',
  endpoints: (count) => plural(count, endpoints),
  finished: (count, ms, charged) =>
    `Terminé : ${plural(count, endpoints)} en ${decimal(ms / 1000)} secondes. ${charged ? '1 découverte utilisée.' : 'Non décomptée.'}`,
  charged: '1 découverte utilisée',
  notCharged: 'Non décomptée',
  cancelled: 'Annulé',
  sample: 'Exemple',
  sampleText: 'Voici à quoi ressemble un résultat.',
  noScript: 'Ceci est un exemple. Lancer votre propre découverte nécessite JavaScript.',
  offlineBadge: 'Hors ligne',
};
