import type { Strings } from './en.ts';
import { createNumbers } from './numbers.ts';

const { decimal, plural } = createNumbers('es');
const endpoints = { one: '# endpoint', other: '# endpoints' };

export const es: Strings = {
  brand: 'KLOAKD',
  product: 'Playground',
  testMode: 'Modo de prueba',
  meter: (left, limit) =>
    plural(left, {
      one: `Queda # de ${limit} descubrimientos`,
      other: `Quedan # de ${limit} descubrimientos`,
    }),
  meterFree: (limit) =>
    plural(limit, { one: '# descubrimiento gratis', other: '# descubrimientos gratis' }),
  maskedKey: 'Tu clave de prueba',
  urlLabel: 'Encuentra las API de un sitio',
  urlPlaceholder: 'https://example.com',
  run: 'Ejecutar',
  cancel: 'Cancelar',
  runIn: (seconds) =>
    seconds < 100 ? `Ejecutar en ${seconds} s` : `Ejecutar en ${Math.ceil(seconds / 60)} min`,
  examples: 'Prueba',
  useSuggestion: (url) => `Usar ${url}`,
  privacyLine:
    'La primera ejecución calcula una huella de este navegador para contar diez usos gratis sin registro.',
  privacyLink: 'Qué y por qué',
  flaws: {
    empty: 'Escribe la dirección de un sitio o de una API, por ejemplo example.com.',
    too_long: 'La dirección tiene más de 2048 caracteres.',
    malformed: 'Esto no es una dirección web.',
    scheme: 'Solo se pueden explorar direcciones http y https.',
    userinfo: 'La dirección no debe contener un nombre de usuario ni una contraseña.',
    host: 'A este nombre le falta la terminación, como .com.',
  },
  partMissing: 'No se pudo cargar una parte de la página. Probablemente se ha actualizado.',
  reload: 'Recargar la página',
  endpoints: (count) => plural(count, endpoints),
  finished: (count, ms, charged) =>
    `Terminado: ${plural(count, endpoints)} en ${decimal(ms / 1000)} segundos. ${charged ? 'Se usó 1 descubrimiento.' : 'Sin cargo.'}`,
  charged: '1 descubrimiento usado',
  notCharged: 'Sin cargo',
  cancelled: 'Cancelado',
  sample: 'Ejemplo',
  sampleText: 'Así se ve un resultado.',
  noScript: 'Esto es un ejemplo. Para ejecutar tu propio descubrimiento hace falta JavaScript.',
  offlineBadge: 'Sin conexión',
};
