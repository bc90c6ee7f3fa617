import { createNumbers } from './numbers.ts';
import type { RunStrings } from './run-en.ts';

const { decimal, moment, number, plural } = createNumbers('de');

const problems: RunStrings['problems'] = {
  invalid_url: {
    title: 'Diese Adresse lässt sich nicht verwenden',
    text: 'Prüfe sie auf Tippfehler und starte noch einmal.',
  },
  invalid_request: {
    title: 'Der Server hat diese Anfrage nicht angenommen',
    text: 'Prüfe die Adresse und starte noch einmal.',
  },
  scheme_not_allowed: {
    title: 'Nur http und https können untersucht werden',
    text: 'Ändere den Anfang der Adresse in https://.',
  },
  userinfo_not_allowed: {
    title: 'Bitte keine Benutzernamen oder Passwörter',
    text: 'Entferne, was vor dem @ steht, und starte noch einmal.',
  },
  port_not_allowed: {
    title: 'Dieser Port kann nicht untersucht werden',
    text: 'Nur die üblichen Web-Ports sind zugelassen.',
  },
  private_address: {
    title: 'Das führt in ein privates Netz',
    text: 'Nur öffentliche Server können untersucht werden.',
  },
  blocked_host: {
    title: 'Dieser Server kann nicht untersucht werden',
    text: 'Er steht auf der Liste der Server, die dieser Dienst in Ruhe lässt.',
  },
  robots_disallowed: {
    title: 'Diese Website bittet Robots, draußen zu bleiben',
    text: 'Ihre robots.txt schließt die Seite aus, und der Suchlauf hält sich daran.',
  },
  unreachable_dns: {
    title: 'Diesen Namen gibt es nicht',
    text: 'Das DNS kennt keine Adresse dafür. Prüfe die Schreibweise.',
  },
  unreachable_connect: {
    title: 'Die Website hat die Verbindung abgelehnt',
    text: 'Unter ihrer Adresse hat nichts geantwortet.',
  },
  unreachable_tls: {
    title: 'Keine sichere Verbindung zur Website',
    text: 'Ihr Zertifikat oder ihre TLS-Einrichtung ist ungültig.',
  },
  unreachable_timeout: {
    title: 'Die Website hat nicht rechtzeitig geantwortet',
    text: 'Vielleicht ist sie gerade langsam. Ein neuer Versuch kann helfen.',
  },
  unreachable_http: {
    title: 'Die Website hat mit einem Fehler geantwortet',
    text: 'Sie hat ihre Seite nicht ausgeliefert.',
  },
  unreachable: {
    title: 'Die Website war nicht erreichbar',
    text: 'Prüfe, ob sie läuft und öffentlich ist, und starte noch einmal.',
  },
  rate_limited: {
    title: 'Zu viele Anfragen in kurzer Zeit',
    text: 'Du kannst wieder starten, wenn die Zeit unten abgelaufen ist.',
  },
  too_many_new_visitors: {
    title: 'Zu viele neue Besucher aus diesem Netz',
    text: 'Hier wurden in kurzer Zeit viele Schlüssel erzeugt. Ein Live-Schlüssel funktioniert sofort.',
  },
  overloaded: {
    title: 'Der Dienst ist ausgelastet',
    text: 'Du kannst gleich wieder starten.',
  },
  key_refused: {
    title: 'Dein Testschlüssel gilt nicht mehr',
    text: 'Er wurde widerrufen oder ist abgelaufen, und die Seite bekam keinen neuen.',
  },
  read_only_key: {
    title: 'Testschlüssel dürfen nur lesen',
    text: 'Wer etwas ändern will, braucht einen Live-Schlüssel.',
  },
  not_entitled: { title: 'Dein Tarif enthält das nicht', text: 'Ein größerer Tarif enthält es.' },
  forbidden: {
    title: 'Mit diesem Schlüssel nicht erlaubt',
    text: 'Der Schlüssel gehört zu einer anderen Organisation.',
  },
  not_found: { title: 'Nicht gefunden', text: 'Der Server hat nicht, was verlangt wurde.' },
  quota_spent: {
    title: 'Alle zehn Suchläufe sind verbraucht',
    text: 'Warten bringt keine neuen. Deine Ergebnisse und dein Code bleiben auf dieser Seite.',
  },
  challenge_failed: {
    title: 'Die Prüfung konnte nicht abgeschlossen werden',
    text: 'Der Server hat das Ergebnis nicht angenommen. Starte noch einmal, um eine neue zu bekommen.',
  },
  challenge_too_slow: {
    title: 'Dein Gerät wurde mit der Prüfung nicht rechtzeitig fertig',
    text: 'Es wurde nichts verbraucht. Starte noch einmal mit diesem Tab im Vordergrund oder auf einem schnelleren Gerät. Ein Live-Schlüssel braucht keine Prüfung.',
  },
  page_outdated: {
    title: 'Diese Seite ist veraltet',
    text: 'Ein Teil konnte nicht geladen werden: Wahrscheinlich wurde der Dienst aktualisiert. Lade die Seite neu und starte noch einmal.',
  },
  fingerprint_refused: {
    title: 'Dieser Browser konnte nicht erkannt werden',
    text: 'Eine Datenschutzeinstellung oder Erweiterung verändert, was er meldet. Schalte sie für diese Seite ab oder nimm einen Live-Schlüssel.',
  },
  service_stopped: {
    title: 'Der Dienst wurde während des Laufs angehalten',
    text: 'Er sollte gleich wieder da sein. Ein neuer Start kann helfen.',
  },
  offline: {
    title: 'Du bist offline',
    text: 'Deine Eingabe bleibt erhalten. Der Lauf beginnt, sobald das Netz wieder da ist.',
  },
  interrupted: {
    title: 'Die Verbindung ist abgebrochen',
    text: 'Der Server war nicht wieder zu erreichen. Prüfe dein Netz und starte noch einmal.',
  },
  unexpected: {
    title: 'Bei uns ist etwas schiefgegangen',
    text: 'Starte noch einmal. Passiert es wieder, nenne dem Betreiber den Code unten.',
  },
};

export const runDe: RunStrings = {
  nothingYet: 'Dieser Lauf hat kein Ergebnis.',
  waitingForEndpoints: 'Endpunkte erscheinen hier, sobald sie gefunden sind.',
  phases: {
    calibrate: 'Einmessen',
    linked_documents: 'Verlinkte Doku',
    well_known: 'Übliche Doku',
    scripts: 'Skripte',
    more: 'Source Maps',
    verify: 'Prüfen',
  },
  creatingKey: 'Dein Testschlüssel wird erzeugt…',
  challengeTitle: 'Zuerst eine kurze Prüfung',
  challengeText:
    'Jeder neue Schlüssel kostet etwas Rechenzeit, damit niemand Tausende erzeugt. Es dauert länger, wenn dein Netz viele neue Besucher hat.',
  challengeProgress: (attempts, expected) =>
    expected === null
      ? `${number(attempts)} Versuche`
      : `${number(attempts)} von etwa ${number(expected)} Versuchen`,
  challengeSlow:
    'Das dauert auf diesem Gerät lange. Lass diesen Tab im Vordergrund oder nimm ein schnelleres Gerät.',
  challengeSecondsLeft: (seconds) =>
    seconds < 90
      ? `noch etwa ${seconds} s`
      : `noch etwa ${plural(Math.round(seconds / 60), { one: '# Minute', other: '# Minuten' })}`,
  keyTitle: 'Dein Testschlüssel, nur jetzt vollständig',
  keyText: 'Nur lesend. Er bleibt in diesem Tab; der Server speichert nur einen Hash davon.',
  keyDone: 'Fertig',
  connecting: 'Verbindung wird aufgebaut…',
  reconnecting: 'Verbindung verloren. Sie wird ohne zweite Berechnung neu aufgebaut…',
  seconds: (ms) => `${decimal(ms / 1000)} s`,
  requests: (done, budget) => `${done} von ${budget} Anfragen`,
  requestsMade: (count) => plural(count, { one: '# Anfrage', other: '# Anfragen' }),
  costUnknown: 'Kosten noch unbekannt; die Anzeige oben wird sie zeigen',
  truncated: 'Zeit oder Anfragen waren aufgebraucht, bevor alles gelesen war.',
  cancelledText: 'Was bis dahin gefunden war, bleibt unten stehen.',
  parameters: { path: 'Pfad', query: 'Query', body: 'Body' },
  parametersLabel: 'Parameter',
  noParameters: 'Es wurden keine Parameter gesehen.',
  evidence: 'Belege',
  fullUrl: 'URL',
  emptyTitle: 'Hier wurde keine API gefunden',
  emptyText:
    'Die öffentlichen Seiten und Skripte der Website nennen keine. Versuche eine tiefere Seite oder den Server ihrer API.',
  mapLabel: 'Pfade als Baum; jede Methode führt zu ihrer Zeile',
  withKey: 'Mit meinem Schlüssel',
  withEnvironment: 'Aus Umgebungsvariablen',
  withClient: 'Mit der Client-Bibliothek',
  codeCredentials: 'Zugangsdaten im Code',
  languagesLabel: 'Sprachen',
  needsKey: 'Nach dem ersten Lauf kannst du deinen Schlüssel in den Code setzen.',
  codeCall:
    'Das Widget streamt (POST …/discover/stream). Dieser Code fragt dasselbe als JSON ab (POST …/discover), Seite für Seite.',
  codeCost:
    'Binnen einer Stunde nach diesem Lauf liest er das gespeicherte Ergebnis, ohne Kosten; später nutzt er 1 Entdeckung. Weitere Seiten sind frei.',
  downloadImage: 'SVG herunterladen',
  download: 'JSON herunterladen',
  downloadOpenApi: 'OpenAPI herunterladen',
  copyLink: 'Link kopieren',
  copy: 'Kopieren',
  copied: 'Kopiert',
  copySelected: 'Markiert. Drücke Strg+C (am Mac ⌘C)',
  copyFailed: 'Konnte nicht kopiert werden',
  endpointsOf: (shown, all) =>
    `${shown} von ${plural(all, { one: '# Endpunkt', other: '# Endpunkten' })}`,
  tabs: { result: 'Ergebnis', map: 'Karte', code: 'Code', raw: 'Rohdaten', history: 'Verlauf' },
  tabsLabel: 'Ansichten des Ergebnisses',
  filter: 'Endpunkte filtern',
  columns: {
    method: 'Methode',
    path: 'Pfad',
    type: 'Typ',
    confidence: 'Sicherheit',
    source: 'Quelle',
  },
  details: (method, path) => `Einzelheiten zu ${method} ${path}`,
  noMatch: 'Kein Endpunkt passt zu diesem Filter.',
  moreSources: (count) => `+${count}`,
  downloadFailed: ({ title, text }) => `Das Herunterladen ist fehlgeschlagen: ${title}. ${text}`,
  code: 'Code',
  requestId: 'Anfrage',
  retry: 'Noch einmal starten',
  newKey: 'Neuen Schlüssel holen',
  upgrade: 'Live-Schlüssel holen',
  keep: 'Anmelden und behalten',
  keepBlocked: 'Dein Browser hat den neuen Tab blockiert. Dieser Link gilt zehn Minuten.',
  keepFailed: ({ kind, retryAfterSeconds }) => {
    if (kind === 'key_refused')
      return 'Seine Ergebnisse können nicht in ein Konto übernommen werden. Lade sie herunter; sie bleiben auf dieser Seite, bis du wieder startest.';
    if (kind === 'offline' || kind === 'interrupted')
      return 'Deine Ergebnisse bleiben hier. Drücke die Schaltfläche noch einmal, wenn du wieder online bist.';
    if (retryAfterSeconds)
      return `Drücke die Schaltfläche in ${plural(retryAfterSeconds, { one: '# Sekunde', other: '# Sekunden' })} noch einmal.`;
    return 'Drücke die Schaltfläche noch einmal. Passiert es wieder, nenne dem Betreiber den Code unten.';
  },
  spentCta: 'Live-Schlüssel holen und weitermachen',
  recognizedTitle: 'Jemand mit diesem Browser in diesem Netz hat alle zehn verbraucht',
  recognizedText:
    'Vielleicht warst du es nicht: Gleiche Browser in einem Netz sehen für uns gleich aus. Ein Live-Schlüssel gehört nur dir.',
  moment,
  history: {
    locked:
      'Ergebnisse öffnen sich nur in dem Browser, der sie erzeugt hat. Ist es dieser, findet sein Fingerabdruck deinen Schlüssel wieder.',
    unlock: 'Meine Ergebnisse suchen',
    none: 'Noch nichts. Deine Entdeckungen stehen hier und öffnen sich ohne Kosten wieder.',
    statuses: { running: 'Läuft', failed: 'Gescheitert, ohne Kosten', cancelled: 'Abgebrochen' },
    open: 'Öffnen',
    compare: 'Vergleichen',
    stored: (when) => `Gespeichertes Ergebnis vom ${when}`,
    back: 'Zurück zur Liste',
    comparison: 'Vergleich mit einem früheren Lauf',
    same: 'Keine Unterschiede.',
    added: (count) => plural(count, { other: '# hinzugekommen' }),
    removed: (count) => plural(count, { other: '# entfallen' }),
    changed: (count) => plural(count, { other: '# geändert' }),
    lockedTitle: 'Dieser Link führt zu einem gespeicherten Ergebnis',
    missing: {
      title: 'Dieser Browser hat kein solches Ergebnis',
      text: 'Starte die Adresse, um ein eigenes zu bekommen.',
    },
  },
  problems,
};
