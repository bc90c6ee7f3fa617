/** A text for each plural form of a language that differs from `other`. `#` stands for the number. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

export interface Numbers {
  number(value: number): string;
  /** With one digit after the decimal mark. */
  decimal(value: number): string;
  /** @param count picks the form, and is put in the place of `#` */
  plural(count: number, forms: Forms): string;
  /** Date and time to the minute, in the visitor's zone. The calendar is the Gregorian one everywhere. */
  moment(time: string | number): string;
}

/** How a language writes numbers and chooses plural forms (CLDR). Digits are Latin everywhere, as in addresses and code. */
export function createNumbers(tag: string): Numbers {
  const integers = new Intl.NumberFormat(`${tag}-u-nu-latn`);
  const decimals = new Intl.NumberFormat(`${tag}-u-nu-latn`, {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const rules = new Intl.PluralRules(tag);
  return {
    number: (value) => integers.format(value),
    decimal: (value) => decimals.format(value),
    plural: (count, forms) =>
      (forms[rules.select(count)] ?? forms.other).replace('#', integers.format(count)),
    moment: (time) =>
      new Intl.DateTimeFormat(`${tag}-u-ca-gregory-nu-latn`, {
        dateStyle: 'medium',
        timeStyle: 'short',
      }).format(new Date(time)),
  };
}

/**
 * Keeps the direction of a text that stands in a sentence of the other direction: without it, the dots and slashes of
 * an address would be moved (Unicode bidirectional algorithm, first strong isolate).
 */
export const isolate = (text: string): string => `\u2068${text}\u2069`;
