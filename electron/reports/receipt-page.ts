import type { Receipt } from '../../shared/receipt'

/**
 * A receipt as a page of its own, for paper and PDF: one A4 sheet, longer where there are many order lines. It loads
 * nothing and runs nothing, and says so itself too.
 */
export function receiptPage({
  language,
  test,
  merchant,
  title,
  sentence,
  rows,
  lines,
  asOf
}: Receipt): string {
  const list = (all: Receipt['rows']): string =>
    `<dl>${all.map(({ name, value }) => `<dt>${safe(name)}</dt><dd>${safe(value)}</dd>`).join('')}</dl>`
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${safe(title)}</title><style>${style}</style></head><body>`,
    test === null ? '' : `<p class="test">${safe(test)}</p>`,
    `<header><p class="merchant">${safe(merchant)}</p><h1>${safe(title)}</h1></header>`,
    `<p class="sentence">${safe(sentence)}</p>`,
    list(rows),
    lines === null ? '' : `<section><h2>${safe(lines.title)}</h2>${list(lines.rows)}</section>`,
    `<footer><p>${safe(asOf)}</p></footer></body></html>`
  ].join('')
}

const style = `
@page { size: A4; margin: 22mm 20mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #16201f; background: #fff; font: 11pt/1.5 Inter, 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif; }
.test { margin: 0 0 8mm; padding: 2mm 4mm; border: 0.6mm solid #16201f; font-weight: 700; text-align: center; }
.merchant { margin: 0; font-weight: 600; }
h1 { margin: 1mm 0 0; font-size: 20pt; line-height: 1.25; }
h2 { margin: 8mm 0 2mm; font-size: 12pt; break-after: avoid; }
.sentence { margin: 6mm 0; font-size: 13pt; }
dl { display: grid; grid-template-columns: minmax(38mm, 1fr) minmax(0, auto); margin: 0; border-top: 0.2mm solid #9aa5a4; }
dt, dd { margin: 0; padding: 1.6mm 0; border-bottom: 0.2mm solid #d5dbda; overflow-wrap: anywhere; break-inside: avoid; }
dd { padding-left: 8mm; text-align: right; font-variant-numeric: tabular-nums; }
footer { margin-top: 8mm; color: #4b5756; font-size: 9pt; }
`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

/** A text as it may stand in a page, whoever once typed it. */
function safe(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '')
}
