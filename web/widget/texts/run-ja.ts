import { createNumbers } from './numbers.ts';
import type { RunStrings } from './run-en.ts';

const { decimal, moment, number, plural } = createNumbers('ja');

const problems: RunStrings['problems'] = {
  invalid_url: {
    title: 'このアドレスは使えません',
    text: '入力に誤りがないか確かめて、もう一度実行してください。',
  },
  invalid_request: {
    title: 'サーバーがこのリクエストを受け付けませんでした',
    text: 'アドレスを確かめて、もう一度実行してください。',
  },
  scheme_not_allowed: {
    title: '調べられるのは http と https だけです',
    text: 'アドレスの先頭を https:// に変えてください。',
  },
  userinfo_not_allowed: {
    title: 'ユーザー名やパスワードは入れないでください',
    text: '@ より前の部分を消して、もう一度実行してください。',
  },
  port_not_allowed: {
    title: 'このポートは調べられません',
    text: '調べられるのは一般的なウェブのポートだけです。',
  },
  private_address: {
    title: 'これはプライベートネットワークを指しています',
    text: '調べられるのは公開されているホストだけです。',
  },
  blocked_host: {
    title: 'このホストは調べられません',
    text: 'このサービスが対象から外しているホストです。',
  },
  robots_disallowed: {
    title: 'このサイトはロボットの立ち入りを断っています',
    text: 'robots.txt がこのページを除外しており、調査はそれに従います。',
  },
  unreachable_dns: {
    title: 'この名前は存在しません',
    text: 'DNS にアドレスがありません。つづりを確かめてください。',
  },
  unreachable_connect: {
    title: 'サイトが接続を拒否しました',
    text: 'そのアドレスからは何も応答がありませんでした。',
  },
  unreachable_tls: {
    title: 'サイトと安全に接続できません',
    text: '証明書または TLS の設定が有効ではありません。',
  },
  unreachable_timeout: {
    title: 'サイトが時間内に応答しませんでした',
    text: '今は遅いのかもしれません。もう一度試すとうまくいくことがあります。',
  },
  unreachable_http: {
    title: 'サイトがエラーを返しました',
    text: 'ページを取得できませんでした。',
  },
  unreachable: {
    title: 'サイトに到達できませんでした',
    text: '稼働していて公開されているか確かめて、もう一度実行してください。',
  },
  rate_limited: {
    title: '短い時間にリクエストが多すぎます',
    text: '下の時間が過ぎたら、もう一度実行できます。',
  },
  too_many_new_visitors: {
    title: 'このネットワークからの新しい訪問者が多すぎます',
    text: '短い時間に多くのキーが作られました。本番キーならすぐに使えます。',
  },
  overloaded: {
    title: 'サービスが混み合っています',
    text: '少し待つと、もう一度実行できます。',
  },
  key_refused: {
    title: 'テストキーが使えなくなりました',
    text: '取り消されたか期限が切れており、新しいキーも取得できませんでした。',
  },
  read_only_key: {
    title: 'テストキーは読み取り専用です',
    text: '変更するには本番キーが必要です。',
  },
  not_entitled: { title: 'このプランには含まれていません', text: '上位のプランには含まれます。' },
  forbidden: {
    title: 'このキーでは許可されていません',
    text: 'このキーは別の組織のものです。',
  },
  not_found: { title: '見つかりません', text: '要求されたものはサーバーにありません。' },
  quota_spent: {
    title: '10 回分をすべて使いました',
    text: '待っても増えません。結果とコードはこのページに残ります。',
  },
  challenge_failed: {
    title: '確認を完了できませんでした',
    text: 'サーバーが結果を受け付けませんでした。もう一度実行すると新しい確認が始まります。',
  },
  challenge_too_slow: {
    title: 'この端末では確認が時間内に終わりませんでした',
    text: '回数は減っていません。このタブを前面にするか、より速い端末で実行してください。本番キーなら確認は要りません。',
  },
  page_outdated: {
    title: 'このページは古くなっています',
    text: '一部を読み込めませんでした。サービスが更新された可能性があります。再読み込みして、もう一度実行してください。',
  },
  fingerprint_refused: {
    title: 'このブラウザーを識別できませんでした',
    text: 'プライバシー設定か拡張機能が情報を書き換えています。このページでは無効にするか、本番キーをお使いください。',
  },
  service_stopped: {
    title: '実行中にサービスが停止しました',
    text: 'まもなく復旧するはずです。もう一度実行してみてください。',
  },
  offline: {
    title: 'オフラインです',
    text: '入力は保存されています。ネットワークが戻ると実行が始まります。',
  },
  interrupted: {
    title: '接続が切れました',
    text: 'サーバーに再び到達できませんでした。ネットワークを確かめて、もう一度実行してください。',
  },
  unexpected: {
    title: 'こちら側で問題が起きました',
    text: 'もう一度実行してください。また起きる場合は、下のコードを運営者に伝えてください。',
  },
};

export const runJa: RunStrings = {
  nothingYet: 'この実行の結果はありません。',
  waitingForEndpoints: '見つかったエンドポイントがここに表示されます。',
  phases: {
    calibrate: '準備',
    linked_documents: 'リンク先の文書',
    well_known: '既知の場所',
    scripts: 'スクリプト',
    more: 'ソースマップ',
    verify: '検証',
  },
  creatingKey: 'テストキーを作成しています…',
  challengeTitle: 'はじめに短い確認をします',
  challengeText:
    '大量に作られないよう、新しいキーには少しの計算が必要です。ネットワークに新しい訪問者が多いと時間がかかります。',
  challengeProgress: (attempts, expected) =>
    expected === null
      ? `${number(attempts)} 回試行`
      : `約 ${number(expected)} 回中 ${number(attempts)} 回試行`,
  challengeSlow:
    'この端末では時間がかかります。このタブを前面にしておくか、より速い端末をお使いください。',
  challengeSecondsLeft: (seconds) =>
    seconds < 90 ? `残り約 ${seconds} 秒` : `残り約 ${Math.round(seconds / 60)} 分`,
  keyTitle: 'あなたのテストキー（全体が表示されるのは今だけです）',
  keyText: '読み取り専用です。このタブにだけ残り、サーバーが保存するのはハッシュだけです。',
  keyDone: '完了',
  connecting: '接続しています…',
  reconnecting: '接続が切れました。再接続しています（回数は減りません）…',
  seconds: (ms) => `${decimal(ms / 1000)} 秒`,
  requests: (done, budget) => `リクエスト ${done} / ${budget}`,
  requestsMade: (count) => plural(count, { other: 'リクエスト #回' }),
  costUnknown: '消費はまだ分かりません。上の残り回数に表示されます',
  truncated: '時間またはリクエスト数の上限に達し、すべては読めませんでした。',
  cancelledText: 'それまでに見つかったものは下に残ります。',
  parameters: { path: 'パス', query: 'クエリ', body: 'ボディ' },
  parametersLabel: 'パラメーター',
  noParameters: 'パラメーターは見つかりませんでした。',
  evidence: '根拠',
  fullUrl: 'URL',
  emptyTitle: 'API は見つかりませんでした',
  emptyText:
    'サイトの公開ページやスクリプトには記載がありません。より深いページか、API のホストを試してください。',
  mapLabel: 'パスのツリー。各メソッドから該当の行へ移動できます',
  withKey: '自分のキーを使う',
  withEnvironment: '環境変数から読む',
  withClient: 'クライアントライブラリーを使う',
  codeCredentials: 'コード内の認証情報',
  languagesLabel: '言語',
  needsKey: '最初の実行のあと、自分のキーをコードに入れられます。',
  codeCall:
    'ウィジェットはストリームを使います（POST …/discover/stream）。このコードは同じものを JSON で 1 ページずつ取得します（POST …/discover）。',
  codeCost:
    'この実行から 1 時間以内なら保存済みの結果を無料で読み、その後は検出を 1 回使います。次のページからは無料です。',
  downloadImage: 'SVG をダウンロード',
  download: 'JSON をダウンロード',
  downloadOpenApi: 'OpenAPI をダウンロード',
  copyLink: 'リンクをコピー',
  copy: 'コピー',
  copied: 'コピーしました',
  copySelected: '選択しました。Ctrl+C（Mac では ⌘C）を押してください',
  copyFailed: 'コピーできませんでした',
  endpointsOf: (shown, all) => `${number(all)} 件中 ${number(shown)} 件`,
  tabs: { result: '結果', map: 'マップ', code: 'コード', raw: 'データ', history: '履歴' },
  tabsLabel: '結果の表示',
  filter: 'エンドポイントを絞り込む',
  columns: {
    method: 'メソッド',
    path: 'パス',
    type: '種類',
    confidence: '確度',
    source: '出典',
  },
  details: (method, path) => `${method} ${path} の詳細`,
  noMatch: 'この条件に合うエンドポイントはありません。',
  moreSources: (count) => `+${count}`,
  downloadFailed: ({ title, text }) => `ダウンロードに失敗しました：${title}。${text}`,
  code: 'コード',
  requestId: 'リクエスト',
  retry: 'もう一度実行',
  newKey: '新しいキーを取得',
  upgrade: '本番キーを取得',
  keep: '登録して保存する',
  keepBlocked: 'ブラウザーが新しいタブをブロックしました。10 分以内にこのリンクをお使いください。',
  keepFailed: ({ kind, retryAfterSeconds }) => {
    if (kind === 'key_refused')
      return 'このキーの結果はアカウントに移せません。ダウンロードしてください。次に実行するまでこのページに残ります。';
    if (kind === 'offline' || kind === 'interrupted')
      return '結果はここに残ります。オンラインに戻ったら、もう一度ボタンを押してください。';
    if (retryAfterSeconds)
      return `${number(retryAfterSeconds)} 秒後にもう一度ボタンを押してください。`;
    return 'もう一度ボタンを押してください。また起きる場合は、下のコードを運営者に伝えてください。';
  },
  spentCta: '本番キーを取得して続ける',
  recognizedTitle: 'このネットワークの同じブラウザーで 10 回分が使われました',
  recognizedText:
    'あなたではないかもしれません。同じネットワークの同じブラウザーは区別できません。本番キーはあなただけのものです。',
  moment,
  history: {
    locked:
      '結果を開けるのは、それを作ったブラウザーだけです。このブラウザーなら、フィンガープリントでキーが見つかります。',
    unlock: '自分の結果を探す',
    none: 'まだありません。検出した結果はここに並び、無料で開き直せます。',
    statuses: { running: '実行中', failed: '失敗（消費なし）', cancelled: '中止' },
    open: '開く',
    compare: '比較',
    stored: (when) => `保存済みの結果（${when}）`,
    back: '一覧に戻る',
    comparison: '以前の実行との比較',
    same: '違いはありません。',
    added: (count) => plural(count, { other: '追加 #件' }),
    removed: (count) => plural(count, { other: '削除 #件' }),
    changed: (count) => plural(count, { other: '変更 #件' }),
    lockedTitle: 'このリンクは保存済みの結果を指しています',
    missing: {
      title: 'このブラウザーにはその結果がありません',
      text: 'アドレスを実行すると、自分の結果が得られます。',
    },
  },
  problems,
};
