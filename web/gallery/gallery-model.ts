import type { ReadonlySignal, Signal } from '@preact/signals';
import { createWidgetModel, type WidgetModel } from '../widget/models/widget.ts';

/** A model whose signals can be set, which only its own functions do elsewhere. */
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

/** Models whose server never answers, so that a state stays as it was set. */
export function createGalleryModel(): GalleryModel {
  const never = () => new Promise<never>(() => undefined);
  // The signals are writable objects; only their type is narrower.
  const model = createWidgetModel({
    api: { getConfig: never, getQuota: never, streamDiscovery: never, getOpenApi: never },
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
    privacyUrl: '/privacy',
    quotaLimit: 10,
  };
  return model;
}
