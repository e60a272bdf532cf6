import { describe, expect, it } from 'vitest'
import type { FileField } from '../../../../shared/charge-file'
import { textOf as textIn } from '../../../../electron/importing/writing/sheet'
import { writeResultFile, type ResultRow } from '../../../../electron/importing/writing/result-file'
import { charged, english, norwegian, ragged, someTime, sourceFile, textForm, uncharged } from './files'
import type { SourceFile } from '../../../../electron/importing/writing/kept-columns'

const header = ['Kundenr', 'Navn', 'Kort', 'Beløp']
const fields: readonly FileField[] = ['customer_number', 'customer_name', 'token', 'amount']
const token = '7f3c9a52-0b1d-4c55-9d1a-5a1f0e6f7b21'

const source = (form = textForm()) =>
  sourceFile(
    header,
    [
      ['001', 'Bjørn Åsen', token, '1 299,90'],
      ['002', 'Ola "Sjef" Nordmann', token, '50,-'],
      ['003', 'Kari; Per', token, '10,00']
    ],
    form,
    fields
  )

const rowsOf = (file: SourceFile): ResultRow[] => {
  const [first, second, third] = file.table.records
  if (!first || !second || !third) throw new Error('three records')
  return [
    { record: first, card: 'card:a1', result: charged() },
    {
      record: second,
      card: 'card:b2',
      result: charged({
        state: 'declined',
        transactionId: 'T2',
        merchantReference: 'nov-2',
        amount: 5000,
        reason: 'Ikke nok penger på kontoen',
        advice: 'Prøv igjen senere',
        notBefore: new Date(2026, 10, 26, 9, 5).getTime()
      })
    },
    { record: third, card: 'card:c3', result: uncharged('skipped', 'Kunden ba om å vente') }
  ]
}

/** The file of the first record alone, and its row. */
const firstOf = (file: SourceFile): [SourceFile, ResultRow[]] => {
  const rows = rowsOf(file).slice(0, 1)
  return [{ ...file, table: { ...file.table, records: rows.map(({ record }) => record) } }, rows]
}

/** Each character as one byte: what Windows-1252 is for the letters of these files. */
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0)

const norwegianLines = [
  'Kundenr;Navn;Kort;Beløp;Trekk: status;Trekk: transaksjon;Trekk: ordrereferanse;Trekk: belastet beløp;Trekk: valuta;Trekk: årsak;Trekk: nytt forsøk;Trekk: ikke før;Trekk: tidspunkt',
  '001;Bjørn Åsen;card:a1;1 299,90;Belastet;T12345678.abc;nov-1;1299,90;NOK;;;;2026-11-25 14:03',
  '002;"Ola ""Sjef"" Nordmann";card:b2;50,-;Avvist av banken;T2;nov-2;;;Ikke nok penger på kontoen;Prøv igjen senere;2026-11-26 09:05;2026-11-25 14:03',
  '003;"Kari; Per";card:c3;10,00;Utelatt;;;;;Kunden ba om å vente;;;'
]

describe('the result of a text file, byte for byte', () => {
  it('is in Windows-1252 with semicolons, as Norwegian Excel saved the file', async () => {
    const file = source()
    const written = await writeResultFile(file, rowsOf(file), norwegian)
    expect(written).toMatchObject({ extension: 'csv', encoding: 'windows-1252', isReencoded: false })
    expect([...written.bytes]).toEqual([...latin(norwegianLines.map((line) => `${line}\r\n`).join(''))])
  })

  it('is in UTF-8 with its mark, commas and line feeds, in English', async () => {
    const form = textForm({ encoding: 'utf-8', encodingBy: 'content', delimiter: ',', lineEnd: '\n' })
    const file = source(form)
    const written = await writeResultFile(...firstOf(file), english)
    const expected =
      '\uFEFFKundenr,Navn,Kort,Beløp,Trekk: state,Trekk: transaction,Trekk: merchant reference,Trekk: amount charged,Trekk: currency,Trekk: reason,Trekk: new attempt,Trekk: not before,Trekk: time\n' +
      '001,Bjørn Åsen,card:a1,"1 299,90",Charged,T12345678.abc,nov-1,1299.90,NOK,,,,2026-11-25 14:03\n'
    expect(Array.from(written.bytes)).toEqual(Array.from(new TextEncoder().encode(expected)))
    expect(written).toMatchObject({ encoding: 'utf-8', isReencoded: false })
  })

  it.each([
    ['utf-16le', [0xff, 0xfe], true],
    ['utf-16be', [0xfe, 0xff], false]
  ] as const)('is in %s with tabs, as "Unicode text" of Excel', async (encoding, mark, little) => {
    const file = source(textForm({ encoding, encodingBy: 'mark', delimiter: '\t' }))
    const written = await writeResultFile(...firstOf(file), norwegian)
    const expected = norwegianLines
      .slice(0, 2)
      .map((line) => `${line.replaceAll(';', '\t')}\r\n`)
      .join('')
    const bytes = Array.from(expected).flatMap((letter) => {
      const code = letter.codePointAt(0) ?? 0
      return little ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff]
    })
    expect([...written.bytes]).toEqual([...mark, ...bytes])
  })

  it('has the line that tells Excel the delimiter, and the line ends of an old Mac, where the file had them', async () => {
    const file = source(textForm({ delimiter: '|', delimiterBy: 'sep_line', lineEnd: '\r' }))
    const { bytes } = await writeResultFile(...firstOf(file), norwegian)
    expect([...bytes]).toEqual([
      ...latin(
        ['sep=|', ...norwegianLines.slice(0, 2).map((line) => line.replaceAll(';', '|'))]
          .map((line) => `${line}\r`)
          .join('')
      )
    ])
  })

  it('is all in UTF-8, and says so, where a letter does not fit', async () => {
    const file = source()
    const rows = rowsOf(file).map((row) => ({ ...row, result: uncharged('skipped', '🙂') }))
    const written = await writeResultFile(file, rows, norwegian)
    expect(written).toMatchObject({ encoding: 'utf-8', isReencoded: true })
    expect([...written.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder('utf-8', { fatal: true }).decode(written.bytes)
    expect(text).toContain('Bjørn Åsen')
    expect(text).toContain('🙂')
  })

  it('of pasted cells is a file of our own form', async () => {
    const file = source(textForm({ pasted: true, encoding: 'utf-8', delimiter: '\t', lineEnd: '\n' }))
    const { bytes } = await writeResultFile(...firstOf(file), norwegian)
    const expected = norwegianLines.slice(0, 2).map((line) => `${line}\r\n`)
    expect([...bytes]).toEqual([...new TextEncoder().encode(`\uFEFF${expected.join('')}`)])
  })
})

describe('the columns of a result', () => {
  const textOf = async (...given: Parameters<typeof writeResultFile>) =>
    new TextDecoder('utf-8').decode((await writeResultFile(...given)).bytes)
  const plain = textForm({ encoding: 'utf-8', encodingBy: 'content', delimiter: ',', lineEnd: '\n' })

  it('name the card where no column of the file does: a customer may have another card by now', async () => {
    const file = sourceFile(['Nr'], [['1']], plain)
    const rows = file.table.records.map((record) => ({ record, card: 'card:x', result: charged() }))
    expect(await textOf(file, rows, english)).toMatch(/^Nr,Trekk: card,Trekk: state.*\n1,card:x,Charged,/)
  })

  it('never hold a token, neither in its column nor where it was copied to', async () => {
    const file = sourceFile(['Card', 'Note', 'Ref'], [[token, `token ${token} of Kari`, 'r1']], plain, [
      'token',
      'ignored',
      'ignored'
    ])
    const rows = file.table.records.map((record) => ({ record, card: 'card:x', result: charged() }))
    const text = await textOf(file, rows, english)
    expect(text).not.toContain(token)
    expect(text).toContain('\ncard:x,…,r1,Charged')
  })

  it('never hold a card number, but do hold a KID that looks like one', async () => {
    const number = '4111 1111 1111 1111'
    const file = sourceFile(
      ['A', 'KID'],
      [[`card ${number}`, '4111111111111111']],
      plain,
      ['ignored', 'kid'],
      { kidConfirmed: true }
    )
    const rows = file.table.records.map((record) => ({ record, card: 'card:x', result: charged() }))
    const text = await textOf(file, rows, english)
    expect(text).not.toContain(number)
    expect(text).toContain('\ncard **** **** **** 1111,4111111111111111,card:x,')
    const typed = { amount: number, description: number, email: '4111111111111111' }
    const edited = sourceFile(['Amount', 'E-mail'], [['1', '']], plain, ['amount', 'email'])
    const [only] = edited.table.records.map((record) => ({
      record,
      card: '',
      edits: typed,
      result: charged()
    }))
    expect(await textOf(edited, only ? [only] : [], english)).not.toMatch(/4111.?1111/)
    const unconfirmed = { ...file, mapping: { ...file.mapping, kidConfirmed: false } }
    expect(await textOf(unconfirmed, rows, english)).not.toContain('4111')
  })

  it('leave a record empty whose fields have slipped, and quote it with the reason, without what may be a token', async () => {
    const raw = `${token},1299,90,Strøm`
    const record = ragged(raw, raw.split(','), 3)
    const row: ResultRow = { record, card: '…', result: uncharged('invalid', 'Too many fields') }
    const empty = sourceFile(['Card', 'Amount', 'Note'], [], plain, ['token', 'amount', 'description'])
    const file = { ...empty, table: { ...empty.table, records: [record] } }
    expect(await textOf(file, [row], english)).toContain(
      '\n,,,Not valid,,,,,"Too many fields: …,1299,90,Strøm",,,\n'
    )
  })

  it('show what a person typed over a cell, and the amount as it was then understood', async () => {
    const file = sourceFile(['Amount', 'Text'], [['12', 'old']], plain, ['amount', 'description'])
    const rows = file.table.records.map((record) => ({
      record,
      card: 'card:x',
      edits: { amount: '13,5', description: 'new' },
      money: { kind: 'money', amount: 1350, currency: 'NOK' } as const,
      result: charged({ amount: 1350 })
    }))
    expect(await textOf(file, rows, english)).toContain('\n13.50 NOK,new,card:x,Charged,')
  })

  it('have the marks of a value that a person typed, not of a cell', async () => {
    const file = sourceFile(['Text'], [['old']], plain, ['description'])
    const rows = file.table.records.map((record) => ({
      record,
      card: 'card:x',
      edits: { description: "'=x" },
      result: charged()
    }))
    expect(await textOf(file, rows, english)).toContain(`\n"''=x",card:x`)
  })

  it('are written for every record in its place, and every column must say what it holds', async () => {
    const file = source()
    const rows = rowsOf(file)
    await expect(writeResultFile(file, rows.slice(1), norwegian)).rejects.toThrow(RangeError)
    await expect(writeResultFile(file, rows.toReversed(), norwegian)).rejects.toThrow(RangeError)
    const fewer = { ...file, mapping: { ...file.mapping, columns: fields.slice(1) } }
    await expect(writeResultFile(fewer, rows, norwegian)).rejects.toThrow(RangeError)
  })

  it('quote no more of a record than can be read again', async () => {
    const empty = sourceFile(['A', 'B'], [], plain)
    const raw = `${'x'.repeat(60_000)},1,2`
    const record = ragged(raw, raw.split(','), 2)
    const file = { ...empty, table: { ...empty.table, records: [record] } }
    const row: ResultRow = { record, card: '', result: uncharged('invalid', 'r') }
    expect((await textOf(file, [row], english)).length).toBeLessThan(2000)
  })

  it('give names to a file that has none', async () => {
    const form = textForm({ encoding: 'utf-8', headerRow: 0, delimiter: ',', lineEnd: '\n' })
    const file = sourceFile(['', '', ''], [['1', '2', '3']], form, ['customer_number', 'ignored', 'amount'])
    const rows = file.table.records.map((record) => ({ record, card: 'card:x', result: charged() }))
    expect(await textOf(file, rows, english)).toMatch(/^Customer number,Column 2,Amount,Trekk: card,/)
  })

  it('have an amount beside what was or may have been charged, and none beside what surely was not', async () => {
    const states = [
      'captured',
      'held',
      'refunded',
      'unknown',
      'sent',
      'declined',
      'not_sent',
      'refused'
    ] as const
    const file = sourceFile(
      ['Nr'],
      states.map((state) => [state]),
      plain
    )
    const rows = file.table.records.map((record, index) => ({
      record,
      card: 'card:x',
      result: charged({ state: states[index] ?? 'unknown' })
    }))
    const lines = (await textOf(file, rows, english)).trim().split('\n').slice(1)
    const amounts = lines.map((line) => line.split(',')).map((cells) => [cells[0], cells[5]])
    expect(amounts).toEqual([
      ['captured', '1299.90'],
      ['held', '1299.90'],
      ['refunded', '1299.90'],
      ['unknown', '1299.90'],
      ['sent', '1299.90'],
      ['declined', ''],
      ['not_sent', ''],
      ['refused', '']
    ])
  })

  const again = (rows: readonly (readonly string[])[]): SourceFile =>
    sourceFile(
      ['Nr', 'Kortnøkkel', 'Trekk: status', 'Trekk: transaksjon', 'Trekk: årsak', 'Trekk: reason'],
      rows,
      plain,
      ['customer_number', 'token', 'result_state', 'result_transaction', 'ignored', 'ignored']
    )
  const cardOf = (file: SourceFile, index: number): string =>
    textIn(file.table.records[index]?.cells[1] ?? '')

  it('are not there twice when a result is a file again: they say what is so now, and of a charge before still that', async () => {
    const file = again([
      ['1', 'card:a', 'Belastet', 'T1', "'=x", 'mine'],
      ['2', 'card:b', 'Avvist av banken', 'T2', 'Ikke nok', 'mine'],
      ['3', 'card:c', '', '', '', 'mine'],
      ['4', 'card:d', 'Ikke påbegynt', '', 'x', 'mine']
    ])
    const rows = file.table.records.map((record, index) => ({
      record,
      card: cardOf(file, index),
      result: index === 1 ? charged({ transactionId: 'T9', at: someTime }) : uncharged('skipped', 'done', 'r')
    }))
    expect(await textOf(file, rows, english)).toBe(
      'Nr,Kortnøkkel,Trekk: status,Trekk: transaksjon,Trekk: årsak,Trekk: reason,Trekk: merchant reference,Trekk: amount charged,Trekk: currency,Trekk: new attempt,Trekk: not before,Trekk: time\n' +
        '1,card:a,Belastet,T1,"\'=x",mine,,,,,,\n' +
        '2,card:b,Charged,T9,,mine,nov-1,1299.90,NOK,,,2026-11-25 14:03\n' +
        '3,card:c,Left out,,done,mine,r,,,,,\n' +
        '4,card:d,Left out,,done,mine,r,,,,,\n'
    )
  })

  it('never forget a charge for a row that was not charged this time, whatever the reason', async () => {
    const file = again([
      ['1', 'card:a', 'Avvist av banken', 'T1', 'Ikke nok', ''],
      ['2', 'card:b', 'betalt?', 'T2', '', ''],
      ['3', 'card:c', '', 'T3', '', '']
    ])
    const records = file.table.records
    for (const kind of ['skipped', 'invalid', 'not_begun'] as const) {
      const rows = records.map((record, index) => ({
        ...{ record, card: cardOf(file, index), result: uncharged(kind, 'now', 'another') }
      }))
      const reasons = kind === 'invalid' ? ['now', 'now', 'now'] : ['Ikke nok', '', '']
      expect((await textOf(file, rows, english)).split('\n').slice(1, -1)).toEqual([
        `1,card:a,Avvist av banken,T1,${reasons[0]},,,,,,,`,
        `2,card:b,betalt?,T2,${reasons[1]},,,,,,,`,
        `3,card:c,,T3,${reasons[2]},,,,,,,`
      ])
    }
  })

  it('say of a record whose fields have slipped that nobody can tell, where the file told of earlier charges', async () => {
    const raw = '1;card:a;Belastet;T1'
    const file = again([])
    const record = ragged(raw, raw.split(';'), 6)
    const slipped = { ...file, table: { ...file.table, records: [record] } }
    const row: ResultRow = { record, card: '…', result: uncharged('invalid', 'Too few fields') }
    expect(await textOf(slipped, [row], english)).toContain('\n,,?,,Too few fields: 1;card:a;Belastet;T1,,')
  })
})
