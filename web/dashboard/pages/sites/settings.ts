import { signal } from '@preact/signals';
import { LANGUAGES, type Language } from '../../../../shared/code-languages.ts';
import type { Site } from '../../../../shared/organization.ts';
import type { SiteSettings } from '../../../../shared/site-settings.ts';

export const EXAMPLES_MAX = 4;

/** The form of a site's settings. An example is written `Name=https://…`, as in the operator's command. */
export function createSettingsForm() {
  const ctaLabel = signal('');
  const ctaUrl = signal('');
  const accent = signal('');
  const examples = signal<readonly string[]>([]);
  const languages = signal<ReadonlySet<Language>>(new Set());

  const fill = ({ settings }: Site) => {
    ctaLabel.value = settings.cta?.label ?? '';
    ctaUrl.value = settings.cta?.url ?? '';
    accent.value = settings.accent ?? '';
    const lines = settings.examples.map(({ label, url }) => `${label}=${url}`);
    examples.value = Array.from({ length: EXAMPLES_MAX }, (_, index) => lines[index] ?? '');
    languages.value = new Set(settings.languages.length > 0 ? settings.languages : LANGUAGES);
  };
  const read = (): SiteSettings => {
    const label = ctaLabel.peek().trim();
    const url = ctaUrl.peek().trim();
    const chosen = LANGUAGES.filter((language) => languages.peek().has(language));
    return {
      // A label without a URL, or the reverse, is sent: the server says which of them is missing.
      cta: label === '' && url === '' ? null : { label, url },
      accent: accent.peek().trim() || null,
      examples: examples
        .peek()
        .map(readExample)
        .filter((example) => example !== null),
      languages: chosen.length === LANGUAGES.length ? [] : chosen,
    };
  };
  return {
    ...{ ctaLabel, ctaUrl, accent, examples, languages, fill, read },
    setExample: (index: number, text: string) => {
      examples.value = examples.value.with(index, text);
    },
    toggleLanguage: (language: Language) => {
      const next = new Set(languages.value);
      if (!next.delete(language)) next.add(language);
      languages.value = next;
    },
  };
}

function readExample(line: string): SiteSettings['examples'][number] | null {
  const text = line.trim();
  if (text === '') return null;
  const at = text.indexOf('=');
  // Without a name the address serves as the name.
  if (at < 1) return { label: text.slice(0, 40), url: text };
  return { label: text.slice(0, at).trim(), url: text.slice(at + 1).trim() };
}
