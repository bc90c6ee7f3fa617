import type { Strings } from './en.ts';
import { createNumbers } from './numbers.ts';

const { decimal, plural } = createNumbers('ja');
const endpoints = { other: 'エンドポイント #件' };

export const ja: Strings = {
  brand: 'KLOAKD',
  product: 'Playground',
  testMode: 'テストモード',
  meter: (left, limit) => `残り ${left} / ${limit} 回`,
  meterFree: (limit) => plural(limit, { other: '無料で #回まで' }),
  maskedKey: 'あなたのテストキー',
  urlLabel: 'サイトの API を見つける',
  urlPlaceholder: 'https://example.com',
  run: '実行',
  cancel: 'キャンセル',
  runIn: (seconds) =>
    seconds < 100 ? `${seconds} 秒後に実行` : `${Math.ceil(seconds / 60)} 分後に実行`,
  examples: '例',
  useSuggestion: (url) => `${url} を使う`,
  privacyLine:
    '最初の実行時に、登録なしの無料 10 回を数えるため、このブラウザーのフィンガープリントを計算します。',
  privacyLink: '内容と理由',
  flaws: {
    empty: 'サイトまたは API のアドレスを入力してください。例：example.com',
    too_long: 'アドレスが 2,048 文字を超えています。',
    malformed: 'これはウェブアドレスではありません。',
    scheme: '調べられるのは http と https のアドレスだけです。',
    userinfo: 'アドレスにユーザー名やパスワードを含めないでください。',
    host: 'この名前には .com などの末尾がありません。',
  },
  partMissing: 'ページの一部を読み込めませんでした。更新された可能性があります。',
  reload: 'ページを再読み込み',
  endpoints: (count) => plural(count, endpoints),
  finished: (count, ms, charged) =>
    `完了：${plural(count, endpoints)}、${decimal(ms / 1000)} 秒。${charged ? '1 回分を使用しました。' : '回数は減っていません。'}`,
  charged: '1 回分を使用',
  notCharged: '回数は減りません',
  cancelled: 'キャンセルしました',
  sample: 'サンプル',
  sampleText: '結果はこのように表示されます。',
  noScript: 'これはサンプルです。自分で実行するには JavaScript が必要です。',
  offlineBadge: 'オフライン',
};
