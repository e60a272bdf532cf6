import { describe, expect, it } from 'vitest'
import { receiptPage } from '../../../electron/reports/receipt-page'
import type { Receipt } from '../../../shared/receipt'

const receipt: Receipt = {
  language: 'nb',
  test: null,
  merchant: 'Fjordlys Strøm',
  title: 'Betalingsbekreftelse',
  sentence: '1 299,90 kr er belastet kortet ditt.',
  rows: [{ name: 'Referanse', value: 'ordre-1' }],
  lines: { title: 'Hva betalingen gjelder', rows: [{ name: '1 × Nettleie', value: '1 299,90 kr' }] },
  asOf: 'Status per i dag.'
}

describe('the page of a receipt', () => {
  it('says everything the receipt says, in its language', () => {
    const page = receiptPage(receipt)
    expect(page).toContain('<html lang="nb">')
    for (const text of [receipt.merchant, receipt.sentence, 'ordre-1', '1 × Nettleie', receipt.asOf])
      expect(page).toContain(text)
    expect(page).toContain('<h1>Betalingsbekreftelse</h1>')
    expect(page).not.toContain('class="test"')
    expect(receiptPage({ ...receipt, test: 'TEST', lines: null })).toContain('<p class="test">TEST</p>')
  })

  it('takes no text for a part of itself, whoever typed it', () => {
    const evil = `<img src=x onerror="alert(1)">'&`
    const rows = [{ name: evil, value: evil }]
    const page = receiptPage({
      ...receipt,
      test: evil,
      merchant: evil,
      title: evil,
      sentence: evil,
      rows,
      lines: { title: evil, rows },
      asOf: evil
    })
    expect(page).not.toContain('<img')
    expect(page.split('&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;')).toHaveLength(12)
  })

  it('loads nothing and runs nothing', () => {
    const page = receiptPage(receipt)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(page).not.toMatch(/<script|<link|<img|url\(|https?:/)
  })
})
