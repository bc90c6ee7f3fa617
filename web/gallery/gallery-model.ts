import { createWidgetModel, type WidgetModel } from '../widget/models/widget.ts';

/** Models with nothing behind them: whatever is asked for never comes, so a state stays as it was set. */
export function createGalleryModel(): WidgetModel {
  const never = () => new Promise<never>(() => undefined);
  const model = createWidgetModel({
    api: { getConfig: never, getQuota: never, streamDiscovery: never, getOpenApi: never },
    origin: 'https://play.example',
    storage: { load: () => null, save: () => undefined, clear: () => undefined },
    obtainKey: never,
    // A clock that stands still: countdowns and elapsed times show the same in every picture.
    nowMs: () => 0,
    newId: () => '00000000-0000-4000-8000-000000000000',
    pause: never,
  });
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
