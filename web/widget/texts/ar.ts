import type { Strings } from './en.ts';
import { createNumbers, isolate } from './numbers.ts';

const { decimal, plural } = createNumbers('ar');
const endpoints = {
  zero: 'لا نقاط وصول',
  one: 'نقطة وصول واحدة',
  two: 'نقطتا وصول',
  few: '# نقاط وصول',
  many: '# نقطة وصول',
  other: '# نقطة وصول',
};

export const ar: Strings = {
  brand: 'KLOAKD',
  product: 'Playground',
  testMode: 'وضع الاختبار',
  meter: (left, limit) => `المتبقي ${left} من ${limit} عمليات استكشاف`,
  meterFree: (limit) =>
    plural(limit, {
      one: 'عملية استكشاف مجانية واحدة',
      two: 'عمليتا استكشاف مجانيتان',
      few: '# عمليات استكشاف مجانية',
      other: '# عملية استكشاف مجانية',
    }),
  maskedKey: 'مفتاح الاختبار الخاص بك',
  urlLabel: 'اعثر على واجهات API خلف أي موقع',
  urlPlaceholder: 'https://example.com',
  run: 'تشغيل',
  cancel: 'إلغاء',
  runIn: (seconds) =>
    seconds < 100 ? `التشغيل بعد ${seconds} ث` : `التشغيل بعد ${Math.ceil(seconds / 60)} د`,
  examples: 'جرّب',
  useSuggestion: (url) => `استخدم ${isolate(url)}`,
  privacyLine: 'عند أول تشغيل تُحسب بصمة لهذا المتصفح، لعدّ عشر عمليات مجانية من دون تسجيل.',
  privacyLink: 'ماذا ولماذا',
  flaws: {
    empty: `أدخل عنوان موقع أو واجهة API، مثل ${isolate('example.com')}.`,
    too_long: 'العنوان أطول من 2048 حرفًا.',
    malformed: 'هذا ليس عنوان ويب.',
    scheme: 'يمكن استكشاف عناوين http و https فقط.',
    userinfo: 'يجب ألا يحتوي العنوان على اسم مستخدم أو كلمة مرور.',
    host: `ينقص هذا الاسم لاحقة مثل ${isolate('.com')}.`,
  },
  partMissing: 'تعذّر تحميل جزء من الصفحة. من المحتمل أنها حُدّثت.',
  reload: 'إعادة تحميل الصفحة',
  endpoints: (count) => plural(count, endpoints),
  finished: (count, ms, charged) =>
    `انتهى: ${plural(count, endpoints)} خلال ${decimal(ms / 1000)} ثانية. ${charged ? 'استُخدمت عملية استكشاف واحدة.' : 'لم تُحتسب.'}`,
  charged: 'استُخدمت عملية استكشاف واحدة',
  notCharged: 'لم تُحتسب',
  cancelled: 'أُلغي',
  sample: 'مثال',
  sampleText: 'هكذا تبدو النتيجة.',
  noScript: 'هذا مثال. لتشغيل استكشافك الخاص يلزم JavaScript.',
  offlineBadge: 'غير متصل',
};
