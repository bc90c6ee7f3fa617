import { LANGUAGES } from './shared/languages.ts';

// Gzipped. What the widget fetches is counted for each language by itself: a visitor fetches one.
const ASSETS = 'dist/web/assets';
const otherTexts = (language) =>
  LANGUAGES.filter((other) => other !== language).flatMap((other) => [
    `!${ASSETS}/${other}-*.js`,
    `!${ASSETS}/run-${other}-*.js`,
  ]);

export default [
  { name: 'loader', path: ['dist/web/embed/v1.js'], limit: '2048 B', gzip: true },
  { name: 'component for React', path: ['dist/web/embed/react.js'], limit: '0.5 kB', gzip: true },
  { name: 'component for Vue', path: ['dist/web/embed/vue.js'], limit: '0.6 kB', gzip: true },
  ...LANGUAGES.map((language) => ({
    name: `widget, first paint: script, ${language}`,
    path: [`${ASSETS}/{boot,embed,base,widget,${language}}-*.js`],
    limit: '17 kB',
    gzip: true,
  })),
  ...LANGUAGES.map((language) => ({
    name: `widget: all script, fingerprint library included, ${language}`,
    path: [
      `${ASSETS}/*.js`,
      `!${ASSETS}/{solve-worker,index,upgrade,page,leaked,gallery,code-examples}-*.js`,
      ...otherTexts(language),
    ],
    limit: '50 kB',
    gzip: true,
  })),
  {
    name: 'code examples as data, fetched with the Code tab or the history',
    path: [`${ASSETS}/code-examples-*.js`],
    limit: '3.5 kB',
    gzip: true,
  },
  {
    name: 'proof-of-work worker, fetched on a challenge only',
    path: ['dist/web/assets/solve-worker-*.js'],
    limit: '14 kB',
    gzip: true,
  },
  {
    name: 'widget: styles',
    path: ['dist/web/assets/*.css', '!dist/web/assets/{page,upgrade,leaked}-*.css'],
    limit: '8 kB',
    gzip: true,
  },
  {
    name: 'evaluation page: script and styles',
    path: ['dist/web/assets/{index,base,clipboard}-*.js', 'dist/web/assets/{base,page}-*.css'],
    limit: '10 kB',
    gzip: true,
  },
  {
    name: 'dashboard, first paint: script',
    path: [
      'dist/web/assets/dashboard/{boot,dashboard,frame,errors,read}-*.js',
      '!dist/web/assets/dashboard/dashboard-gallery-*.js',
    ],
    limit: '35 kB',
    gzip: true,
  },
];
