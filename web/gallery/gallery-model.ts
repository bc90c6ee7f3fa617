import type { ReadonlySignal, Signal } from '@preact/signals';
import { LANGUAGES } from '../../shared/code-languages.ts';
import { readErrorBody } from '../api/error-body.ts';
import { ApiProblem } from '../api/errors.ts';
import { fixedHistory } from './fixed-history.ts';
import { createWidgetModel, type WidgetModel } from '../widget/models/widget.ts';

/** A model with writable signals. Elsewhere only the model's own functions write them. */
type Writable<T> = {
  -readonly [Name in keyof T]: T[Name] extends ReadonlySignal<infer Value>
    ? Signal<Value>
    : T[Name] extends (...args: never[]) => unknown
      ? T[Name]
      : T[Name] extends object
        ? Writable<T[Name]>
        : T[Name];
};
export type GalleryModel = WidgetModel & Writable<Omit<WidgetModel, 'deps'>>;

const NOT_FOUND = {
  error: 'NotFoundError',
  code: 'not_found',
  detail: 'There is no discovery with this ID.',
  request_id: 'req_7Q2f9sKx1a',
};

/** Models whose server never answers, so that a state stays as it was set. A download is refused. */
export function createGalleryModel(): GalleryModel {
  const never = () => new Promise<never>(() => undefined);
  const refuse = () => Promise.reject(new ApiProblem(readErrorBody(NOT_FOUND, 404, '')));
  // The signals are writable at run time; only their type is read-only.
  const model = createWidgetModel({
    api: {
      getConfig: never,
      getQuota: never,
      streamDiscovery: never,
      getOpenApi: refuse,
      makeClaim: refuse,
    },
    send: fixedHistory,
    origin: 'https://play.example',
    storage: { load: () => null, save: () => undefined, clear: () => undefined },
    obtainKey: never,
    // A clock that stands still: countdowns and elapsed times show the same in every picture.
    nowMs: () => 0,
    newId: async () => '00000000-0000-4000-8000-000000000000',
    pause: never,
  }) as GalleryModel;
  model.config.value = {
    examples: [
      { label: 'Demo shop', url: 'https://demo.example' },
      { label: 'Petstore', url: 'https://petstore.example' },
      { label: 'Star Wars', url: 'https://swapi.example' },
    ],
    upgradeUrl: '/upgrade',
    cta: null,
    languages: LANGUAGES,
    privacyUrl: '/privacy',
    quotaLimit: 10,
    claim: true,
  };
  return model;
}
