import type { Reply } from '../reply'
import type { Language } from './words'

/** Text made safe for a page. Only what went through it, or was made here, may stand in one. */
export function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}

const style = `
  :root {
    color-scheme: light dark;
    --ground: #f4f6f5; --panel: #fff; --text: #1d2624; --quiet: #55625f; --line: #c9d2cf;
    --accent: #14624f; --on-accent: #fff; --bad: #a3231a; --note: #fdf3d7; --on-note: #4c3b00;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ground: #141a19; --panel: #1e2625; --text: #e8eeec; --quiet: #a9b7b3; --line: #43504d;
      --accent: #7fd4bb; --on-accent: #06231b; --bad: #ff9a90; --note: #3a3115; --on-note: #f6e3a6;
    }
  }
  * { box-sizing: border-box }
  body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
  main {
    max-width: 29rem; margin: clamp(0.75rem, 6vh, 4rem) auto; padding: 1.75rem;
    background: var(--panel); border: 1px solid var(--line); border-radius: 0.75rem;
  }
  @media (max-width: 31rem) { main { margin: 0; padding: 1.25rem; border: 0; border-radius: 0; min-height: 100vh } }
  h1 { margin: 1.25rem 0 0.5rem; font-size: 1.375rem; line-height: 1.3 }
  p, dl { margin: 0.5rem 0 }
  .note { margin: 0; padding: 0.5rem 0.75rem; border-radius: 0.5rem; font-size: 0.875rem;
    background: var(--note); color: var(--on-note) }
  dl { display: grid; grid-template-columns: auto 1fr; gap: 0.25rem 1rem; align-items: baseline }
  dt, small { color: var(--quiet) }
  dd { margin: 0; text-align: right; overflow-wrap: anywhere }
  .money { font-size: 1.375rem; font-weight: 600; font-variant-numeric: tabular-nums }
  fieldset { margin: 1.25rem 0 0; padding: 0; border: 0; min-width: 0 }
  legend { padding: 0; margin-bottom: 0.5rem; font-weight: 600 }
  .card { display: flex; gap: 0.75rem; align-items: center; min-height: 3.5rem; padding: 0.5rem 0.75rem;
    border: 1px solid var(--line); border-radius: 0.5rem; margin-bottom: 0.5rem; cursor: pointer }
  .card:has(:checked) { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent) }
  .card input { accent-color: var(--accent); width: 1.125rem; height: 1.125rem; flex: none; margin: 0 }
  .card span { display: block; overflow-wrap: anywhere }
  small { display: inline-block; font-size: 0.875rem; line-height: 1.4 }
  .field { margin-top: 1rem }
  .field label { display: block; font-weight: 600 }
  .field input { width: 7rem; min-height: 2.75rem; padding: 0.25rem 0.75rem; margin: 0.25rem 0; font: inherit;
    color: inherit; background: transparent; border: 1px solid var(--quiet); border-radius: 0.5rem }
  .field input[aria-invalid] { border-color: var(--bad) }
  [role=alert] { color: var(--bad); font-weight: 600 }
  .actions { display: grid; gap: 0.5rem; margin-top: 1.5rem }
  button { min-height: 2.75rem; padding: 0.5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
    color: inherit; background: transparent; border: 1px solid var(--quiet); border-radius: 0.5rem }
  button.first { color: var(--on-accent); background: var(--accent); border-color: var(--accent) }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
  .outcome { margin: 1.25rem 0; padding: 0.75rem 1rem; border-left: 4px solid var(--quiet); font-size: 1.125rem;
    font-weight: 600 }
  .outcome.good { border-color: var(--accent) }
  .outcome.bad { border-color: var(--bad) }
  code { display: block; overflow-wrap: anywhere; padding: 0.5rem 0.75rem; background: var(--ground);
    border-radius: 0.5rem; font-size: 0.875rem }
`

/**
 * A whole page: it needs nothing from anywhere, runs no script and can send its form nowhere but home.
 * @param content HTML, of which every text from outside went through `escape`
 */
export function htmlReply(
  status: number,
  { language, title, note, content }: { language: Language; title: string; note: string; content: string }
): Reply {
  const text = `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>${style}</style>
<main>
<p class="note">${escape(note)}</p>
<h1>${escape(title)}</h1>
${content}
</main>
</html>
`
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'"
  ]
  return {
    kind: 'body',
    status,
    type: 'text/html; charset=utf-8',
    text,
    headers: {
      'content-security-policy': policy.join('; '),
      'referrer-policy': 'no-referrer',
      vary: 'accept-language'
    }
  }
}
