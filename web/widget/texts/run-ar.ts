import { createNumbers, isolate } from './numbers.ts';
import type { RunStrings } from './run-en.ts';

const { decimal, moment, number, plural } = createNumbers('ar');

const problems: RunStrings['problems'] = {
  invalid_url: {
    title: 'لا يمكن استخدام هذا العنوان',
    text: 'تحقق من عدم وجود خطأ إملائي ثم شغّل من جديد.',
  },
  invalid_request: {
    title: 'لم يقبل الخادم هذا الطلب',
    text: 'تحقق من العنوان ثم شغّل من جديد.',
  },
  scheme_not_allowed: {
    title: 'يمكن استكشاف http و https فقط',
    text: `غيّر بداية العنوان إلى ${isolate('https://')}.`,
  },
  userinfo_not_allowed: {
    title: 'من دون أسماء مستخدمين أو كلمات مرور من فضلك',
    text: 'احذف ما يسبق علامة @ ثم شغّل من جديد.',
  },
  port_not_allowed: {
    title: 'لا يمكن استكشاف هذا المنفذ',
    text: 'منافذ الويب المعتادة فقط متاحة للاستكشاف.',
  },
  private_address: {
    title: 'هذا العنوان يشير إلى شبكة خاصة',
    text: 'يمكن استكشاف المضيفين العموميين فقط.',
  },
  blocked_host: {
    title: 'لا يمكن استكشاف هذا المضيف',
    text: 'هو ضمن قائمة المضيفين الذين تتركهم هذه الخدمة وشأنهم.',
  },
  robots_disallowed: {
    title: 'هذا الموقع يطلب من الروبوتات عدم الدخول',
    text: 'يستثني ملف robots.txt هذه الصفحة، والاستكشاف يلتزم به.',
  },
  unreachable_dns: {
    title: 'هذا الاسم غير موجود',
    text: 'لا يعرف نظام DNS عنوانًا له. تحقق من الكتابة.',
  },
  unreachable_connect: {
    title: 'رفض الموقع الاتصال',
    text: 'لم يُجب شيء عند عنوانه.',
  },
  unreachable_tls: {
    title: 'لا يوجد اتصال آمن بالموقع',
    text: 'شهادته أو إعداد TLS لديه غير صالح.',
  },
  unreachable_timeout: {
    title: 'لم يُجب الموقع في الوقت المحدد',
    text: 'ربما يكون بطيئًا الآن. قد تفيد إعادة المحاولة.',
  },
  unreachable_http: {
    title: 'أجاب الموقع بخطأ',
    text: 'لم يقدّم صفحته.',
  },
  unreachable: {
    title: 'تعذّر الوصول إلى الموقع',
    text: 'تحقق من أنه يعمل ومتاح للعموم ثم شغّل من جديد.',
  },
  rate_limited: {
    title: 'طلبات كثيرة في وقت قصير',
    text: 'يمكنك التشغيل من جديد عند انتهاء المدة أدناه.',
  },
  too_many_new_visitors: {
    title: 'زوّار جدد كثيرون من هذه الشبكة',
    text: 'أُنشئت هنا مفاتيح كثيرة في وقت قصير. المفتاح الفعلي يعمل فورًا.',
  },
  overloaded: {
    title: 'الخدمة مشغولة',
    text: 'يمكنك التشغيل من جديد بعد لحظات.',
  },
  key_refused: {
    title: 'لم يعد مفتاح الاختبار يعمل',
    text: 'أُلغي أو انتهت صلاحيته، ولم تتمكن الصفحة من الحصول على غيره.',
  },
  read_only_key: {
    title: 'مفاتيح الاختبار للقراءة فقط',
    text: 'لتغيير أي شيء تحتاج إلى مفتاح فعلي.',
  },
  not_entitled: { title: 'خطتك لا تشمل هذا', text: 'خطة أكبر تشمله.' },
  forbidden: {
    title: 'غير مسموح بهذا المفتاح',
    text: 'المفتاح يخص مؤسسة أخرى.',
  },
  not_found: { title: 'غير موجود', text: 'ليس لدى الخادم ما طُلب.' },
  quota_spent: {
    title: 'استُخدمت عمليات الاستكشاف العشر كلها',
    text: 'الانتظار لا يجلب المزيد. تبقى نتائجك وشيفرتك في هذه الصفحة.',
  },
  challenge_failed: {
    title: 'تعذّر إتمام التحقق',
    text: 'لم يقبل الخادم النتيجة. شغّل من جديد للحصول على تحقق آخر.',
  },
  challenge_too_slow: {
    title: 'لم يُتم جهازك التحقق في الوقت المحدد',
    text: 'لم يُستهلك شيء. شغّل من جديد مع إبقاء هذا اللسان في المقدمة أو على جهاز أسرع. المفتاح الفعلي لا يحتاج إلى تحقق.',
  },
  page_outdated: {
    title: 'هذه الصفحة قديمة',
    text: 'تعذّر تحميل جزء منها: من المحتمل أن الخدمة حُدّثت. أعد تحميل الصفحة ثم شغّل من جديد.',
  },
  fingerprint_refused: {
    title: 'تعذّر التعرف على هذا المتصفح',
    text: 'إعداد خصوصية أو إضافة ما يغيّر ما يبلّغ عنه. عطّل ذلك لهذه الصفحة أو استخدم مفتاحًا فعليًا.',
  },
  service_stopped: {
    title: 'توقفت الخدمة أثناء التشغيل',
    text: 'من المفترض أن تعود بعد لحظات. قد يفيد التشغيل من جديد.',
  },
  offline: {
    title: 'أنت غير متصل',
    text: 'ما أدخلته محفوظ. يبدأ التشغيل عند عودة الشبكة.',
  },
  interrupted: {
    title: 'انقطع الاتصال',
    text: 'تعذّر الوصول إلى الخادم مرة أخرى. تحقق من شبكتك ثم شغّل من جديد.',
  },
  unexpected: {
    title: 'حدث خطأ لدينا',
    text: 'شغّل من جديد. إن تكرر ذلك فأخبر المشغّل بالرمز أدناه.',
  },
};

export const runAr: RunStrings = {
  nothingYet: 'لا نتيجة لهذا التشغيل.',
  waitingForEndpoints: 'تظهر نقاط الوصول هنا فور العثور عليها.',
  phases: {
    calibrate: 'معايرة',
    linked_documents: 'وثائق مرتبطة',
    well_known: 'وثائق معروفة',
    scripts: 'نصوص برمجية',
    more: 'خرائط المصدر',
    verify: 'تحقق',
  },
  creatingKey: 'جارٍ إنشاء مفتاح الاختبار…',
  challengeTitle: 'تحقق قصير أولًا',
  challengeText:
    'كل مفتاح جديد يكلّف بعض الحساب، كي لا يُنشئ أحد الآلاف. يستغرق وقتًا أطول حين يكثر الزوّار الجدد في شبكتك.',
  challengeProgress: (attempts, expected) =>
    expected === null
      ? `المحاولات: ${number(attempts)}`
      : `المحاولات: ${number(attempts)} من نحو ${number(expected)}`,
  challengeSlow:
    'يستغرق هذا وقتًا طويلًا على هذا الجهاز. أبقِ هذا اللسان في المقدمة أو استخدم جهازًا أسرع.',
  challengeSecondsLeft: (seconds) =>
    seconds < 90
      ? `بقي نحو ${seconds} ث`
      : `بقي نحو ${plural(Math.round(seconds / 60), { two: 'دقيقتين', few: '# دقائق', other: '# دقيقة' })}`,
  keyTitle: 'مفتاح الاختبار الخاص بك، يظهر كاملًا الآن فقط',
  keyText: 'للقراءة فقط. يبقى في هذا اللسان، ولا يحفظ الخادم إلا بصمته (hash).',
  keyDone: 'تم',
  connecting: 'جارٍ الاتصال…',
  reconnecting: 'انقطع الاتصال. جارٍ إعادة الاتصال من دون احتساب ثانٍ…',
  seconds: (ms) => `${decimal(ms / 1000)} ث`,
  requests: (done, budget) => `الطلبات: ${done} من ${budget}`,
  requestsMade: (count) =>
    plural(count, {
      zero: 'لا طلبات',
      one: 'طلب واحد',
      two: 'طلبان',
      few: '# طلبات',
      many: '# طلبًا',
      other: '# طلب',
    }),
  costUnknown: 'التكلفة غير معروفة بعد؛ سيُظهرها العدّاد أعلاه',
  truncated: 'نفد الوقت أو الطلبات قبل قراءة كل شيء.',
  cancelledText: 'ما عُثر عليه حتى ذلك الحين يبقى أدناه.',
  parameters: { path: 'المسار', query: 'الاستعلام', body: 'المتن' },
  parametersLabel: 'المعاملات',
  noParameters: 'لم تُرَ أي معاملات.',
  evidence: 'الأدلة',
  fullUrl: 'العنوان',
  emptyTitle: 'لم يُعثر هنا على أي API',
  emptyText: 'صفحات الموقع ونصوصه العامة لا تذكر شيئًا. جرّب صفحة أعمق أو مضيف واجهة API الخاصة به.',
  mapLabel: 'المسارات على شكل شجرة؛ كل طريقة تقود إلى صفها',
  withKey: 'بمفتاحي',
  withEnvironment: 'من متغيرات البيئة',
  withClient: 'بمكتبة العميل',
  codeCredentials: 'بيانات الاعتماد في الشيفرة',
  languagesLabel: 'اللغات',
  needsKey: 'بعد أول تشغيل يمكنك وضع مفتاحك في الشيفرة.',
  codeCall: `تستخدم الأداة دفقًا (${isolate('POST …/discover/stream')}). وتطلب هذه الشيفرة الشيء نفسه بصيغة JSON ‏(${isolate('POST …/discover')}) صفحةً بعد صفحة.`,
  codeCost:
    'خلال ساعة من هذا التشغيل تقرأ النتيجة المحفوظة مجانًا؛ بعدها تستهلك استكشافًا واحدًا. بقية الصفحات مجانية.',
  downloadImage: 'تنزيل SVG',
  download: 'تنزيل JSON',
  downloadOpenApi: 'تنزيل OpenAPI',
  copyLink: 'نسخ الرابط',
  copy: 'نسخ',
  copied: 'نُسخ',
  copySelected: 'حُدّد. اضغط Ctrl+C (على ماك ⌘C)',
  copyFailed: 'تعذّر النسخ',
  endpointsOf: (shown, all) => `نقاط الوصول: ${number(shown)} من ${number(all)}`,
  tabs: { result: 'النتيجة', map: 'الخريطة', code: 'الشيفرة', raw: 'البيانات', history: 'السجل' },
  tabsLabel: 'طرق عرض النتيجة',
  filter: 'تصفية نقاط الوصول',
  columns: {
    method: 'الطريقة',
    path: 'المسار',
    type: 'النوع',
    confidence: 'الثقة',
    source: 'المصدر',
  },
  details: (method, path) => `تفاصيل ${isolate(`${method} ${path}`)}`,
  noMatch: 'لا نقطة وصول تطابق هذه التصفية.',
  moreSources: (count) => isolate(`+${count}`),
  downloadFailed: ({ title, text }) => `فشل التنزيل: ${title}. ${text}`,
  code: 'الرمز',
  requestId: 'الطلب',
  retry: 'تشغيل من جديد',
  newKey: 'الحصول على مفتاح آخر',
  upgrade: 'الحصول على مفتاح فعلي',
  keep: 'سجّل واحتفظ بها',
  keepBlocked: 'حظر متصفحك اللسان الجديد. استخدم هذا الرابط خلال عشر دقائق.',
  keepFailed: ({ kind, retryAfterSeconds }) => {
    if (kind === 'key_refused')
      return 'لا يمكن نقل نتائجه إلى حساب. نزّلها؛ تبقى في هذه الصفحة حتى التشغيل التالي.';
    if (kind === 'offline' || kind === 'interrupted')
      return 'تبقى نتائجك هنا. اضغط الزر مرة أخرى حين تعود متصلًا.';
    if (retryAfterSeconds)
      return `اضغط الزر مرة أخرى بعد ${plural(retryAfterSeconds, { one: 'ثانية واحدة', two: 'ثانيتين', few: '# ثوانٍ', other: '# ثانية' })}.`;
    return 'اضغط الزر مرة أخرى. إن تكرر ذلك فأخبر المشغّل بالرمز أدناه.';
  },
  spentCta: 'احصل على مفتاح فعلي وتابع',
  recognizedTitle: 'شخص بهذا المتصفح على هذه الشبكة استخدم العشر كلها',
  recognizedText:
    'ربما لم تكن أنت: المتصفحات المتطابقة على شبكة واحدة تبدو لنا سواء. المفتاح الفعلي لك وحدك.',
  moment,
  history: {
    locked: 'لا تُفتح النتائج إلا في المتصفح الذي أنشأها. إن كان هذا هو فبصمته تجد مفتاحك من جديد.',
    unlock: 'ابحث عن نتائجي',
    none: 'لا شيء بعد. تظهر استكشافاتك هنا وتُفتح من جديد مجانًا.',
    statuses: { running: 'قيد التشغيل', failed: 'فشل، بلا تكلفة', cancelled: 'أُلغي' },
    open: 'فتح',
    compare: 'مقارنة',
    stored: (when) => `نتيجة محفوظة: ${isolate(when)}`,
    back: 'العودة إلى القائمة',
    comparison: 'مقارنة بتشغيل أسبق',
    same: 'لا فروق.',
    added: (count) => `أُضيف: ${number(count)}`,
    removed: (count) => `حُذف: ${number(count)}`,
    changed: (count) => `تغيّر: ${number(count)}`,
    lockedTitle: 'يقود هذا الرابط إلى نتيجة محفوظة',
    missing: {
      title: 'ليس لهذا المتصفح نتيجة كهذه',
      text: 'شغّل العنوان لتحصل على نتيجة خاصة بك.',
    },
  },
  problems,
};
