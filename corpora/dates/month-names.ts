/** The names of months and days in the languages that people write dates in. */

const languages = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'cs',
  'ru',
];

let numbers: ReadonlyMap<string, number> | undefined;

/** 1 to 12 for a month's name, long or short; undefined for any other word. */
export function monthOf(word: string): number | undefined {
  numbers ??= new Map([...namesOfMonths(), ['sept', 9], ['sep', 9]]);
  return numbers.get(plain(word));
}

/** Where two languages use one name for different months, the language that comes first has it. */
function namesOfMonths(): Map<string, number> {
  const names = new Map<string, number>();
  for (const language of languages) {
    for (const style of ['long', 'short'] as const) {
      // With a day beside it, a month stands in the case that dates are written in.
      for (const day of [{}, { day: 'numeric' }] as const) {
        const format = new Intl.DateTimeFormat(language, { month: style, timeZone: 'UTC', ...day });
        for (let month = 1; month <= 12; month++) {
          const parts = format.formatToParts(Date.UTC(2024, month - 1, 3));
          const name = plain(parts.find(({ type }) => type === 'month')!.value);
          if (!/\d/u.test(name) && !names.has(name)) names.set(name, month);
        }
      }
    }
  }
  return names;
}

let weekdays: ReadonlySet<string> | undefined;

/** Whether it is the name of a day of the week, long or short. */
export function isWeekday(word: string): boolean {
  weekdays ??= new Set(
    languages.flatMap((language) =>
      (['long', 'short'] as const).flatMap((weekday) => {
        const format = new Intl.DateTimeFormat(language, { weekday, timeZone: 'UTC' });
        return Array.from({ length: 7 }, (_, day) =>
          plain(format.format(Date.UTC(2024, 0, day + 1))),
        );
      }),
    ),
  );
  return weekdays.has(plain(word));
}

function plain(word: string): string {
  return word.normalize('NFC').toLowerCase().replace(/\.$/u, '');
}
