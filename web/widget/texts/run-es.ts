import { createNumbers } from './numbers.ts';
import type { RunStrings } from './run-en.ts';

const { decimal, moment, number, plural } = createNumbers('es');

const problems: RunStrings['problems'] = {
  invalid_url: {
    title: 'Esta dirección no se puede usar',
    text: 'Comprueba si hay un error de escritura y vuelve a ejecutar.',
  },
  invalid_request: {
    title: 'El servidor no aceptó esta petición',
    text: 'Comprueba la dirección y vuelve a ejecutar.',
  },
  scheme_not_allowed: {
    title: 'Solo se pueden explorar http y https',
    text: 'Cambia el comienzo de la dirección por https://.',
  },
  userinfo_not_allowed: {
    title: 'Sin nombres de usuario ni contraseñas, por favor',
    text: 'Borra lo que está antes de la @ y vuelve a ejecutar.',
  },
  port_not_allowed: {
    title: 'Este puerto no se puede explorar',
    text: 'Solo están abiertos los puertos web habituales.',
  },
  private_address: {
    title: 'Esto apunta a una red privada',
    text: 'Solo se pueden explorar servidores públicos.',
  },
  blocked_host: {
    title: 'Este servidor no se puede explorar',
    text: 'Está en la lista de servidores que este servicio deja en paz.',
  },
  robots_disallowed: {
    title: 'Este sitio pide a los robots que no entren',
    text: 'Su robots.txt excluye la página, y la exploración lo respeta.',
  },
  unreachable_dns: {
    title: 'Este nombre no existe',
    text: 'El DNS no tiene ninguna dirección para él. Comprueba cómo está escrito.',
  },
  unreachable_connect: {
    title: 'El sitio rechazó la conexión',
    text: 'Nada respondió en su dirección.',
  },
  unreachable_tls: {
    title: 'No hay conexión segura con el sitio',
    text: 'Su certificado o su configuración de TLS no es válida.',
  },
  unreachable_timeout: {
    title: 'El sitio no respondió a tiempo',
    text: 'Puede que ahora vaya lento. Intentarlo de nuevo puede ayudar.',
  },
  unreachable_http: {
    title: 'El sitio respondió con un error',
    text: 'No entregó su página.',
  },
  unreachable: {
    title: 'No se pudo llegar al sitio',
    text: 'Comprueba que funciona y es público, y vuelve a ejecutar.',
  },
  rate_limited: {
    title: 'Demasiadas peticiones en poco tiempo',
    text: 'Podrás volver a ejecutar cuando pase el tiempo indicado abajo.',
  },
  too_many_new_visitors: {
    title: 'Demasiados visitantes nuevos desde esta red',
    text: 'Aquí se crearon muchas claves en poco tiempo. Una clave de producción funciona al instante.',
  },
  overloaded: {
    title: 'El servicio está ocupado',
    text: 'Podrás volver a ejecutar en un momento.',
  },
  key_refused: {
    title: 'Tu clave de prueba ya no funciona',
    text: 'Fue revocada o caducó, y la página no pudo obtener otra.',
  },
  read_only_key: {
    title: 'Las claves de prueba son de solo lectura',
    text: 'Para cambiar algo hace falta una clave de producción.',
  },
  not_entitled: { title: 'Tu plan no incluye esto', text: 'Un plan mayor sí.' },
  forbidden: {
    title: 'No permitido con esta clave',
    text: 'La clave pertenece a otra organización.',
  },
  not_found: { title: 'No encontrado', text: 'El servidor no tiene lo que se pidió.' },
  quota_spent: {
    title: 'Se han usado los diez descubrimientos',
    text: 'Esperar no trae más. Tus resultados y tu código se quedan en esta página.',
  },
  challenge_failed: {
    title: 'No se pudo completar la comprobación',
    text: 'El servidor no aceptó el resultado. Vuelve a ejecutar para recibir otra.',
  },
  challenge_too_slow: {
    title: 'Tu dispositivo no terminó la comprobación a tiempo',
    text: 'No se gastó nada. Ejecuta de nuevo con esta pestaña al frente o en un dispositivo más rápido. Una clave de producción no necesita comprobación.',
  },
  page_outdated: {
    title: 'Esta página está anticuada',
    text: 'No se pudo cargar una parte: probablemente se actualizó el servicio. Recarga la página y ejecuta de nuevo.',
  },
  fingerprint_refused: {
    title: 'No se pudo reconocer este navegador',
    text: 'Un ajuste de privacidad o una extensión cambia lo que comunica. Desactívalo para esta página o usa una clave de producción.',
  },
  service_stopped: {
    title: 'El servicio se detuvo durante la ejecución',
    text: 'Debería volver en un momento. Ejecutar de nuevo puede ayudar.',
  },
  offline: {
    title: 'No tienes conexión',
    text: 'Lo que escribiste se conserva. La ejecución empieza cuando vuelva la red.',
  },
  interrupted: {
    title: 'Se perdió la conexión',
    text: 'No se pudo volver a llegar al servidor. Comprueba tu red y ejecuta de nuevo.',
  },
  unexpected: {
    title: 'Algo falló de nuestro lado',
    text: 'Ejecuta de nuevo. Si vuelve a ocurrir, indica al operador el código de abajo.',
  },
};

export const runEs: RunStrings = {
  nothingYet: 'Esta ejecución no tiene resultado.',
  waitingForEndpoints: 'Los endpoints aparecen aquí a medida que se encuentran.',
  phases: {
    calibrate: 'Calibrar',
    linked_documents: 'Docs enlazados',
    well_known: 'Docs habituales',
    scripts: 'Scripts',
    more: 'Source maps',
    verify: 'Verificar',
  },
  creatingKey: 'Creando tu clave de prueba…',
  challengeTitle: 'Antes, una breve comprobación',
  challengeText:
    'Cada clave nueva cuesta algo de cálculo, para que nadie haga miles. Tarda más donde tu red tiene muchos visitantes nuevos.',
  challengeProgress: (attempts, expected) =>
    expected === null
      ? `${number(attempts)} intentos`
      : `${number(attempts)} de unos ${number(expected)} intentos`,
  challengeSlow:
    'Esto tarda mucho en este dispositivo. Deja esta pestaña al frente o usa un dispositivo más rápido.',
  challengeSecondsLeft: (seconds) =>
    seconds < 90
      ? `quedan unos ${seconds} s`
      : `quedan unos ${plural(Math.round(seconds / 60), { one: '# minuto', other: '# minutos' })}`,
  keyTitle: 'Tu clave de prueba, completa solo ahora',
  keyText: 'De solo lectura. Se queda en esta pestaña; el servidor guarda solo su hash.',
  keyDone: 'Listo',
  connecting: 'Conectando…',
  reconnecting: 'Conexión perdida. Reconectando, sin segundo cargo…',
  seconds: (ms) => `${decimal(ms / 1000)} s`,
  requests: (done, budget) => `${done} de ${budget} peticiones`,
  requestsMade: (count) => plural(count, { one: '# petición', other: '# peticiones' }),
  costUnknown: 'Aún no se sabe el coste; lo mostrará el contador de arriba',
  truncated: 'El tiempo o las peticiones se agotaron antes de leerlo todo.',
  cancelledText: 'Lo encontrado hasta entonces queda abajo.',
  parameters: { path: 'Ruta', query: 'Consulta', body: 'Cuerpo' },
  parametersLabel: 'Parámetros',
  noParameters: 'No se vieron parámetros.',
  evidence: 'Indicios',
  fullUrl: 'URL',
  emptyTitle: 'Aquí no se encontró ninguna API',
  emptyText:
    'Las páginas y los scripts públicos del sitio no nombran ninguna. Prueba una página más interna o el servidor de su API.',
  mapLabel: 'Las rutas como árbol; cada método lleva a su fila',
  withKey: 'Con mi clave',
  withEnvironment: 'Desde variables de entorno',
  withClient: 'Con la biblioteca cliente',
  codeCredentials: 'Credenciales en el código',
  languagesLabel: 'Lenguajes',
  needsKey: 'Tras la primera ejecución puedes poner tu clave en el código.',
  codeCall:
    'El widget usa un flujo (POST …/discover/stream). Este código pide lo mismo como JSON (POST …/discover), página a página.',
  codeCost:
    'Durante una hora tras esta ejecución lee el resultado guardado, sin cargo; después usa 1 descubrimiento. Las demás páginas son gratis.',
  downloadImage: 'Descargar SVG',
  download: 'Descargar JSON',
  downloadOpenApi: 'Descargar OpenAPI',
  copyLink: 'Copiar enlace',
  copy: 'Copiar',
  copied: 'Copiado',
  copySelected: 'Seleccionado. Pulsa Ctrl+C (en un Mac ⌘C)',
  copyFailed: 'No se pudo copiar',
  endpointsOf: (shown, all) =>
    `${shown} de ${plural(all, { one: '# endpoint', other: '# endpoints' })}`,
  tabs: { result: 'Resultado', map: 'Mapa', code: 'Código', raw: 'Datos', history: 'Historial' },
  tabsLabel: 'Vistas del resultado',
  filter: 'Filtrar endpoints',
  columns: {
    method: 'Método',
    path: 'Ruta',
    type: 'Tipo',
    confidence: 'Confianza',
    source: 'Origen',
  },
  details: (method, path) => `Detalles de ${method} ${path}`,
  noMatch: 'Ningún endpoint coincide con este filtro.',
  moreSources: (count) => `+${count}`,
  downloadFailed: ({ title, text }) => `La descarga falló: ${title}. ${text}`,
  code: 'Código',
  requestId: 'Petición',
  retry: 'Ejecutar de nuevo',
  newKey: 'Obtener otra clave',
  upgrade: 'Obtener una clave de producción',
  keep: 'Registrarse y conservarlos',
  keepBlocked:
    'Tu navegador bloqueó la pestaña nueva. Usa este enlace en los próximos diez minutos.',
  keepFailed: ({ kind, retryAfterSeconds }) => {
    if (kind === 'key_refused')
      return 'Sus resultados no se pueden pasar a una cuenta. Descárgalos; se quedan en esta página hasta la próxima ejecución.';
    if (kind === 'offline' || kind === 'interrupted')
      return 'Tus resultados se quedan aquí. Pulsa el botón otra vez cuando vuelvas a tener conexión.';
    if (retryAfterSeconds)
      return `Pulsa el botón otra vez en ${plural(retryAfterSeconds, { one: '# segundo', other: '# segundos' })}.`;
    return 'Pulsa el botón otra vez. Si vuelve a ocurrir, indica al operador el código de abajo.';
  },
  spentCta: 'Obtener una clave de producción y seguir',
  recognizedTitle: 'Alguien con este navegador en esta red ha usado los diez',
  recognizedText:
    'Puede que no fueras tú: para nosotros, los navegadores idénticos de una red son iguales. Una clave de producción es solo tuya.',
  moment,
  history: {
    locked:
      'Los resultados solo se abren en el navegador que los creó. Si es este, su huella vuelve a encontrar tu clave.',
    unlock: 'Buscar mis resultados',
    none: 'Aún nada. Tus descubrimientos aparecen aquí y se vuelven a abrir sin cargo.',
    statuses: { running: 'En curso', failed: 'Fallido, sin cargo', cancelled: 'Cancelado' },
    open: 'Abrir',
    compare: 'Comparar',
    stored: (when) => `Resultado guardado: ${when}`,
    back: 'Volver a la lista',
    comparison: 'Comparado con una ejecución anterior',
    same: 'Sin diferencias.',
    added: (count) => plural(count, { one: '# añadido', other: '# añadidos' }),
    removed: (count) => plural(count, { one: '# eliminado', other: '# eliminados' }),
    changed: (count) => plural(count, { one: '# cambiado', other: '# cambiados' }),
    lockedTitle: 'Este enlace lleva a un resultado guardado',
    missing: {
      title: 'Este navegador no tiene ese resultado',
      text: 'Ejecuta la dirección para obtener uno propio.',
    },
  },
  problems,
};
