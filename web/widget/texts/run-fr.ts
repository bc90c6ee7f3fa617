import { createNumbers } from './numbers.ts';
import type { RunStrings } from './run-en.ts';

const { decimal, moment, number, plural } = createNumbers('fr');

const problems: RunStrings['problems'] = {
  invalid_url: {
    title: 'Cette adresse ne peut pas être utilisée',
    text: 'Vérifiez qu’elle ne contient pas de faute, puis relancez.',
  },
  invalid_request: {
    title: 'Le serveur n’a pas accepté cette requête',
    text: 'Vérifiez l’adresse, puis relancez.',
  },
  scheme_not_allowed: {
    title: 'Seuls http et https peuvent être explorés',
    text: 'Remplacez le début de l’adresse par https://.',
  },
  userinfo_not_allowed: {
    title: 'Pas de nom d’utilisateur ni de mot de passe, s’il vous plaît',
    text: 'Supprimez ce qui précède le @, puis relancez.',
  },
  port_not_allowed: {
    title: 'Ce port ne peut pas être exploré',
    text: 'Seuls les ports web habituels sont ouverts.',
  },
  private_address: {
    title: 'Cela mène à un réseau privé',
    text: 'Seuls les hôtes publics peuvent être explorés.',
  },
  blocked_host: {
    title: 'Cet hôte ne peut pas être exploré',
    text: 'Il figure sur la liste des hôtes que ce service laisse tranquilles.',
  },
  robots_disallowed: {
    title: 'Ce site demande aux robots de rester dehors',
    text: 'Son robots.txt exclut la page, et l’exploration le respecte.',
  },
  unreachable_dns: {
    title: 'Ce nom n’existe pas',
    text: 'Le DNS ne lui connaît aucune adresse. Vérifiez l’orthographe.',
  },
  unreachable_connect: {
    title: 'Le site a refusé la connexion',
    text: 'Rien n’a répondu à son adresse.',
  },
  unreachable_tls: {
    title: 'Pas de connexion sécurisée avec le site',
    text: 'Son certificat ou sa configuration TLS n’est pas valide.',
  },
  unreachable_timeout: {
    title: 'Le site n’a pas répondu à temps',
    text: 'Il est peut-être lent en ce moment. Un nouvel essai peut aider.',
  },
  unreachable_http: {
    title: 'Le site a répondu par une erreur',
    text: 'Il n’a pas fourni sa page.',
  },
  unreachable: {
    title: 'Le site est injoignable',
    text: 'Vérifiez qu’il fonctionne et qu’il est public, puis relancez.',
  },
  rate_limited: {
    title: 'Trop de requêtes en peu de temps',
    text: 'Vous pourrez relancer une fois le délai ci-dessous écoulé.',
  },
  too_many_new_visitors: {
    title: 'Trop de nouveaux visiteurs depuis ce réseau',
    text: 'Beaucoup de clés ont été créées ici en peu de temps. Une clé de production fonctionne aussitôt.',
  },
  overloaded: {
    title: 'Le service est occupé',
    text: 'Vous pourrez relancer dans un instant.',
  },
  key_refused: {
    title: 'Votre clé de test ne fonctionne plus',
    text: 'Elle a été révoquée ou a expiré, et la page n’a pas pu en obtenir une autre.',
  },
  read_only_key: {
    title: 'Les clés de test sont en lecture seule',
    text: 'Pour modifier quelque chose, il faut une clé de production.',
  },
  not_entitled: { title: 'Votre offre ne comprend pas cela', text: 'Une offre supérieure, oui.' },
  forbidden: {
    title: 'Non autorisé avec cette clé',
    text: 'La clé appartient à une autre organisation.',
  },
  not_found: { title: 'Introuvable', text: 'Le serveur n’a pas ce qui a été demandé.' },
  quota_spent: {
    title: 'Les dix découvertes sont utilisées',
    text: 'Attendre n’en apporte pas d’autres. Vos résultats et votre code restent sur cette page.',
  },
  challenge_failed: {
    title: 'La vérification n’a pas pu aboutir',
    text: 'Le serveur n’a pas accepté le résultat. Relancez pour en recevoir une autre.',
  },
  challenge_too_slow: {
    title: 'Votre appareil n’a pas terminé la vérification à temps',
    text: 'Rien n’a été décompté. Relancez avec cet onglet au premier plan ou sur un appareil plus rapide. Une clé de production ne demande aucune vérification.',
  },
  page_outdated: {
    title: 'Cette page n’est plus à jour',
    text: 'Une partie n’a pas pu être chargée : le service a sans doute été mis à jour. Rechargez la page et relancez.',
  },
  fingerprint_refused: {
    title: 'Ce navigateur n’a pas pu être reconnu',
    text: 'Un réglage de confidentialité ou une extension modifie ce qu’il déclare. Désactivez-le pour cette page, ou utilisez une clé de production.',
  },
  service_stopped: {
    title: 'Le service s’est arrêté pendant l’exécution',
    text: 'Il devrait revenir dans un instant. Relancer peut aider.',
  },
  offline: {
    title: 'Vous êtes hors ligne',
    text: 'Votre saisie est conservée. L’exécution commencera au retour du réseau.',
  },
  interrupted: {
    title: 'La connexion a été perdue',
    text: 'Le serveur n’a pas pu être joint de nouveau. Vérifiez votre réseau, puis relancez.',
  },
  unexpected: {
    title: 'Un problème est survenu de notre côté',
    text: 'Relancez. Si cela se reproduit, donnez à l’opérateur le code ci-dessous.',
  },
};

export const runFr: RunStrings = {
  nothingYet: 'Cette exécution n’a pas de résultat.',
  waitingForEndpoints: 'Les endpoints apparaissent ici dès qu’ils sont trouvés.',
  phases: {
    calibrate: 'Calibrage',
    linked_documents: 'Docs liées',
    well_known: 'Docs usuelles',
    scripts: 'Scripts',
    more: 'Source maps',
    verify: 'Vérification',
  },
  creatingKey: 'Création de votre clé de test…',
  challengeTitle: 'D’abord, une courte vérification',
  challengeText:
    'Chaque nouvelle clé coûte un peu de calcul, pour que personne n’en crée des milliers. C’est plus long quand votre réseau compte beaucoup de nouveaux visiteurs.',
  challengeProgress: (attempts, expected) =>
    expected === null
      ? `${number(attempts)} essais`
      : `${number(attempts)} essais sur environ ${number(expected)}`,
  challengeSlow:
    'C’est long sur cet appareil. Gardez cet onglet au premier plan, ou utilisez un appareil plus rapide.',
  challengeSecondsLeft: (seconds) =>
    seconds < 90
      ? `encore ${seconds} s environ`
      : `encore ${plural(Math.round(seconds / 60), { one: '# minute', other: '# minutes' })} environ`,
  keyTitle: 'Votre clé de test, affichée en entier cette seule fois',
  keyText: 'En lecture seule. Elle reste dans cet onglet ; le serveur n’en garde qu’un hachage.',
  keyDone: 'Terminé',
  connecting: 'Connexion…',
  reconnecting: 'Connexion perdue. Reconnexion, sans second décompte…',
  seconds: (ms) => `${decimal(ms / 1000)} s`,
  requests: (done, budget) => `${done} requêtes sur ${budget}`,
  requestsMade: (count) => plural(count, { one: '# requête', other: '# requêtes' }),
  costUnknown: 'Coût encore inconnu ; le compteur ci-dessus le montrera',
  truncated: 'Le temps ou les requêtes ont manqué avant d’avoir tout lu.',
  cancelledText: 'Ce qui a été trouvé jusque-là reste ci-dessous.',
  parameters: { path: 'Chemin', query: 'Requête', body: 'Corps' },
  parametersLabel: 'Paramètres',
  noParameters: 'Aucun paramètre n’a été vu.',
  evidence: 'Indices',
  fullUrl: 'URL',
  emptyTitle: 'Aucune API n’a été trouvée ici',
  emptyText:
    'Les pages et scripts publics du site n’en nomment aucune. Essayez une page plus profonde, ou l’hôte de son API.',
  mapLabel: 'Les chemins en arbre ; chaque méthode mène à sa ligne',
  withKey: 'Avec ma clé',
  withEnvironment: 'Depuis les variables d’environnement',
  withClient: 'Avec la bibliothèque cliente',
  codeCredentials: 'Identifiants dans le code',
  languagesLabel: 'Langages',
  needsKey: 'Après la première exécution, vous pourrez mettre votre clé dans le code.',
  codeCall:
    'Le widget utilise un flux (POST …/discover/stream). Ce code demande la même chose en JSON (POST …/discover), page par page.',
  codeCost:
    'Dans l’heure qui suit ce lancement, il lit le résultat enregistré, sans décompte ; ensuite il utilise 1 découverte. Les autres pages sont gratuites.',
  downloadImage: 'Télécharger le SVG',
  download: 'Télécharger le JSON',
  downloadOpenApi: 'Télécharger l’OpenAPI',
  copyLink: 'Copier le lien',
  copy: 'Copier',
  copied: 'Copié',
  copySelected: 'Sélectionné. Appuyez sur Ctrl+C (⌘C sur un Mac)',
  copyFailed: 'La copie a échoué',
  endpointsOf: (shown, all) =>
    `${shown} sur ${plural(all, { one: '# endpoint', other: '# endpoints' })}`,
  tabs: { result: 'Résultat', map: 'Carte', code: 'Code', raw: 'Données', history: 'Historique' },
  tabsLabel: 'Vues du résultat',
  filter: 'Filtrer les endpoints',
  columns: {
    method: 'Méthode',
    path: 'Chemin',
    type: 'Type',
    confidence: 'Confiance',
    source: 'Source',
  },
  details: (method, path) => `Détails de ${method} ${path}`,
  noMatch: 'Aucun endpoint ne correspond à ce filtre.',
  moreSources: (count) => `+${count}`,
  downloadFailed: ({ title, text }) => `Le téléchargement a échoué : ${title}. ${text}`,
  code: 'Code',
  requestId: 'Requête',
  retry: 'Relancer',
  newKey: 'Obtenir une autre clé',
  upgrade: 'Obtenir une clé de production',
  keep: 'S’inscrire et les garder',
  keepBlocked: 'Votre navigateur a bloqué le nouvel onglet. Utilisez ce lien dans les dix minutes.',
  keepFailed: ({ kind, retryAfterSeconds }) => {
    if (kind === 'key_refused')
      return 'Ses résultats ne peuvent pas être transférés vers un compte. Téléchargez-les ; ils restent sur cette page jusqu’au prochain lancement.';
    if (kind === 'offline' || kind === 'interrupted')
      return 'Vos résultats restent ici. Appuyez de nouveau sur le bouton une fois en ligne.';
    if (retryAfterSeconds)
      return `Appuyez de nouveau sur le bouton dans ${plural(retryAfterSeconds, { one: '# seconde', other: '# secondes' })}.`;
    return 'Appuyez de nouveau sur le bouton. Si cela se reproduit, donnez à l’opérateur le code ci-dessous.';
  },
  spentCta: 'Obtenir une clé de production et continuer',
  recognizedTitle: 'Quelqu’un avec ce navigateur sur ce réseau a utilisé les dix',
  recognizedText:
    'Ce n’était peut-être pas vous : pour nous, des navigateurs identiques sur un même réseau se ressemblent. Une clé de production n’appartient qu’à vous.',
  moment,
  history: {
    locked:
      'Les résultats ne s’ouvrent que dans le navigateur qui les a produits. Si c’est celui-ci, son empreinte retrouve votre clé.',
    unlock: 'Retrouver mes résultats',
    none: 'Rien encore. Vos découvertes apparaissent ici et se rouvrent sans décompte.',
    statuses: { running: 'En cours', failed: 'Échec, non décompté', cancelled: 'Annulée' },
    open: 'Ouvrir',
    compare: 'Comparer',
    stored: (when) => `Résultat enregistré : ${when}`,
    back: 'Retour à la liste',
    comparison: 'Comparaison avec un lancement antérieur',
    same: 'Aucune différence.',
    added: (count) => plural(count, { one: '# ajouté', other: '# ajoutés' }),
    removed: (count) => plural(count, { one: '# supprimé', other: '# supprimés' }),
    changed: (count) => plural(count, { one: '# modifié', other: '# modifiés' }),
    lockedTitle: 'Ce lien mène à un résultat enregistré',
    missing: {
      title: 'Ce navigateur n’a pas ce résultat',
      text: 'Lancez l’adresse pour obtenir le vôtre.',
    },
  },
  problems,
};
