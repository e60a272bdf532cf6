import type { SessionRecord } from './records'

interface Shown {
  /** What happened, or null while the customer may still answer. */
  readonly outcome: string | null
  readonly session?: SessionRecord | undefined
  readonly problem?: string | undefined
}

/** The page a customer would see, as plain HTML that says at once that it is not real. */
export function paymentPage({ outcome, session, problem }: Shown): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Simulated payment</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; max-width: 28rem; margin: 4rem auto; padding: 0 1rem }
  input, button { font: inherit; padding: 0.4rem 0.8rem }
  [role=alert] { color: #b00020 }
</style>
<h1>Simulated payment</h1>
<p>This is a simulated payment page of Trekk: no money moves and no card is charged.</p>
${session ? summary(session) : ''}
${problem === undefined ? '' : `<p role="alert">${escape(problem)}</p>`}
${outcome === null ? form : `<p role="status">${escape(outcome)}</p>`}
</html>
`
}

const form = `<form method="post">
  <p><label>CVC <input name="cvc" inputmode="numeric" maxlength="4" size="4" autocomplete="off"></label></p>
  <button name="action" value="approve">Approve</button>
  <button name="action" value="decline">Decline</button>
</form>`

function summary({ merchantReference, amount, currency, card }: SessionRecord): string {
  return `<p>${escape(readableMoney(amount, currency))} for ${escape(merchantReference)}, card ${escape(card.maskedPan)}</p>`
}

/** Money in words by moving the decimal point in the text; no floating point. */
function readableMoney(amount: number, currency: string): string {
  const style = new Intl.NumberFormat('en', { style: 'currency', currency })
  const decimals = style.resolvedOptions().maximumFractionDigits ?? 2
  const digits = String(amount).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  return decimals === 0 ? `${whole} ${currency}` : `${whole}.${digits.slice(-decimals)} ${currency}`
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`)
}
