import { writeXlsx } from 'hucre'
import { customerName } from './people'

const header = ['Kundenr', 'Navn', 'Beløp', 'KID', 'Tekst', 'E-post']

/** Rows as an invoicing program exports them: a customer each, amounts as people write them, a KID. */
function rowsOf(count: number, month = 0): string[][] {
  return Array.from({ length: count }, (_, index) => {
    const kroner = 199 + 5_000 * month + (index % 5_000)
    return [
      String(100_000 + index),
      customerName(index),
      `${kroner < 1_000 ? kroner : `${Math.floor(kroner / 1_000)} ${String(kroner % 1_000).padStart(3, '0')}`},${String(index % 100).padStart(2, '0')}`,
      kid(2_026_000_000 + index),
      'Nettleie november 2026',
      `kunde.${index}@example.${index % 2 === 0 ? 'no' : 'com'}`
    ]
  })
}

/** A number with its check digit (modulus 10), as a KID has one. */
function kid(number: number): string {
  const sum = String(number)
    .split('')
    .reverse()
    .reduce((total, digit, place) => {
      const weighed = Number(digit) * (place % 2 === 0 ? 2 : 1)
      return total + (weighed > 9 ? weighed - 9 : weighed)
    }, 0)
  return `${number}${(10 - (sum % 10)) % 10}`
}

/**
 * A charge file as Excel saves it on a Norwegian computer: semicolons, Windows-1252, CRLF.
 * @param month from 0: in each the same customers owe other amounts
 */
export function chargeFile(rows: number, month = 0): Buffer {
  const lines = [header, ...rowsOf(rows, month)].map((cells) => cells.join(';'))
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1')
}

/** The same as a workbook, its amounts and KIDs as numbers. */
export async function chargeWorkbook(rows: number): Promise<Uint8Array> {
  const cells = rowsOf(rows).map(([number = '', name = '', amount = '', kid = '', text = '', email = '']) => [
    Number(number),
    name,
    Number(amount.replace(/\s/g, '').replace(',', '.')),
    Number(kid),
    text,
    email
  ])
  return writeXlsx({ sheets: [{ name: 'Ark1', rows: [header, ...cells] }] })
}
