import type { Strings } from './en.ts';
import { createNumbers } from './numbers.ts';

const { decimal, plural } = createNumbers('de');
const endpoints = { one: '# Endpunkt', other: '# Endpunkte' };

export const de: Strings = {
  brand: 'KLOAKD',
  product: 'Playground',
  testMode: 'Testmodus',
  meter: (left, limit) => `Noch ${left} von ${limit} Suchläufen`,
  meterFree: (limit) =>
    plural(limit, { one: '# kostenloser Suchlauf', other: '# kostenlose Suchläufe' }),
  maskedKey: 'Dein Testschlüssel',
  urlLabel: 'Finde die APIs hinter einer Website',
  urlPlaceholder: 'https://example.com',
  run: 'Starten',
  cancel: 'Abbrechen',
  runIn: (seconds) =>
    seconds < 100 ? `Start in ${seconds} s` : `Start in ${Math.ceil(seconds / 60)} min`,
  examples: 'Beispiele',
  useSuggestion: (url) => `${url} verwenden`,
  privacyLine:
    'Der erste Lauf berechnet einen Fingerabdruck dieses Browsers, um zehn kostenlose Läufe ohne Anmeldung zu zählen.',
  privacyLink: 'Was und warum',
  flaws: {
    empty: 'Gib die Adresse einer Website oder API ein, zum Beispiel example.com.',
    too_long: 'Die Adresse ist länger als 2.048 Zeichen.',
    malformed: 'Das ist keine Webadresse.',
    scheme: 'Nur http- und https-Adressen können untersucht werden.',
    userinfo: 'Die Adresse darf weder Benutzernamen noch Passwort enthalten.',
    host: 'Diesem Namen fehlt die Endung, zum Beispiel .com.',
  },
  partMissing:
    'Ein Teil der Seite konnte nicht geladen werden. Wahrscheinlich wurde sie aktualisiert.',
  reload: 'Seite neu laden',
  endpoints: (count) => plural(count, endpoints),
  finished: (count, ms, charged) =>
    `Fertig: ${plural(count, endpoints)} in ${decimal(ms / 1000)} Sekunden. ${charged ? '1 Suchlauf verbraucht.' : 'Nicht berechnet.'}`,
  charged: '1 Suchlauf verbraucht',
  notCharged: 'Nicht berechnet',
  cancelled: 'Abgebrochen',
  sample: 'Beispiel',
  sampleText: 'So sieht ein Ergebnis aus.',
  noScript: 'Das ist ein Beispiel. Ein eigener Suchlauf braucht JavaScript.',
  offlineBadge: 'Offline',
};
