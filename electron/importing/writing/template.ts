import type { Brand, CardView } from '../../../shared/card'
import { cardHandle } from '../meaning/card-handle'
import { ownHeaders, templateSheet, type FileLanguage } from '../meaning/own-columns'
import type { Column } from './sheet'
import { writeTextFile } from './text-file'
import { decimalMarkOf, ownTextForm } from './text-form'
import { writeWorkbook } from './workbook-file'
import type { WrittenFile } from './written-file'

export interface TemplateChoices {
  readonly form: 'text' | 'workbook'
  readonly language: FileLanguage
}

/**
 * A file to fill in: a row for each stored card, with who has it and an empty amount. Text is what Excel opens where the
 * language is spoken. A workbook is better: a text file cannot keep Excel from taking the zeros off `0012`.
 */
export async function writeTemplate(
  cards: readonly CardView[],
  { form, language }: TemplateChoices
): Promise<WrittenFile> {
  const sheet = { columns: templateColumns(language), rows: cards }
  const decimalMark = decimalMarkOf(language)
  if (form === 'workbook') {
    const bytes = await writeWorkbook(sheet, { name: templateSheet[language], decimalMark, isToFillIn: true })
    return { bytes, extension: 'xlsx', encoding: null, isReencoded: false }
  }
  const { bytes, encoding } = writeTextFile(sheet, ownTextForm(language), decimalMark)
  return { bytes, extension: 'csv', encoding, isReencoded: false }
}

function templateColumns(language: FileLanguage): readonly Column<CardView>[] {
  const names = ownHeaders[language]
  const column = (header: string, cell: (card: CardView) => string, isAmount = false): Column<CardView> => ({
    header,
    isOurs: true,
    cell,
    ...(isAmount && { isAmount })
  })
  return [
    column(names.customer_number, ({ customerNumber }) => customerNumber),
    column(names.customer_name, ({ customerName }) => customerName),
    column(names.card_shown, shownCard),
    column(names.token, ({ id }) => cardHandle(id)),
    column(names.amount, () => '', true),
    column(names.description, () => ''),
    column(names.merchant_reference, () => '')
  ]
}

const brandNames: Readonly<Record<Brand, string>> = {
  visa: 'Visa',
  mastercard: 'Mastercard',
  amex: 'American Express',
  other: ''
}

/** `Visa •••• 4242 12/2027`, as far as it is known; for the eye, and read by nobody. */
function shownCard({ brand, lastFour, expiry }: CardView): string {
  const digits = lastFour === '' ? '' : `•••• ${lastFour}`
  return [brandNames[brand], digits, expiry ?? ''].filter((part) => part !== '').join(' ')
}
