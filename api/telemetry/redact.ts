const MOST_CHARS = 500

/** What nobody may read in a log, by its looks. */
const SECRETS: [name: string, looks: RegExp][] = [
  ['token', /\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g],
  ['key', /\b(?:sk|pk)_(?:test|live)_[\w-]+/g],
  ['key', /\b(?:admin|whsec|metrics)_[\w+/=-]+/g],
  [
    'code',
    /\b(?:[0-9A-Z]{1,12}-)?[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]\b/gi,
  ],
  ['e-mail', /[\p{L}\p{N}._%+'-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  ['address', /(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?![\w:])/gi],
  ['address', /\b\d{1,3}(?:\.\d{1,3}){3}\b/g],
]

/**
 * Text of others' making, such as the message of an error, without what looks like a secret or a person. A second
 * line of defence: the first is that nothing of a request is written to the log.
 */
export function redact(text: string): string {
  return SECRETS.reduce((rest, [name, looks]) => rest.replace(looks, `[${name}]`), shortened(text))
}

/** Cut between words: half a token would not be known for one. */
function shortened(text: string): string {
  return text.length > MOST_CHARS ? `${text.slice(0, MOST_CHARS).replace(/\S+$/, '')}…` : text
}
